/**
 * What y = map(h*) + noise N(0, 1) tells of s, h* = spread s and s ~ N(0, 1): the density of y, and E[s^2 | y], by quadrature
 * over s for any map. The panels are so narrow that the map moves by no more than a few noises on each; at a given y, only
 * those are summed that are not negligible beside the likeliest s. Sums are relative to that one: tails do not underflow.
 */

import { GAUSSIAN_REACH } from '../law/curvature/signal-measure';
import { NODES, RULE } from '../numerics/gauss-legendre';
import { gaussianDensity } from '../numerics/gaussian';

/** Widths of the panels, in units of noise along y and of 1 along s: 16 nodes leave some 1e-13 of a Gaussian on them. */
const WIDEST = { noises: 4, signal: 0.5 } as const;
/** Where a map jumps, panels end at this width. */
const NARROWEST = 1e-7;
/** exp(-40) is negligible. */
const NEGLIGIBLE = 40;

export interface NoisyMap {
  readonly map: (hStar: number) => number;
  /** Standard deviation > 0. */
  readonly noise: number;
  /** |wStar|. */
  readonly spread: number;
  /** The s at which the map jumps or bends. */
  readonly kinks: readonly number[];
}

interface Panel {
  /** Of s. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** The map at the nodes. */
  readonly values: Float64Array;
  readonly least: number;
  readonly largest: number;
  /** The least s^2. */
  readonly leastSquare: number;
}

/** Writes the density of y to out[0] and the density times E[s^2 | y] to out[2]; returns E[s^2 | y]. */
export type Posterior = (y: number, out: Float64Array) => number;

export function noisyPosterior(response: NoisyMap): Posterior {
  const panels = panelsOf(response);
  const { noise } = response;
  const exponent = (value: number, s: number, y: number) => 0.5 * (((y - value) / noise) ** 2 + s * s);
  return (y, out) => {
    let best = Number.POSITIVE_INFINITY;
    for (const { nodes, values } of panels) {
      for (const k of [0, NODES / 2, NODES - 1]) best = Math.min(best, exponent(values[k], nodes[k], y));
    }
    let zeroth = 0;
    let second = 0;
    for (const { nodes, weights, values, least, largest, leastSquare } of panels) {
      const apart = Math.max(least - y, y - largest, 0) / noise;
      if (0.5 * (apart * apart + leastSquare) > best + NEGLIGIBLE) continue;
      for (let k = 0; k < NODES; k++) {
        const term = weights[k] * Math.exp(best - exponent(values[k], nodes[k], y));
        zeroth += term;
        second += term * nodes[k] * nodes[k];
      }
    }
    const scale = Math.exp(-best) / (2 * Math.PI * noise);
    out[0] = scale * zeroth;
    out[2] = scale * second;
    return second / zeroth;
  };
}

function panelsOf({ map, noise, spread, kinks }: NoisyMap): Panel[] {
  const inner = kinks.filter((kink) => Math.abs(kink) < GAUSSIAN_REACH);
  const ends = [-GAUSSIAN_REACH, ...inner, GAUSSIAN_REACH].sort((a, b) => a - b);
  const panels: Panel[] = [];
  const refine = (from: number, to: number) => {
    const half = (to - from) / 2;
    const nodes = RULE.nodes.map((node) => from + half * (1 + node));
    const values = nodes.map((s) => map(spread * s));
    const [least, largest] = [Math.min(...values), Math.max(...values)];
    const isWide = to - from > WIDEST.signal || largest - least > WIDEST.noises * noise;
    if (isWide && to - from > NARROWEST) {
      refine(from, from + half);
      refine(from + half, to);
      return;
    }
    const leastSquare = from <= 0 && to >= 0 ? 0 : Math.min(from * from, to * to);
    panels.push({ nodes, values, least, largest, leastSquare, weights: RULE.weights.map((weight) => weight * half) });
  };
  for (let i = 0; i + 1 < ends.length; i++) refine(ends[i], ends[i + 1]);
  return panels;
}

/** Nodes and masses of s ~ N(0, 1), in panels that end at the kinks. */
export function gaussianRule(kinks: readonly number[]): [number, number][] {
  const inner = kinks.filter((kink) => Math.abs(kink) < GAUSSIAN_REACH);
  const ends = [-GAUSSIAN_REACH, ...inner, GAUSSIAN_REACH].sort((a, b) => a - b);
  const rule: [number, number][] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const count = Math.ceil((ends[i + 1] - ends[i]) / WIDEST.signal);
    const half = (ends[i + 1] - ends[i]) / (2 * count);
    for (let j = 0; j < count; j++) {
      for (let k = 0; k < NODES; k++) {
        const s = ends[i] + half * (2 * j + 1 + RULE.nodes[k]);
        rule.push([s, half * RULE.weights[k] * gaussianDensity(s)]);
      }
    }
  }
  return rule;
}
