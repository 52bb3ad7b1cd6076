/** Accuracy on the matrices that tridiagonal eigensolvers are tested with; prints the largest error of each. */

import { afterAll, describe, expect, it } from 'vitest';
import { eigenvalueErrors } from '../reference/exact-eigenvalues';
import { hardCases } from '../reference/hard-tridiagonals';
import { clement, toeplitz } from '../reference/tridiagonal-matrices';
import { createEigenEngine, type Tridiagonal } from './eigen-engine';

const engine = await createEigenEngine();
const cases = hardCases((rows, n) => engine.tridiagonalize(rows, n));

const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** The largest error in units of eps ||T||, eps = 2^-52; of a zero matrix, of eps. */
function errorOf(matrix: Tridiagonal, values: Float64Array): number {
  const unit = Number.EPSILON * (largest(values) || 1);
  return largest(eigenvalueErrors(matrix, values, unit / 64)) / unit;
}

const SOLVERS = [
  {
    name: 'root-free QR',
    solve: engine.eigenvaluesQl,
    // Roundoff adds up like a random walk over the rotations of a sweep.
    bound: (n: number) => 4 * Math.sqrt(n),
  },
  {
    name: 'Sturm root finding',
    solve: engine.eigenvaluesSturm,
    // Counts are of a matrix with entries off by 3 eps at most, whose norm is 3 times larger at most than ||T||; a root lies
    // between two shifts 2 eps apart where T is scaled to 1/6 at least.
    bound: () => 3 * 3 + 6,
  },
] as const;

const table: Record<string, Record<string, string>> = {};

describe.each(SOLVERS)('$name', ({ name, solve, bound }) => {
  it.each(cases)('$name', ({ name: matrixName, matrix }) => {
    const { values, status } = solve(matrix);
    expect(status).toBe(0);
    const error = errorOf(matrix, values);
    table[matrixName] = { ...table[matrixName], n: String(matrix.d.length), [name]: error.toFixed(2) };
    expect(error).toBeLessThanOrEqual(bound(matrix.d.length));
  });
});

it('the reference agrees with closed forms, and sees an error of one unit', () => {
  for (const known of [toeplitz(40), clement(30)]) {
    // Clement's entries are rounded themselves, by eps / 2 each, and the closed form of [1, 2, 1] by a few units.
    expect(errorOf(known, known.eigenvalues)).toBeLessThan(2);
    const wrong = known.eigenvalues.slice();
    wrong[7] += 3 * Number.EPSILON * largest(wrong);
    expect(errorOf(known, wrong)).toBeGreaterThan(1);
  }
});

afterAll(() => {
  const rows = Object.entries(table).map(([name, { n, ...errors }]) => [name, n, ...Object.values(errors)]);
  const head = ['largest error in units of eps ||T||', 'n', ...SOLVERS.map(({ name }) => name)];
  const width = Math.max(...[head, ...rows].map(([first]) => first.length));
  console.log(
    [head, ...rows]
      .map(([first, ...rest]) => [first.padEnd(width), ...rest.map((x) => x.padStart(18))].join(' '))
      .join('\n'),
  );
});
