import { beforeEach, describe, expect, it } from 'vitest';
import { createKernels } from '../../src/wasm/kernels';
import { TestGenerator } from '../reference/generator';
import { jacobiEigensystem } from '../reference/jacobi';
import { randomTridiagonal } from '../reference/random-symmetric';
import { clement, glued, graded, repeated, toeplitz, wilkinson } from '../reference/tridiagonal-matrices';

const { exports, arena } = await createKernels();
beforeEach(() => arena.reset());

function write(values: ArrayLike<number>): number {
  const pointer = arena.allocate(8 * values.length);
  arena.view(pointer, values.length).set(values);
  return pointer;
}
const read = (pointer: number, length: number) => arena.view(pointer, length).slice();

/** Lines of 8 numbers: as many as a padded p, zero beyond p. */
function randomBlock(random: TestGenerator, p: number): Float64Array {
  return Float64Array.from({ length: 8 * exports.paddedOrder(p) }, (_, k) => (k < 8 * p ? random.signed() : 0));
}

describe('products of blocks', () => {
  it.each([1, 2, 3, 28, 127, 128, 129, 300])('S += A^T B over %i lines', (lines) => {
    const random = new TestGenerator(lines);
    const [a, b, s] = [8 * lines, 8 * lines, 64].map((length) => Float64Array.from({ length }, () => random.signed()));
    const pointer = write(s);
    exports.blockGram(pointer, write(a), write(b), lines);
    read(pointer, 64).forEach((found, index) => {
      let exact = s[index];
      for (let k = 0; k < lines; k++) exact += a[8 * k + (index >> 3)] * b[8 * k + (index & 7)];
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(2 * (lines + 2) * Number.EPSILON * (lines + 1));
    });
  });

  it.each([2, 4, 28, 130])('B += A S over %i lines', (lines) => {
    const random = new TestGenerator(lines);
    const [a, b, s] = [8 * lines, 8 * lines, 64].map((length) => Float64Array.from({ length }, () => random.signed()));
    const pointer = write(b);
    exports.blockExpand(pointer, write(a), write(s), lines);
    read(pointer, 8 * lines).forEach((found, index) => {
      let exact = b[index];
      for (let k = 0; k < 8; k++) exact += a[(index & ~7) + k] * s[8 * k + (index & 7)];
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(2 * 10 * Number.EPSILON * 9);
    });
  });
});

describe('H V from a chunk of samples', () => {
  it('is (1/n) sum g x (x . v), for any p and count, whatever lies in the gaps', () => {
    const random = new TestGenerator(77);
    for (let trial = 0; trial < 20; trial++) {
      arena.reset();
      const [p, count] = [random.integer(1, 70), random.integer(1, 40)];
      const rows = Float64Array.from({ length: p * count }, () => random.signed());
      const scales = Float64Array.from({ length: count }, (_, i) => (i % 4 === 0 ? 0 : random.signed()));
      const v = randomBlock(random, p);
      const start = randomBlock(random, p);
      const panels = arena.allocate(exports.panelBytes(p, count));
      const work = arena.allocate(exports.samplesMultiplyWorkBytes(count));
      arena.view(panels, exports.panelBytes(p, count) / 8).fill(Number.NaN);
      arena.view(work, exports.samplesMultiplyWorkBytes(count) / 8).fill(Number.NaN);
      exports.packRows(panels, write(rows), p, count);
      const y = write(start);
      const [scalesAt, vAt] = [write(scales), write(v)];
      exports.samplesMultiply(y, panels, scalesAt, vAt, p, count, work);
      const exact = start.slice();
      let trace = 0;
      for (let i = 0; i < count; i++) {
        const x = rows.subarray(i * p, (i + 1) * p);
        trace += scales[i] * x.reduce((sum, entry) => sum + entry * entry, 0);
        for (let k = 0; k < 8; k++) {
          const product = x.reduce((sum, entry, j) => sum + entry * v[8 * j + k], 0);
          for (let j = 0; j < p; j++) exact[8 * j + k] += scales[i] * x[j] * product;
        }
      }
      const bound = 4 * (count + p + 3) * Number.EPSILON * (count * p + 1);
      read(y, exact.length).forEach((found, index) => {
        expect(Math.abs(found - exact[index])).toBeLessThanOrEqual(bound);
      });
      expect(Math.abs(exports.samplesTrace(panels, scalesAt, p, count) - trace)).toBeLessThanOrEqual(bound);
    }
  });

  it('equals the packed H applied to the block', () => {
    const random = new TestGenerator(5);
    const [p, count] = [45, 30];
    const panels = arena.allocate(exports.panelBytes(p, count));
    const strips = arena.allocate(exports.panelBytes(p, count));
    const matrix = arena.allocate(exports.packedBytes(p));
    exports.packRows(panels, write(Float64Array.from({ length: p * count }, () => random.signed())), p, count);
    const g = Float64Array.from({ length: count }, () => random.signed());
    exports.hessianClear(matrix, p);
    exports.hessianScale(strips, panels, write(g), count, p, count);
    exports.hessianAccumulate(matrix, panels, strips, p, count, 0, exports.blockCount(p));
    const v = write(randomBlock(random, p));
    const dense = write(new Float64Array(8 * exports.paddedOrder(p)).fill(Number.NaN));
    exports.packedMultiplyBlock(dense, matrix, v, p, arena.allocate(exports.packedMultiplyBlockWorkBytes(p)));
    const free = write(new Float64Array(8 * exports.paddedOrder(p)));
    const work = arena.allocate(exports.samplesMultiplyWorkBytes(count));
    exports.samplesMultiply(free, panels, write(g.map((value) => value / count)), v, p, count, work);
    const found = read(free, 8 * exports.paddedOrder(p));
    read(dense, found.length).forEach((value, k) => {
      expect(Math.abs(value - found[k])).toBeLessThanOrEqual(4 * (count + p) * Number.EPSILON * p);
    });
  });
});

