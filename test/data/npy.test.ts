import { parse } from 'npyjs';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy';
import { ModelError } from '../../src/errors';

describe('encodeNpy', () => {
  it.each([[[6]], [[2, 3]], [[3, 2, 1]], [[1, 6]]])('reads back with shape %j', (shape) => {
    const values = Float64Array.of(1 / 3, -0, Number.MIN_VALUE, -Number.MAX_VALUE, Infinity, Number.NaN);
    const bytes = encodeNpy(values, shape);
    const read = parse(bytes.buffer as ArrayBuffer);
    expect(read).toMatchObject({ dtype: 'f8', shape, fortranOrder: false });
    expect(read.data).toEqual(values);
  });

  it('begins its data at a multiple of 64 after a newline, for headers of any length', () => {
    for (const dimensions of [1, 5, 12, 20, 40]) {
      const bytes = encodeNpy(Float64Array.of(7), new Array(dimensions).fill(1));
      const offset = 10 + new DataView(bytes.buffer).getUint16(8, true);
      expect(offset % 64).toBe(0);
      expect(bytes[offset - 1]).toBe(10);
      expect(bytes.length).toBe(offset + 8);
    }
  });

  it('writes an empty array', () => {
    expect(parse(encodeNpy(new Float64Array(0), [0, 3]).buffer as ArrayBuffer).shape).toEqual([0, 3]);
  });

  it('refuses a shape of another size', () => {
    expect(() => encodeNpy(new Float64Array(6), [4, 2])).toThrow(ModelError);
    expect(() => encodeNpy(new Float64Array(6), [-2, -3])).toThrow(ModelError);
    expect(() => encodeNpy(new Float64Array(3), [1.5, 2])).toThrow(ModelError);
  });
});
