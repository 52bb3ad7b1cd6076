/**
 * Means over the law: its moments, and those that have a name, the limits of (1/p) log|det H|, (1/p) tr H^(-1), of the condition
 * number and of the share of negative eigenvalues. Only the condition number knows of the outliers: a finite number of them is
 * no mass.
 *
 * Moments follow exactly from those of g and of C. With the partitions pi of {1..k} that do not cross and K(pi) the Kreweras
 * complement,
 *
 *     integral x^k dmu = sum_pi c^(k - |pi|) product_{V in pi} E[g^|V|] product_{W in K(pi)} E[t^|W|],
 *
 * the count of the pairings that survive in (1/p) E tr (C^(1/2) Z D Z^T C^(1/2) / n)^k as p grows (A. Nica & R. Speicher,
 * Lectures on the Combinatorics of Free Probability, 2006, lectures 9 and 14). The means do not matter: finite rank.
 */

import { ConvergenceError } from '../../errors';
import type { Estimate } from '../../numerics/estimate';
import type { SpectralCurve } from '../bulk/spectral-curve';
import type { Law, Moment } from '../law';

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

const exact = (value: number): Estimate => ({ value, error: 0 });

/** The limit of (1/p) log |det H|; minus infinity for a law with an atom at zero. */
export function logDeterminant(law: Law): Estimate {
  if (law.atomAtZero > 0) return exact(Number.NEGATIVE_INFINITY);
  return law.integrate((x) => Math.log(Math.abs(x)));
}

/**
 * The limit of (1/p) tr H^(-1), which is m(0) where zero is outside the support; infinite where the law reaches zero from
 * one side with too much mass, or has an atom there.
 *
 * @throws ConvergenceError if eigenvalues of both signs come close to zero: the trace has no limit then.
 */
export function traceOfInverse(law: Law): Estimate {
  if (law.atomAtZero > 0) return exact(Number.POSITIVE_INFINITY);
  const touching = law.bulks.filter(({ left, right }) => (left.location ?? -1) <= 0 && (right.location ?? 1) >= 0);
  if (touching.length === 0) {
    const { m, error } = law.stieltjes({ re: 0, im: 0 });
    return { value: m.re, error };
  }
  const oneSided = touching.length === 1 && (touching[0].left.location === 0 || touching[0].right.location === 0);
  try {
    return law.integrate((x) => 1 / x);
  } catch (error) {
    if (!(oneSided && error instanceof ConvergenceError)) throw error;
    return exact(touching[0].left.location === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  }
}

/** The limit of max |eigenvalue| / min |eigenvalue|, outliers included; infinite where the law is unbounded or reaches zero. */
export function conditionNumber(law: Law): Estimate {
  const reachesZero = law.bulks.some(({ left, right }) => (left.location ?? -1) <= 0 && (right.location ?? 1) >= 0);
  const points = [...law.bulks.flatMap(({ left, right }) => [left, right]), ...law.outliers];
  if (law.atomAtZero > 0 || reachesZero || points.some(({ location }) => location === null)) {
    return exact(Number.POSITIVE_INFINITY);
  }
  const sizes = points.map(({ location, error }) => ({ value: Math.abs(location as number), error }));
  const largest = sizes.reduce((a, b) => (b.value > a.value ? b : a));
  const smallest = sizes.reduce((a, b) => (b.value < a.value ? b : a));
  const value = largest.value / smallest.value;
  return { value, error: value * (largest.error / largest.value + smallest.error / smallest.value + Number.EPSILON) };
}

/** The limit of the share of negative eigenvalues. */
export function negativeFraction(law: Law): Estimate {
  const inside = law.bulks.some(({ left, right }) => (left.location ?? -1) < 0 && (right.location ?? 1) > 0);
  if (inside) return { value: law.cdf(0) - law.atomAtZero, error: law.massCheck.error + Number.EPSILON };
  // Where zero lies in no bulk this is a sum of exact masses.
  return exact(law.bulks.reduce((sum, { right, mass }) => sum + ((right.location ?? 1) <= 0 ? mass : 0), 0));
}
