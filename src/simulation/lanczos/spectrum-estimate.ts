/**
 * A spectrum known by quadrature rules of random probes, as `estimateSpectrum` gives it. For z uniform on the sphere, z^T f(H) z has
 * the mean tr f(H) / p: so the average over probes is unbiased, and their scatter gives its standard error (stochastic Lanczos
 * quadrature: Ubaru, Chen & Saad 2017, Fast estimation of tr f(A) via stochastic Lanczos quadrature).
 */

import { mean, standardError } from '../../numerics/sample-statistics';
import type { Eigenpair } from '../spectrum';
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

export interface SpectrumEstimate {
  readonly seed: number | bigint;
  readonly trial: number;
  readonly samples: number;
  readonly features: number;
  /** For each probe z a quadrature rule: z^T f(H) z = sum of weights times f(nodes), for polynomials f up to degree 2 steps - 1. */
  readonly probes: readonly GaussRule[];
  /** The standard deviation of the Gaussian that `density` smooths with, unless told otherwise. */
  readonly width: number;
  /** The density, smoothed by a Gaussian. */
  density(x: number, width?: number): Estimated;
  /** The share of eigenvalues up to x. */
  cdf(x: number): EstimatedCdf;
  /** tr H^degree / p. */
  moment(degree: number): Estimated;
  /** tr H: exact, since it needs no more than the samples. */
  readonly trace: number;
  /** The extreme eigenpairs, by ascending index: residuals come from a multiplication by H. */
  readonly extremes: readonly Eigenpair[];
  /** The largest entry of |V^T V - I| for the extremes' vectors V. */
  readonly orthogonality: number;
  /** Multiplications by H, each of 8 vectors. */
  readonly multiplications: number;
  /** The share of X that was held in memory; the rest was drawn again in every multiplication. */
  readonly held: number;
  /** Bytes of WebAssembly memory. */
  readonly memory: number;
  /** Wall-clock milliseconds of each stage. */
  readonly timing: Readonly<Record<'sample' | 'quadrature' | 'extremes', number>>;
}

/** The density's width in units of the nodes' range / steps: narrower Gaussians are more than the quadrature resolves. */
const WIDTH = 1.5;

/** What all rules of `steps` nodes say. */
export function statisticsOf(rules: readonly GaussRule[], steps: number) {
  const range = rules.length === 0 ? 0 : rules[0].nodes[rules[0].nodes.length - 1] - rules[0].nodes[0];
  const width = (WIDTH * range) / steps;
  return {
    width,
    density: (x: number, by = width) => densityOf(rules, x, by),
    cdf: (x: number) => cdfOf(rules, x),
    moment: (degree: number) => momentOf(rules, degree),
  };
}

/** The mean of one number per probe, with its standard error. */
function averaged(values: readonly number[]): Estimated {
  return { value: mean(values), standardError: standardError(values) };
}

/** tr H^degree / p. */
function momentOf(rules: readonly GaussRule[], degree: number): Estimated {
  return averaged(rules.map((rule) => integral(rule, (x) => x ** degree)));
}

/** The density smoothed by a Gaussian of standard deviation `width`. */
function densityOf(rules: readonly GaussRule[], x: number, width: number): Estimated {
  const peak = 1 / (width * Math.sqrt(2 * Math.PI));
  return averaged(rules.map((rule) => integral(rule, (node) => peak * Math.exp(-0.5 * ((x - node) / width) ** 2))));
}

/** The share of eigenvalues up to x: half of a node's weight at the node, linear in between. */
function cdfOf(rules: readonly GaussRule[], x: number): EstimatedCdf {
  const each = rules.map((rule) => distributionOf(rule, x));
  return {
    ...averaged(each.map(({ value }) => value)),
    lower: mean(each.map(({ lower }) => lower)),
    upper: mean(each.map(({ upper }) => upper)),
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
