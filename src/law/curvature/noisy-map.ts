/**
 * The response y = map(h*) + noise N(0, 1) for h* = mean + spread z, z ~ N(0, 1), and any map, by quadrature over z:
 *
 *     E[z^j; y in dy] / dy = integral z^j N(z; 0, 1) N(y - map(h*); 0, noise^2) dz.
 *
 * The panels end at the kinks of the map and are so narrow that it moves by no more than four noises on each: there 16
 * Gauss-Legendre nodes integrate the noise's density to rounding.
 */

import type { ResponseMap } from '../../model/responses';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import { type Interval, LINE } from '../../numerics/interval';
import { cutAt, GAUSSIAN_REACH, gaussianNodes, gaussianPanels, halved, spaced } from '../../numerics/panels';
import { type Curve, MOMENTS, type SignalMeasure } from './signal-measure';

/** Noises that the map may move by on a panel. */
const MOVE = 4;

/** The panels, halved until the map moves by no more than four noises on each and none is wider than `widest`. */
export function resolvedPanels(
  panels: readonly Interval[],
  map: (z: number) => number,
  noise: number,
  mostHalvings: number,
  widest = Number.POSITIVE_INFINITY,
): Interval[] {
  return halved(panels, (start, end, halvings) => {
    const middle = (start + end) / 2;
    const values = [start, (start + middle) / 2, middle, (middle + end) / 2, end].map(map);
    const move = Math.max(...values) - Math.min(...values);
    return halvings === mostHalvings || (end - start <= widest && move <= MOVE * noise);
  });
}

/** Width of the panels in a2 to begin with, and halvings of one. */
const WIDTH = 2.5;
const HALVINGS = 12;
/** Rounding of the sum over the nodes, in the tails of y too. */
const NOISE = 1e-12;
/** Panels of the curve to begin with; they are halved where the density asks for it. */
const CURVE_PANELS = 8;

/** The law of y where the basis has fixed all but a2 of h* = mean + spread a2: a curve in y. */
export function noisyMeasure({ map, noise, kinks }: ResponseMap, mean: number, spread: number): SignalMeasure {
  const mapAt = (z: number) => map(mean + spread * z);
  const cuts = kinks.map((star) => (star - mean) / spread);
  const nodes = gaussianNodes(resolvedPanels(gaussianPanels(cuts, WIDTH), mapAt, noise, HALVINGS));
  const a2 = Float64Array.from(nodes, ([z]) => z);
  const values = a2.map((z) => mapAt(z));
  const weights = Float64Array.from(nodes, ([, mass]) => mass / (noise * Math.sqrt(2 * Math.PI)));
  const reach = GAUSSIAN_REACH * noise;
  const low = values.reduce((least, y) => Math.min(least, y)) - reach;
  const high = values.reduce((most, y) => Math.max(most, y)) + reach;
  const curve: Curve = {
    breaks: spaced(low, high, (high - low) / CURVE_PANELS),
    ends: LINE,
    support: LINE,
    costly: true,
    noise: NOISE,
    g: (y) => y,
    evaluate(y, out) {
      out.fill(0, 0, MOMENTS + 1);
      out[0] = y;
      for (let i = 0; i < values.length; i++) {
        const u = (y - values[i]) / noise;
        if (u > GAUSSIAN_REACH || u < -GAUSSIAN_REACH) continue;
        const term = weights[i] * Math.exp(-0.5 * u * u);
        out[1] += term;
        out[3] += term * a2[i];
        out[6] += term * a2[i] * a2[i];
      }
      out[4] = out[1];
    },
  };
  return { points: [], curves: [curve] };
}

/** Writes the density of y to out[0] and the density times E[z^2 | y] to out[2]; returns E[z^2 | y]. */
export type Posterior = (y: number, out: Float64Array) => number;

/** Width of the widest panels, on which 16 nodes leave some 1e-13 of N(0, 1) too, and of those beside a jump of the map. */
const [WIDEST, NARROWEST] = [0.5, 1e-7];
/** exp(-40) is negligible. */
const NEGLIGIBLE = 40;

interface PosteriorPanel {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** The map at the nodes. */
  readonly values: Float64Array;
  readonly least: number;
  readonly largest: number;
  /** The least z^2. */
  readonly leastSquare: number;
}

/**
 * What y tells of z where the mean is zero. At a given y only those panels are summed that are not negligible beside the
 * likeliest z, and relative to it, so that the tails of y do not underflow.
 */
export function noisyPosterior(response: ResponseMap, spread: number): Posterior {
  const panels = posteriorPanels(response, spread);
  const { noise } = response;
  const exponent = (value: number, z: number, y: number) => 0.5 * (((y - value) / noise) ** 2 + z * z);
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

/** The map is looked at where it is summed: its values say whether a panel is narrow. */
function posteriorPanels({ map, noise, kinks }: ResponseMap, spread: number): PosteriorPanel[] {
  const panels: PosteriorPanel[] = [];
  const refine = (start: number, end: number) => {
    const half = (end - start) / 2;
    const nodes = RULE.nodes.map((node) => start + half * (1 + node));
    const values = nodes.map((z) => map(spread * z));
    const [least, largest] = [Math.min(...values), Math.max(...values)];
    const isWide = end - start > WIDEST || largest - least > MOVE * noise;
    if (isWide && end - start > NARROWEST) {
      refine(start, start + half);
      refine(start + half, end);
      return;
    }
    const leastSquare = start <= 0 && end >= 0 ? 0 : Math.min(start * start, end * end);
    panels.push({ nodes, values, least, largest, leastSquare, weights: RULE.weights.map((weight) => weight * half) });
  };
  const breaks = cutAt(kinks.map((star) => star / spread));
  for (let i = 0; i + 1 < breaks.length; i++) refine(breaks[i], breaks[i + 1]);
  return panels;
}
