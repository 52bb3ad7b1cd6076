/**
 * The law of y = map(h*) + noise N(0, 1) given everything but the coordinate a2 of h* = mean + spread a2: a curve in y by
 * Gauss-Legendre panels in a2, none of which the map takes further than the rule resolves the noise's Gaussian.
 */

import type { ResponseMap } from '../../model/responses';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import { gaussianDensity } from '../../numerics/gaussian';
import type { Interval } from '../../numerics/interval';
import { type Curve, GAUSSIAN_REACH, MOMENTS, type SignalMeasure, spaced } from './signal-measure';

const WIDTH = 2.5;
/** Standard deviations of noise over which 16 nodes integrate its density to rounding. */
const RESOLVED = 4;
const DEPTH = 12;
/** Of the sum over the nodes, in the tails of y too. */
const NOISE = 1e-12;
/** Panels of the curve to begin with; they are halved where the density asks for it. */
const PANELS = 8;
const LINE: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Nodes in a2 and the map's values there, panel by panel. */
interface Grid {
  readonly a2: Float64Array;
  readonly value: Float64Array;
  readonly weight: Float64Array;
}

export function noisyMeasure({ map, noise, kinks }: ResponseMap, mean: number, spread: number): SignalMeasure {
  const cuts = kinks.map((star) => (star - mean) / spread);
  const { a2, value, weight } = gridOf((z) => map(mean + spread * z), cuts, noise);
  const reach = GAUSSIAN_REACH * noise;
  const low = value.reduce((least, y) => Math.min(least, y)) - reach;
  const high = value.reduce((most, y) => Math.max(most, y)) + reach;
  const curve: Curve = {
    breaks: spaced(low, high, (high - low) / PANELS),
    ends: LINE,
    support: LINE,
    costly: true,
    noise: NOISE,
    g: (y) => y,
    evaluate(y, out) {
      out.fill(0, 0, MOMENTS + 1);
      out[0] = y;
      for (let i = 0; i < value.length; i++) {
        const u = (y - value[i]) / noise;
        if (u > GAUSSIAN_REACH || u < -GAUSSIAN_REACH) continue;
        const term = weight[i] * Math.exp(-0.5 * u * u);
        out[1] += term;
        out[3] += term * a2[i];
        out[6] += term * a2[i] * a2[i];
      }
      out[4] = out[1];
    },
  };
  return { points: [], curves: [curve] };
}

function gridOf(value: (a2: number) => number, kinks: readonly number[], noise: number): Grid {
  const panels: Interval[] = [];
  const ends = [-GAUSSIAN_REACH, ...kinks.filter((z) => Math.abs(z) < GAUSSIAN_REACH), GAUSSIAN_REACH];
  ends.sort((a, b) => a - b);
  for (let i = 0; i + 1 < ends.length; i++) {
    const breaks = ends[i] < ends[i + 1] ? spaced(ends[i], ends[i + 1], WIDTH) : [];
    for (let j = 0; j + 1 < breaks.length; j++) split(panels, value, breaks[j], breaks[j + 1], noise, DEPTH);
  }
  const count = panels.length * NODES;
  const grid = { a2: new Float64Array(count), value: new Float64Array(count), weight: new Float64Array(count) };
  panels.forEach(([start, end], panel) => {
    const half = (end - start) / 2;
    for (let i = 0; i < NODES; i++) {
      const at = panel * NODES + i;
      grid.a2[at] = start + half * (1 + RULE.nodes[i]);
      grid.value[at] = value(grid.a2[at]);
      grid.weight[at] = (half * RULE.weights[i] * gaussianDensity(grid.a2[at])) / (noise * Math.sqrt(2 * Math.PI));
    }
  });
  return grid;
}

function split(
  panels: Interval[],
  value: (a2: number) => number,
  start: number,
  end: number,
  noise: number,
  depth: number,
): void {
  const middle = (start + end) / 2;
  const values = [start, (start + middle) / 2, middle, (middle + end) / 2, end].map(value);
  if (depth === 0 || Math.max(...values) - Math.min(...values) <= RESOLVED * noise) {
    panels.push([start, end]);
    return;
  }
  split(panels, value, start, middle, noise, depth - 1);
  split(panels, value, middle, end, noise, depth - 1);
}