describe('an orthonormal block', () => {
  it.each([
    [30, 8],
    [30, 3],
    [30, 0],
    [5, 5],
  ])('of order %i and rank %i: W = Q R, the dependent vectors zero', (p, rank) => {
    const random = new TestGenerator(p + rank);
    const factors = [8 * rank, rank * p].map((length) => Float64Array.from({ length }, () => random.signed()));
    const w = new Float64Array(8 * exports.paddedOrder(p));
    for (let j = 0; j < p; j++) {
      for (let k = 0; k < 8; k++) {
        for (let l = 0; l < rank; l++) w[8 * j + k] += factors[1][l * p + j] * factors[0][8 * l + k];
      }
    }
    const [at, r] = [write(w), write(new Float64Array(64))];
    expect(exports.blockOrthonormalize(at, r, p, 0, 1e-12)).toBe(rank);
    const q = read(at, w.length);
    const R = read(r, 64);
    for (let k = 0; k < 8; k++) {
      for (let l = 0; l < 8; l++) {
        let product = 0;
        for (let j = 0; j < p; j++) product += q[8 * j + k] * q[8 * j + l];
        expect(Math.abs(product - Number(k === l && k < rank))).toBeLessThanOrEqual(8 * Math.sqrt(p) * Number.EPSILON);
      }
    }
    w.forEach((value, index) => {
      let product = 0;
      for (let l = 0; l < 8; l++) product += q[(index & ~7) + l] * R[8 * l + (index & 7)];
      // What a dependent vector had left is at most the tolerance.
      expect(Math.abs(product - value)).toBeLessThanOrEqual(1e-12 + 64 * Number.EPSILON * rank);
    });
  });
});

describe('tridiagonal eigensystem', () => {
  const matrices = [
    toeplitz(40),
    clement(21),
    wilkinson(10),
    glued(wilkinson(10), 3, 1e-8),
    repeated(clement(5), 4),
    graded(30),
    { name: 'of order 1', d: Float64Array.of(-3), e: new Float64Array(0) },
    { name: 'random', ...randomTridiagonal(60, 2) },
    { name: 'diagonal', d: Float64Array.of(3, 1, 2), e: new Float64Array(2) },
  ];
  it.each(matrices)('$name: orthonormal vectors with small residuals, and the first row alone', ({ d, e }) => {
    const n = d.length;
    const identity = Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0));
    const [values, work, z] = [write(d), write([...e, 0]), write(identity)];
    expect(exports.eigensystemQl(values, work, n, z, n)).toBe(0);
    const lambda = read(values, n);
    const vectors = Array.from({ length: n }, (_, k) => read(z + 8 * n * k, n));
    const norm = Math.max(...d.map(Math.abs), ...e.map(Math.abs));
    for (const [k, v] of vectors.entries()) {
      const residual = v.map(
        (x, i) => (d[i] - lambda[k]) * x + (e[i] ?? 0) * (v[i + 1] ?? 0) + (i > 0 ? e[i - 1] * v[i - 1] : 0),
      );
      expect(Math.hypot(...residual)).toBeLessThanOrEqual(16 * n * Number.EPSILON * norm);
      for (let l = 0; l <= k; l++) {
        const product = v.reduce((sum, x, i) => sum + x * vectors[l][i], 0);
        expect(Math.abs(product - Number(k === l))).toBeLessThanOrEqual(8 * n * Number.EPSILON);
      }
    }
    const rows = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      rows[i * (n + 1)] = d[i];
      if (i + 1 < n) rows[i * n + i + 1] = rows[(i + 1) * n + i] = e[i];
    }
    const expected = jacobiEigensystem(rows, n).values;
    lambda
      .slice()
      .sort()
      .forEach((value, k) => {
        expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(16 * n * Number.EPSILON * norm);
      });

    const [again, workAgain, row] = [
      write(d),
      write([...e, 0]),
      write(Float64Array.from({ length: n }, (_, k) => Number(k === 0))),
    ];
    expect(exports.eigensystemQl(again, workAgain, n, row, 1)).toBe(0);
    expect(read(again, n)).toEqual(lambda);
    expect(read(row, n)).toEqual(Float64Array.from(vectors, (v) => v[0]));
  });
});
