/**
 * The matrices on which LAPACK's symmetric tridiagonal solvers are tested: Marques, Demmel, Voemel and Parlett 2008, A testing
 * infrastructure for symmetric tridiagonal eigensolvers (ACM TOMS 35), and Demmel, Marques, Parlett and Voemel 2008, Performance
 * and accuracy of LAPACK's symmetric tridiagonal eigensolvers (SIAM J. Sci. Comput. 30).
 */

import type { Tridiagonal } from '../assembly/eigen-engine';
import { uniform } from './random-symmetric';
import { clement, constant, glued, graded, repeated, toeplitz, wilkinson } from './tridiagonal-matrices';

const fill = (length: number, value: (k: number) => number) => Float64Array.from({ length }, (_, k) => value(k));

/** The Jacobi matrix of the Legendre polynomials: Gauss-Legendre nodes. */
const legendre = (n: number): Tridiagonal => ({
  d: new Float64Array(n),
  e: fill(n - 1, (k) => (k + 1) / Math.sqrt((2 * k + 1) * (2 * k + 3))),
});

/** Gauss-Laguerre nodes. */
const laguerre = (n: number): Tridiagonal => ({ d: fill(n, (k) => 2 * k + 1), e: fill(n - 1, (k) => k + 1) });

/** Gauss-Hermite nodes. */
const hermite = (n: number): Tridiagonal => ({
  d: new Float64Array(n),
  e: fill(n - 1, (k) => Math.sqrt((k + 1) / 2)),
});

/** Blocks that are coupled by nothing, by next to nothing, or by a little. */
const splitting = (n: number): Tridiagonal => ({
  d: fill(n, (k) => (k % 7) - 3),
  e: fill(n - 1, (k) => [1, 1e-18, 0.5, 1e-300, 1, 0, 1e-9][k % 7]),
});

/** LAPACK's spectra of condition `kappa`, by their number there. */
const SPECTRA: Record<string, (n: number, kappa: number) => Float64Array> = {
  'one at 1, the rest at 1/k': (n, kappa) => fill(n, (i) => (i === 0 ? 1 : 1 / kappa)),
  'all at 1 but one at 1/k': (n, kappa) => fill(n, (i) => (i === n - 1 ? 1 / kappa : 1)),
  'geometric from 1 to 1/k': (n, kappa) => fill(n, (i) => kappa ** (-i / (n - 1))),
  'arithmetic from 1 to 1/k': (n, kappa) => fill(n, (i) => 1 - (i / (n - 1)) * (1 - 1 / kappa)),
  'logarithms uniform': (n, kappa) => {
    const random = uniform(6);
    return fill(n, () => kappa ** -random());
  },
  'clusters at 1 and -1': (n, kappa) => fill(n, (i) => (i % 2 ? 1 : -1) * (1 + i / n / kappa)),
};

/** A dense matrix that has the spectrum: reflected by I - 2 v v^T for a few random v. */
function withSpectrum(spectrum: Float64Array, seed: number): Float64Array {
  const n = spectrum.length;
  const random = uniform(seed);
  const rows = new Float64Array(n * n);
  spectrum.forEach((value, i) => {
    rows[i * n + i] = value;
  });
  for (let pass = 0; pass < 3; pass++) {
    const v = fill(n, () => random() - 0.5);
    const norm = Math.hypot(...v);
    const unit = v.map((value) => value / norm);
    const product = fill(n, (i) => unit.reduce((sum, value, j) => sum + rows[i * n + j] * value, 0));
    const curvature = unit.reduce((sum, value, i) => sum + value * product[i], 0);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        rows[i * n + j] += -2 * (unit[i] * product[j] + product[i] * unit[j]) + 4 * curvature * unit[i] * unit[j];
      }
    }
  }
  return rows;
}

export interface HardCase {
  readonly name: string;
  readonly matrix: Tridiagonal;
}

/** @param tridiagonalize of a dense row-major matrix of order n; its result is taken as it is */
export function hardCases(tridiagonalize: (rows: Float64Array, n: number) => Tridiagonal): readonly HardCase[] {
  const n = 60;
  const named: readonly (readonly [string, Tridiagonal])[] = [
    ['zero', constant(n, 0)],
    ['identity', constant(n, 1)],
    ['[1, 2, 1]', toeplitz(101)],
    ['Wilkinson 21', wilkinson(10)],
    ['Wilkinson 101', wilkinson(50)],
    ['5 Wilkinson 21 glued by 1e-14', glued(wilkinson(10), 5, 1e-14)],
    ['5 Wilkinson 21 glued by 1e-8', glued(wilkinson(10), 5, 1e-8)],
    ['5 Wilkinson 21 glued by 1e-3', glued(wilkinson(10), 5, 1e-3)],
    ['Clement', clement(100)],
    ['Legendre', legendre(100)],
    ['Laguerre', laguerre(100)],
    ['Hermite', hermite(100)],
    ['graded 1e-40 to 1e40', graded(n)],
    ['graded, turned round', reversed(graded(n))],
    ['uncoupled copies', repeated(toeplitz(12), 8)],
    ['splits', splitting(91)],
  ];
  const prescribed = Object.entries(SPECTRA).flatMap(([name, spectrum], i) =>
    [1e4, 1 / Number.EPSILON].map((kappa): readonly [string, Tridiagonal] => [
      `${name}, k = ${kappa.toExponential(0)}`,
      tridiagonalize(withSpectrum(spectrum(n, kappa), i + 1), n),
    ]),
  );
  return [...named, ...prescribed].map(([name, { d, e }]) => ({ name, matrix: { d, e } }));
}

function reversed({ d, e }: Tridiagonal): Tridiagonal {
  return { d: d.slice().reverse(), e: e.slice().reverse() };
}
