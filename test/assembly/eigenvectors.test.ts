import { describe, expect, it } from 'vitest';
import { jacobiEigensystem } from '../reference/jacobi';
import { randomSymmetric, randomTridiagonal, uniform } from '../reference/random-symmetric';
import {
  clement,
  closedForms,
  constant,
  glued,
  graded,
  pair,
  repeated,
  toeplitz,
  wilkinson,
} from '../reference/tridiagonal-matrices';
import { createEigenEngine, type Tridiagonal } from './eigen-engine';

const engine = await createEigenEngine();
const { exports, arena } = engine;

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
const norm2 = (x: Float64Array) => Math.sqrt(dot(x, x));

/** Unit eigenvectors for ascending eigenvalues, each orthogonalized against all before it. */
function eigenvectors({ d, e }: Tridiagonal, values: ArrayLike<number>): Float64Array[] {
  arena.reset();
  const n = d.length;
  const vectors = arena.allocate(8 * n * values.length);
  const work = arena.allocate(exports.eigenvectorWorkBytes(n));
  const [diagonal, offDiagonal] = [engine.vector(d), engine.vector(e)];
  return Array.from(values, (value, k) => {
    const z = vectors + 8 * n * k;
    expect(exports.tridiagonalEigenvector(z, diagonal, offDiagonal, n, value, vectors, k, work)).toBe(0);
    return engine.read(z, n);
  });
}

function residual({ d, e }: Tridiagonal, value: number, z: Float64Array): number {
  return norm2(
    z.map((_, i) => (d[i] - value) * z[i] + (e[i] ?? 0) * (z[i + 1] ?? 0) + (i > 0 ? e[i - 1] * z[i - 1] : 0)),
  );
}

function largestMagnitude({ d, e }: Tridiagonal): number {
  return Math.max(...d.map(Math.abs), ...e.map(Math.abs));
}

function expectOrthonormal(vectors: readonly Float64Array[]): void {
  const n = vectors[0].length;
  vectors.forEach((x, k) => {
    for (let l = 0; l <= k; l++) {
      expect(Math.abs(dot(x, vectors[l]) - Number(k === l))).toBeLessThanOrEqual(4 * Math.sqrt(n) * Number.EPSILON);
    }
  });
}

describe('tridiagonal eigenvector', () => {
  const hard = [
    ...closedForms,
    ...[2, 5, 10, 50].map((m) => ({ name: `W+ of order ${2 * m + 1}`, ...wilkinson(m) })),
    { name: 'five glued W21+', ...glued(wilkinson(10), 5, 1e-8) },
    { name: 'singular pairs glued by 1e-57', ...glued(pair(1, 1), 12, 1e-57) },
    { name: 'graded', ...graded(41) },
    { name: 'random', ...randomTridiagonal(120, 1) },
  ];

  it.each(hard)('all of $name: small residuals, orthonormal', (matrix) => {
    const { values } = engine.eigenvaluesQl(matrix);
    const vectors = eigenvectors(matrix, values);
    const allowed = 2 * (16 + values.length) * Number.EPSILON * largestMagnitude(matrix);
    vectors.forEach((z, k) => {
      expect(residual(matrix, values[k], z)).toBeLessThanOrEqual(allowed);
    });
    expectOrthonormal(vectors);
  });

  it('of [-1, 2, -1]: sines', () => {
    const n = 60;
    const matrix = toeplitz(n);
    const vectors = eigenvectors(matrix, matrix.eigenvalues);
    vectors.forEach((z, k) => {
      const sines = z.map((_, i) => Math.sqrt(2 / (n + 1)) * Math.sin(((i + 1) * (k + 1) * Math.PI) / (n + 1)));
      // Rotates towards its neighbors by error / gap.
      const gap = Math.min(
        ...matrix.eigenvalues.filter((_, l) => l !== k).map((value) => Math.abs(value - matrix.eigenvalues[k])),
      );
      expect(1 - Math.abs(dot(z, sines))).toBeLessThanOrEqual((2 * (16 + n) * Number.EPSILON) / gap);
    });
  });

  it('spans the whole eigenspace of a repeated eigenvalue, when given the earlier vectors', () => {
    expectOrthonormal(eigenvectors(constant(12, 5), new Float64Array(12).fill(5)));
    const matrix = repeated(clement(4), 3);
    const vectors = eigenvectors(matrix, [3, 3, 3]);
    expectOrthonormal(vectors);
    for (const z of vectors) expect(residual(matrix, 3, z)).toBeLessThanOrEqual(100 * Number.EPSILON);
  });

  it.each([1e-300, 1e-150, 1e150, 1e300])('at scale %f', (scale) => {
    const { d, e, eigenvalues } = clement(15);
    const scaled = { d, e: e.map((value) => value * scale) };
    const values = eigenvalues.map((value) => value * scale);
    const vectors = eigenvectors(scaled, values);
    expectOrthonormal(vectors);
    vectors.forEach((z, k) => {
      const unscaled = residual({ d, e }, eigenvalues[k], z);
      expect(unscaled).toBeLessThanOrEqual(4 * 15 * 15 * Number.EPSILON);
    });
  });

  it('says so when given a number that is no eigenvalue', () => {
    arena.reset();
    const { d, e } = toeplitz(20);
    const z = arena.allocate(8 * 20);
    const work = arena.allocate(exports.eigenvectorWorkBytes(20));
    const [diagonal, offDiagonal] = [engine.vector(d), engine.vector(e)];
    expect(exports.tridiagonalEigenvector(z, diagonal, offDiagonal, 20, 4.5, 0, 0, work)).toBe(1);
    expect(exports.tridiagonalEigenvector(z, diagonal, offDiagonal, 20, Number.NaN, 0, 0, work)).toBe(1);
  });
});

