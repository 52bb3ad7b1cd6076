import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKernels, type Kernels } from '../../src/wasm/kernels';
import { TestGenerator } from '../reference/generator';

const ORDERS = [1, 2, 7, 8, 9, 16, 31, 64, 100];

let kernels: Kernels;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  kernels.arena.reset();
});

function symmetric(p: number): Float64Array {
  const random = new TestGenerator(p);
  const values = new Float64Array(p * p);
  for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) values[i * p + j] = values[j * p + i] = random.signed();
  return values;
}

function pack(values: Float64Array, p: number): number {
  const { exports, arena } = kernels;
  const matrix = arena.allocate(exports.packedBytes(p));
  const rows = arena.allocate(8 * p * p);
  arena.view(matrix, exports.packedBytes(p) / 8).fill(Number.NaN);
  arena.view(rows, p * p).set(values);
  exports.packedWrite(matrix, rows, p);
  return matrix;
}

describe.each(ORDERS)('a packed matrix of order %i', (p) => {
  it('has one place for each element of the lower triangle, inside its bytes', () => {
    const { exports } = kernels;
    const places = new Set<number>();
    for (let i = 0; i < p; i++) for (let j = 0; j < 8 * ((i >> 3) + 1); j++) places.add(exports.packedOffset(i, j));
    const blocks = exports.blockCount(p);
    let elements = 0;
    for (let i = 0; i < p; i++) elements += 8 * ((i >> 3) + 1);
    expect(places.size).toBe(elements);
    expect(Math.max(...places)).toBeLessThan(exports.packedBytes(p));
    expect(exports.packedBytes(p)).toBe(8 * 64 * ((blocks * (blocks + 1)) / 2));
    expect(exports.paddedOrder(p)).toBe(8 * blocks);
  });

  it('goes in and comes out unchanged', () => {
    const { exports, arena } = kernels;
    const values = symmetric(p);
    const matrix = pack(values, p);
    const out = arena.allocate(8 * p * p);
    exports.packedRead(out, matrix, p);
    expect(arena.view(out, p * p).slice()).toEqual(values);
  });

  it('stores its diagonal blocks in full and zeros beyond its order', () => {
    const { exports, arena } = kernels;
    const values = symmetric(p);
    const matrix = pack(values, p);
    for (let i = 0; i < exports.paddedOrder(p); i++) {
      for (let j = 0; j < 8 * ((i >> 3) + 1); j++) {
        const stored = arena.view(matrix + exports.packedOffset(i, j), 1)[0];
        expect(stored).toBe(i < p && j < p ? values[i * p + j] : 0);
      }
    }
  });

  it('has the trace and the Frobenius norm of its entries', () => {
    const { exports } = kernels;
    const values = symmetric(p);
    const matrix = pack(values, p);
    let trace = 0;
    let magnitude = 0;
    for (let i = 0; i < p; i++) {
      trace += values[i * p + i];
      magnitude += Math.abs(values[i * p + i]);
    }
    const squares = values.reduce((total, x) => total + x * x, 0);
    // The reference sums are plain: p and p^2 roundings.
    expect(Math.abs(exports.packedTrace(matrix, p) - trace)).toBeLessThanOrEqual(p * Number.EPSILON * magnitude);
    expect(Math.abs(exports.packedFrobeniusSquared(matrix, p) - squares)).toBeLessThanOrEqual(
      p * p * Number.EPSILON * squares,
    );
  });
});

it('sums a trace without losing what cancels', () => {
  const diagonal = [1, 1e100, 1, -1e100];
  const values = new Float64Array(16);
  diagonal.forEach((x, i) => {
    values[5 * i] = x;
  });
  expect(kernels.exports.packedTrace(pack(values, 4), 4)).toBe(2);
});

it('tells sizes beyond 4 GiB as they are', () => {
  expect(kernels.exports.packedBytes(100_000)).toBe(256 * 12_500 * 12_501);
});
