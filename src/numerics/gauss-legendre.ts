/**
 * The Gauss-Legendre rule with 16 nodes on [-1, 1], Legendre polynomials on its nodes, and integrals by it.
 *
 * An adaptive integral holds the rule on an interval against the rule on each half, and halves where they differ. Integrable
 * singularities at the ends, or anywhere at a dyadic point, are closed in on geometrically; where halving does not end, the
 * integral diverges.
 */

import { ConvergenceError } from '../errors';
import type { Estimate } from './estimate';

export const NODES = 16;

/** P_0(x), ..., P_{count - 1}(x). */
export function legendre(x: number, count: number): Float64Array {
  const p = new Float64Array(count);
  p[0] = 1;
  if (count > 1) p[1] = x;
  for (let k = 1; k + 1 < count; k++) p[k + 1] = ((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1);
  return p;
}

export interface GaussLegendre {
  /** Ascending. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** P_k(node i) at k * NODES + i. */
  readonly polynomials: Float64Array;
}

/** Newton on P_16 from Tricomi's starting points; the weight is 2 / ((1 - x^2) P_16'(x)^2). */
function gaussLegendre(): GaussLegendre {
  const nodes = new Float64Array(NODES);
  const weights = new Float64Array(NODES);
  const polynomials = new Float64Array(NODES * NODES);
  for (let i = 0; i < NODES; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (NODES + 0.5));
    let slope = 1;
    for (let step = 0; step < 6; step++) {
      const p = legendre(x, NODES + 1);
      slope = (NODES * (p[NODES - 1] - x * p[NODES])) / (1 - x * x);
      x -= p[NODES] / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
    const p = legendre(x, NODES);
    for (let k = 0; k < NODES; k++) polynomials[k * NODES + i] = p[k];
  }
  return { nodes, weights, polynomials };
}

export const RULE: GaussLegendre = /* @__PURE__ */ gaussLegendre();

/** The integral of f from a to b on 16 nodes. */
export function gauss(f: (x: number) => number, a: number, b: number): number {
  const half = (b - a) / 2;
  let sum = 0;
  for (let i = 0; i < NODES; i++) sum += RULE.weights[i] * f(a + half * (1 + RULE.nodes[i]));
  return half * sum;
}

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
