/**
 * Moments of the limiting law, exactly from those of g and of C. With the partitions pi of {1..k} that do not cross and
 * K(pi) the Kreweras complement,
 *
 *     integral x^k dmu = sum_pi c^(k - |pi|) product_{V in pi} E[g^|V|] product_{W in K(pi)} E[t^|W|],
 *
 * the count of the pairings that survive in (1/p) E tr (C^(1/2) Z D Z^T C^(1/2) / n)^k as p grows (A. Nica & R. Speicher,
 * Lectures on the Combinatorics of Free Probability, 2006, lectures 9 and 14). The means do not matter: finite rank.
 */

import type { SpectralCurve } from '../bulk/spectral-curve';
import type { Moment } from '../law';

/** A term: its coefficient, and the sizes of the blocks of pi and of K(pi). */
type Term = readonly [coefficient: number, blocks: readonly number[], complement: readonly number[]];

/** The partitions of {1..k} by type, for k = 1, ..., 4; the power of c is k - |pi|. */
const TERMS: readonly (readonly Term[])[] = [
  [[1, [1], [1]]],
  [
    [1, [1, 1], [2]],
    [1, [2], [1, 1]],
  ],
  [
    [1, [1, 1, 1], [3]],
    [3, [2, 1], [2, 1]],
    [1, [3], [1, 1, 1]],
  ],
  [
    [1, [1, 1, 1, 1], [4]],
    [4, [2, 1, 1], [3, 1]],
    [2, [2, 1, 1], [2, 2]],
    [2, [2, 2], [2, 1, 1]],
    [4, [3, 1], [2, 1, 1]],
    [1, [4], [1, 1, 1, 1]],
  ],
];

/** The moments of order 1 to 4. */
export function lawMoments({ curvature, atoms, aspectRatio }: SpectralCurve): readonly Moment[] {
  const g = TERMS.map((_, k) => curvature.expectation((value) => value ** (k + 1)));
  const t = TERMS.map((_, k) => atoms.reduce((sum, atom) => sum + atom.weight * atom.eigenvalue ** (k + 1), 0));
  return TERMS.map((terms, k) => {
    const order = k + 1;
    let value = 0;
    let error = 0;
    for (const [coefficient, blocks, complement] of terms) {
      const scale = coefficient * aspectRatio ** (order - blocks.length);
      const factor = complement.reduce((product, size) => product * t[size - 1], scale);
      const term = blocks.reduce((product, size) => product * g[size - 1].value, factor);
      value += term;
      error += Number.EPSILON * order * Math.abs(term);
      // The relative errors of the factors add, but a factor may be zero.
      blocks.forEach((size, i) => {
        const others = blocks.reduce((product, other, j) => (i === j ? product : product * g[other - 1].value), factor);
        error += Math.abs(others) * g[size - 1].error;
      });
    }
    return { order, value, error };
  });
}
