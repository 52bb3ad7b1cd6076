/** Symmetric tridiagonal matrices whose eigenvalues are known in closed form, or to many digits. */

export interface KnownTridiagonal {
  readonly name: string;
  /** Diagonal, n elements. */
  readonly d: Float64Array;
  /** Off-diagonal, n - 1 elements. */
  readonly e: Float64Array;
  /** Ascending. */
  readonly eigenvalues: Float64Array;
}

const sequence = (length: number, value: (k: number) => number) => Float64Array.from({ length }, (_, k) => value(k));

export const constant = (n: number, value: number): KnownTridiagonal => ({
  name: `${value} times the identity of order ${n}`,
  d: new Float64Array(n).fill(value),
  e: new Float64Array(Math.max(n - 1, 0)),
  eigenvalues: new Float64Array(n).fill(value),
});

/** [-1, 2, -1]: 2 - 2 cos(k pi / (n + 1)) = 4 sin^2(k pi / (2 n + 2)). */
export const toeplitz = (n: number): KnownTridiagonal => ({
  name: `[-1, 2, -1] of order ${n}`,
  d: new Float64Array(n).fill(2),
  e: new Float64Array(n - 1).fill(-1),
  eigenvalues: sequence(n, (k) => 4 * Math.sin(((k + 1) * Math.PI) / (2 * n + 2)) ** 2),
});

/** Clement's matrix, zero diagonal and sqrt(k (n - k)) beside it: -(n - 1), -(n - 3), ..., n - 1. */
export const clement = (n: number): KnownTridiagonal => ({
  name: `Clement of order ${n}`,
  d: new Float64Array(n),
  e: sequence(n - 1, (k) => Math.sqrt((k + 1) * (n - 1 - k))),
  eigenvalues: sequence(n, (k) => 2 * k - (n - 1)),
});

/** The Jacobi matrix of the Chebyshev polynomials: their roots, cos((2 k - 1) pi / (2 n)). */
export const chebyshev = (n: number): KnownTridiagonal => ({
  name: `Chebyshev of order ${n}`,
  d: new Float64Array(n),
  e: sequence(n - 1, (k) => (k === 0 ? Math.SQRT1_2 : 0.5)),
  eigenvalues: sequence(n, (k) => -Math.cos(((2 * k + 1) * Math.PI) / (2 * n))),
});

/** [[a, b], [b, c]] with a and c equal: a - |b|, a + |b|. */
export const pair = (a: number, b: number): KnownTridiagonal => ({
  name: `[[${a}, ${b}], [${b}, ${a}]]`,
  d: Float64Array.of(a, a),
  e: Float64Array.of(b),
  eigenvalues: Float64Array.of(a - Math.abs(b), a + Math.abs(b)),
});

/** Copies of one matrix along the diagonal, uncoupled: every eigenvalue as often as there are copies. */
export const repeated = (block: KnownTridiagonal, copies: number): KnownTridiagonal => {
  const each = Array.from({ length: copies }, () => block);
  return {
    name: `${copies} uncoupled copies of ${block.name}`,
    d: Float64Array.from(each.flatMap(({ d }) => [...d])),
    e: Float64Array.from(each.flatMap(({ e }) => [...e, 0])).subarray(0, copies * block.d.length - 1),
    eigenvalues: Float64Array.from(each.flatMap(({ eigenvalues }) => [...eigenvalues])).sort(),
  };
};

/** Wilkinson's W+ of order 2 m + 1: diagonal m, ..., 1, 0, 1, ..., m, and ones beside it. */
export const wilkinson = (m: number): Pick<KnownTridiagonal, 'd' | 'e'> => ({
  d: sequence(2 * m + 1, (k) => Math.abs(m - k)),
  e: new Float64Array(2 * m).fill(1),
});

/** The smallest and the three largest eigenvalues of W21+, after Wilkinson 1965, page 309. */
export const WILKINSON_21 = {
  smallest: -1.125441522119985,
  largest: [9.210678647361332, 10.746194182903322, 10.746194182903393],
} as const;

/** Copies of a matrix along the diagonal, coupled by `glue`: tight clusters. */
export const glued = (
  { d, e }: Pick<KnownTridiagonal, 'd' | 'e'>,
  copies: number,
  glue: number,
): Pick<KnownTridiagonal, 'd' | 'e'> => {
  const each = Array.from({ length: copies });
  return {
    d: Float64Array.from(each.flatMap(() => [...d])),
    e: Float64Array.from(each.flatMap(() => [...e, glue])).subarray(0, copies * d.length - 1),
  };
};

/**
 * Diagonal from 10^-40 to 10^40 in equal ratios, off-diagonal a tenth of the geometric mean of its neighbors: scaled
 * diagonally dominant, so that every eigenvalue is determined to high relative accuracy (Barlow and Demmel 1990).
 */
export const graded = (n: number): Pick<KnownTridiagonal, 'd' | 'e'> => {
  const d = sequence(n, (k) => 10 ** (-40 + (80 * k) / (n - 1)));
  return { d, e: sequence(n - 1, (k) => 0.1 * Math.sqrt(d[k]) * Math.sqrt(d[k + 1])) };
};

export const closedForms: readonly KnownTridiagonal[] = [
  constant(1, 0),
  constant(1, -3.5),
  constant(7, 0),
  constant(30, 1),
  pair(0, 1),
  pair(3, 1e-9),
  pair(-1e-40, 1e40),
  ...[2, 3, 4, 5, 8, 33, 100, 300].map(toeplitz),
  ...[2, 3, 8, 9, 50, 51].map(clement),
  ...[2, 3, 17, 64, 200].map(chebyshev),
  repeated(toeplitz(5), 9),
  repeated(clement(6), 8),
  repeated(constant(4, 2), 3),
];
