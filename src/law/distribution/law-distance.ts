/**
 * How far two distributions are from each other: Kolmogorov-Smirnov, sup |F - G|, and Wasserstein-1, integral |F - G| dx.
 *
 * Between the ends of supports, atoms and some quantiles of both, F - G is smooth once x = from + (to - from) sin^2(theta / 2)
 * has taken square-root edges away. There it is sampled; between changes of sign |F - G| is integrated with error control,
 * and around the largest samples its maximum is located.
 */

import { integrateAdaptively } from '../../numerics/gauss-legendre';
import { findMinimum, findRoot } from '../../numerics/roots';
import type { Distance } from '../../numerics/sample-statistics';
import type { MarchenkoPastur } from './marchenko-pastur';

/** What a distance needs to know: a law is one. */
export interface Distribution {
  readonly support: readonly (readonly [number | null, number | null])[];
  readonly atomAtZero: number;
  cdf(x: number): number;
  quantile(probability: number): number;
}

/** Probabilities, and one minus them, whose quantiles part the range; the outermost stand for unbounded ends. */
const SHARES = [1e-9, 1e-6, 1e-4, 1e-2, 0.05, 0.15, 0.3, 0.5];
const SAMPLES = 12;
/** The tolerance of each piece of the Wasserstein integral, relative to the whole range. */
const TOLERANCE = 1e-11;
/** Samples within this share of the largest are looked at closely. */
const CLOSE = 0.9;
const LOCATED = 1e-7;

export function distanceBetween(a: Distribution, b: Distribution): Distance {
  const points = breakpoints(a, b);
  const range = points[points.length - 1] - points[0];
  let wasserstein1 = 0;
  const jump = a.cdf(0) - b.cdf(0);
  let kolmogorovSmirnov = Math.max(Math.abs(jump), Math.abs(jump - a.atomAtZero + b.atomAtZero));
  const peaks: { readonly value: number; readonly locate: () => number }[] = [];
  for (let k = 0; k + 1 < points.length; k++) {
    const width = points[k + 1] - points[k];
    const difference = (theta: number) => {
      const x =
        theta < Math.PI / 2
          ? points[k] + width * Math.sin(theta / 2) ** 2
          : points[k + 1] - width * Math.cos(theta / 2) ** 2;
      return a.cdf(x) - b.cdf(x);
    };
    const thetas = Array.from({ length: SAMPLES + 1 }, (_, i) => ((i + 0.5) * Math.PI) / (SAMPLES + 1));
    const values = thetas.map(difference);
    const cuts = [0, ...crossings(difference, thetas, values), Math.PI];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const integrand = (theta: number) => (difference(theta) * width * Math.sin(theta)) / 2;
      wasserstein1 += Math.abs(integrateAdaptively(integrand, cuts[i], cuts[i + 1], TOLERANCE * range).value);
    }
    values.forEach((value, i) => {
      const [from, to] = [thetas[i - 1] ?? 0, thetas[i + 1] ?? Math.PI];
      const locate = () => -findMinimum((theta) => -Math.abs(difference(theta)), from, to, LOCATED).value;
      peaks.push({ value: Math.abs(value), locate });
    });
  }
  const largest = Math.max(...peaks.map(({ value }) => value));
  for (const { value, locate } of peaks) {
    if (value >= CLOSE * largest) kolmogorovSmirnov = Math.max(kolmogorovSmirnov, value, locate());
  }
  return { kolmogorovSmirnov, wasserstein1 };
}

/** The law without its atom at zero, normalized to one. */
export function continuousPart(law: Distribution): Distribution {
  if (law.atomAtZero === 0) return law;
  const mass = 1 - law.atomAtZero;
  const below = law.cdf(0) - law.atomAtZero;
  return {
    support: law.support,
    atomAtZero: 0,
    cdf: (x) => (law.cdf(x) - (x >= 0 ? law.atomAtZero : 0)) / mass,
    quantile: (probability) => {
      const wanted = probability * mass;
      return law.quantile(Math.min(1, wanted <= below ? wanted : wanted + law.atomAtZero));
    },
  };
}

/** The continuous part of a Marchenko-Pastur law. */
export function marchenkoPasturDistribution({ support, cdf, quantile }: MarchenkoPastur): Distribution {
  return { support: [support], atomAtZero: 0, cdf, quantile };
}

/** The ends of supports, the quantiles, and zero where one has an atom: ascending and distinct. */
function breakpoints(a: Distribution, b: Distribution): number[] {
  const points = [a, b].flatMap((distribution) => [
    ...distribution.support.flat().filter((end) => end !== null),
    ...SHARES.flatMap((share) => [distribution.quantile(share), distribution.quantile(1 - share)]),
  ]);
  if (a.atomAtZero > 0 || b.atomAtZero > 0) points.push(0);
  return [...new Set(points)].sort((x, y) => x - y);
}

/** Where the difference changes sign, between the samples. */
function crossings(
  difference: (theta: number) => number,
  thetas: readonly number[],
  values: readonly number[],
): number[] {
  return values.slice(1).flatMap((value, i) => {
    if (!(value * values[i] < 0)) return [];
    return [findRoot(difference, { a: thetas[i], fa: values[i], b: thetas[i + 1], fb: value }, LOCATED).x];
  });
}
