import { expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { createKernels } from '../../src/wasm/kernels';
import { packedLength, unpacked } from '../../src/wasm/packed-matrix';

it.each([1, 4, 8, 13, 30])('reads what the kernels pack: order %i', async (order) => {
  const { exports, arena } = await createKernels();
  const bytes = exports.packedBytes(order);
  expect(packedLength(order) * 8).toBe(bytes);
  const [matrix, rows] = [arena.allocate(bytes), arena.allocate(8 * order * order)];
  const full = Float64Array.from({ length: order * order }, (_, k) => {
    const [i, j] = [Math.floor(k / order), k % order];
    return Math.max(i, j) * 100 + Math.min(i, j) + 1;
  });
  arena.view(rows, order * order).set(full);
  exports.packedWrite(matrix, rows, order);
  expect(unpacked(arena.view(matrix, bytes / 8).slice(), order, 'covariance')).toEqual(full);
});

it('refuses another length', () => {
  expect(() => unpacked(new Float64Array(63), 8, 'covariance')).toThrow(ModelError);
  expect(() => unpacked(new Float64Array(63), 8, 'covariance')).toThrow(/covariance: expected 64 numbers/);
});
