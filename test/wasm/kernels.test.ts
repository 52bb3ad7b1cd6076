import { describe, expect, it } from 'vitest';
import { createKernels } from '../../src/wasm/kernels';

describe('the boundary', () => {
  it('carries vectors in and out as copies', async () => {
    const { exports, arena } = await createKernels();
    const values = Float64Array.of(1.5, -0, Number.MIN_VALUE, 1e300);
    const pointer = arena.allocate(values.byteLength);
    exports.writeVector(pointer, values);
    const first = exports.readVector(pointer, 4);
    exports.writeVector(pointer, new Float64Array(4));
    expect(first).toEqual(values);
    expect(exports.readVector(pointer, 4)).toEqual(new Float64Array(4));
  });
});