describe('eigenvector of a dense matrix', () => {
  function densePairs(rows: Float64Array, p: number, wanted: readonly number[]) {
    const { d, e, reflectors } = engine.tridiagonalize(rows, p);
    const matrix = engine.pack(rows, p);
    const [diagonal, offDiagonal, values] = [engine.vector(d), engine.vector(e), engine.vector(d)];
    expect(exports.eigenvaluesQl(values, engine.vector(e), p)).toBe(0);
    const eigenvalues = engine.read(values, p);
    const scratch = Math.max(exports.eigenvectorWorkBytes(p), exports.eigenpairResidualWorkBytes(p));
    const work = arena.allocate(scratch);
    const vectors = arena.allocate(8 * p * wanted.length);
    return wanted.map((index, k) => {
      const lambda = eigenvalues[index];
      const z = vectors + 8 * p * k;
      const v = arena.allocate(8 * p);
      expect(exports.tridiagonalEigenvector(z, diagonal, offDiagonal, p, lambda, vectors, k, work)).toBe(0);
      exports.backTransform(v, z, reflectors, p);
      return { lambda, vector: engine.read(v, p), residual: exports.eigenpairResidual(matrix, v, lambda, p, work) };
    });
  }

  it.each([1, 2, 3, 8, 9, 17, 40, 64, 67])('is that of Jacobi, for every eigenvalue at order %i', (p) => {
    const rows = randomSymmetric(p, p);
    const norm = norm2(rows);
    const oracle = jacobiEigensystem(rows, p);
    const pairs = densePairs(
      rows,
      p,
      Array.from({ length: p }, (_, k) => k),
    );
    expectOrthonormal(pairs.map(({ vector }) => vector));
    pairs.forEach(({ vector, residual }, k) => {
      expect(residual).toBeLessThanOrEqual(4 * Math.sqrt(p) * Number.EPSILON * norm);
      const gap = Math.min(
        ...oracle.values.filter((_, l) => l !== k).map((value) => Math.abs(value - oracle.values[k])),
        norm,
      );
      expect(1 - Math.abs(dot(vector, oracle.vectors[k]))).toBeLessThanOrEqual((8 * p * Number.EPSILON * norm) / gap);
    });
  });

  it('finds planted spikes on both sides of a bulk and in its gap', () => {
    const p = 300;
    const next = uniform(11);
    // Bulks at -1 and 1, spikes at -5, 0 and 7 along the first coordinates, all seen through a reflection.
    const spectrum = Float64Array.from({ length: p }, (_, i) => [-5, 0, 7][i] ?? (i % 2 ? 1 : -1) + 0.1 * next());
    const u = Float64Array.from({ length: p }, next);
    const factor = 2 / dot(u, u);
    const column = (j: number) => u.map((value, i) => Number(i === j) - factor * value * u[j]);
    const columns = Array.from({ length: p }, (_, j) => column(j));
    const rows = new Float64Array(p * p);
    for (let k = 0; k < p; k++) {
      for (let i = 0; i < p; i++) {
        for (let j = 0; j <= i; j++) {
          const term = spectrum[k] * columns[k][i] * columns[k][j];
          rows[i * p + j] += term;
          if (i !== j) rows[j * p + i] += term;
        }
      }
    }
    const inGap = spectrum.filter((value) => value < 0).length;
    const pairs = densePairs(rows, p, [0, inGap, p - 1]);
    pairs.forEach(({ lambda, vector, residual }, k) => {
      expect(Math.abs(lambda - [-5, 0, 7][k])).toBeLessThanOrEqual(4 * Math.sqrt(p) * Number.EPSILON * norm2(rows));
      expect(residual).toBeLessThanOrEqual(4 * Math.sqrt(p) * Number.EPSILON * norm2(rows));
      expect(Math.abs(dot(vector, columns[k]))).toBeCloseTo(1, 12);
    });
    expectOrthonormal(pairs.map(({ vector }) => vector));
  });

  it.each([1e-200, 1e-150, 1e150, 1e200])('has a finite residual at scale %f', (scale) => {
    const p = 20;
    const rows = randomSymmetric(p, 6).map((value) => value * scale);
    for (const { vector, residual } of densePairs(rows, p, [0, 10, 19])) {
      expect(norm2(vector)).toBeCloseTo(1, 14);
      expect(residual).toBeGreaterThan(0);
      expect(residual / scale).toBeLessThanOrEqual(4 * p * Number.EPSILON * Math.sqrt(p));
    }
  });
});
