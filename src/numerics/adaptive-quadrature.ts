/**
 * An integral over a bounded interval: 16 Gauss-Legendre nodes on the interval against 16 on each half, halved where they
 * differ. Integrable singularities at the ends, or anywhere at a dyadic point, are closed in on geometrically; where
 * halving does not end, the integral diverges.
 */

import { ConvergenceError } from '../errors';
import type { Estimate } from './estimate';
import { NODES, RULE } from './gauss-legendre';

const MAX_DEPTH = 80;
const MAX_INTERVALS = 20_000;

/**
 * The integral of f from a to b, to about `tolerance` (absolute) on each interval.
 *
 * @throws ConvergenceError where the integral diverges.
 */
export function integrateAdaptively(f: (x: number) => number, a: number, b: number, tolerance: number): Estimate {
  let value = 0;
  let error = 0;
  let intervals = 0;
  const refine = (from: number, to: number, whole: number, depth: number) => {
    const middle = from + (to - from) / 2;
    const halves = [gauss(f, from, middle), gauss(f, middle, to)];
    const difference = Math.abs(halves[0] + halves[1] - whole);
    intervals += 2;
    if (difference <= tolerance) {
      value += halves[0] + halves[1];
      error += difference;
      return;
    }
    if (depth === MAX_DEPTH || intervals > MAX_INTERVALS) {
      const advice = 'it diverges, or its integrand has singularities inside the support';
      throw new ConvergenceError(`the integral beside ${middle}`, intervals, difference, advice);
    }
    refine(from, middle, halves[0], depth + 1);
    refine(middle, to, halves[1], depth + 1);
  };
  refine(a, b, gauss(f, a, b), 0);
  return { value, error: error + Number.EPSILON * Math.abs(value) };
}

/** The integral of f from a to b on 16 nodes. */
export function gauss(f: (x: number) => number, a: number, b: number): number {
  const half = (b - a) / 2;
  let sum = 0;
  for (let i = 0; i < NODES; i++) sum += RULE.weights[i] * f(a + half * (1 + RULE.nodes[i]));
  return half * sum;
}
