/**
 * Means over the law that have a name: limits of (1/p) log|det H|, (1/p) tr H^(-1), of the condition number and of the
 * share of negative eigenvalues. Only the condition number knows of the outliers: a finite number of them is no mass.
 */

import { ConvergenceError } from '../../errors';
import type { Estimate } from '../../numerics/estimate';
import type { Law } from '../law';

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
