/**
 * What quadrature rules of random probes say about a spectrum. For z uniform on the sphere, z^T f(H) z has the mean
 * tr f(H) / p: so the average over probes is unbiased, and their scatter gives its standard error (stochastic Lanczos
 * quadrature: Ubaru, Chen & Saad 2017, Fast estimation of tr f(A) via stochastic Lanczos quadrature).
 */

import type { GaussRule } from './gauss-rule';

/** A number with the scatter of the probes; null for a single probe. */
export interface Estimated {
  readonly value: number;
  readonly standardError: number | null;
}

export interface EstimatedCdf extends Estimated {
  /**
   * Bounds on the average of the probes' own distribution functions (Chebyshev, Markov and Stieltjes): what the quadrature
   * may have missed, apart from the standard error.
   */
  readonly lower: number;
  readonly upper: number;
}

/** The mean of one number per probe, with its standard error. */
export function meanOf(values: readonly number[]): Estimated {
  const count = values.length;
  const value = values.reduce((sum, each) => sum + each, 0) / count;
  if (count < 2) return { value, standardError: null };
  const squares = values.reduce((sum, each) => sum + (each - value) ** 2, 0);
  return { value, standardError: Math.sqrt(squares / (count - 1) / count) };
}

/** tr H^degree / p. */
export function momentOf(rules: readonly GaussRule[], degree: number): Estimated {
  return meanOf(rules.map((rule) => integral(rule, (x) => x ** degree)));
}

/** The density smoothed by a Gaussian of standard deviation `width`. */
export function densityOf(rules: readonly GaussRule[], x: number, width: number): Estimated {
  const peak = 1 / (width * Math.sqrt(2 * Math.PI));
  return meanOf(rules.map((rule) => integral(rule, (node) => peak * Math.exp(-0.5 * ((x - node) / width) ** 2))));
}

/** The share of eigenvalues up to x: half of a node's weight at the node, linear in between. */
export function cdfOf(rules: readonly GaussRule[], x: number): EstimatedCdf {
  const each = rules.map((rule) => distributionOf(rule, x));
  return {
    ...meanOf(each.map(({ value }) => value)),
    lower: meanOf(each.map(({ lower }) => lower)).value,
    upper: meanOf(each.map(({ upper }) => upper)).value,
  };
}

function integral({ nodes, weights }: GaussRule, f: (x: number) => number): number {
  return nodes.reduce((sum, node, i) => sum + weights[i] * f(node), 0);
}

/**
 * Between nodes i and i + 1 the distribution function is at least the weight before node i, and at most the weight up to
 * node i + 1.
 */
function distributionOf({ nodes, weights }: GaussRule, x: number) {
  const next = nodes.findIndex((node) => node > x);
  const last = next === -1 ? nodes.length - 1 : next - 1;
  const before = weights.subarray(0, Math.max(last, 0)).reduce((sum, weight) => sum + weight, 0);
  // The measure may reach beyond the outermost nodes.
  if (last < 0) return { value: 0, lower: 0, upper: weights[0] };
  const upTo = before + weights[last];
  if (next === -1) return { value: x > nodes[last] ? 1 : 1 - weights[last] / 2, lower: before, upper: 1 };
  const share = (x - nodes[last]) / (nodes[next] - nodes[last]);
  const value = before + (weights[last] + share * (weights[last] + weights[next])) / 2;
  return { value, lower: before, upper: upTo + weights[next] };
}
