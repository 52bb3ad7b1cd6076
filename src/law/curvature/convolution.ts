/**
 * The law of g = x + U for x from a measure and an independent Gaussian U = second a2 + noise N(0, 1): a curve in g,
 *
 *     M(g) = sum over the measure of its moments, with a2 given U = g - x, times N(g - x; 0, spread^2).
 *
 * With kappa = second (g - x) / spread^2, a2 given U has mean kappa and second moment kappa^2 + noise^2 / spread^2;
 * where `second` is not zero the measure must be independent of a2.
 */

import { NODES } from '../../numerics/gauss-legendre';
import { gaussianDensity } from '../../numerics/gaussian';
import { LINE } from '../../numerics/interval';
import { GAUSSIAN_REACH } from '../../numerics/panels';
import { PanelTree } from './panel-tree';
import { type Curve, MOMENTS, ROUNDING, type SignalMeasure } from './signal-measure';

/** Standard deviations beyond which the kernel is taken as zero; it is so small there that the step is not seen. */
const KERNEL_REACH = GAUSSIAN_REACH + 2;

export function convolved(measure: SignalMeasure, noise: number, second = 0): SignalMeasure {
  const spread = Math.hypot(noise, second);
  if (spread === 0) return measure;
  const tree = new PanelTree(measure);
  const distance = KERNEL_REACH * spread;
  const share = (second / spread) ** 2;

  const add = (out: Float64Array, u: number, source: Float64Array, offset: number, stride: number) => {
    const scale = gaussianDensity(u / spread) / spread;
    const kappa = (second * u) / (spread * spread);
    const mass = scale * source[offset];
    const first = scale * source[offset + stride];
    out[1] += mass;
    out[2] += first;
    out[3] += scale * source[offset + 2 * stride] + kappa * mass;
    out[4] += scale * source[offset + 3 * stride];
    out[5] += scale * source[offset + 4 * stride] + kappa * first;
    out[6] += scale * source[offset + 5 * stride] + (kappa * kappa - share) * mass;
  };
  const breaks = landmarks(tree, measure, distance);
  const largest = Math.max(Math.abs(breaks[0]), Math.abs(breaks[breaks.length - 1]));
  const curve: Curve = {
    breaks,
    ends: LINE,
    support: LINE,
    costly: true,
    // The rounding of g moves the kernel, whose slope is of the order of its height over its spread.
    noise: Math.max(ROUNDING, (8 * Number.EPSILON * largest) / spread),
    g: (g) => g,
    evaluate(g, out) {
      out.fill(0, 0, MOMENTS + 1);
      out[0] = g;
      tree.forNear(g, 2 * spread, distance, ({ values }) => {
        for (let i = 0; i < NODES; i++) add(out, g - values[i], values, NODES + i, NODES);
      });
      for (const { g: x, moments } of measure.points) add(out, g - x, moments, 0, 1);
    },
  };
  const { coarse } = measure;
  return { points: [], curves: [curve], ...(coarse && { coarse: () => convolved(coarse(), noise, second) }) };
}

/** Ends of the range of g, and about where the mass is between them: the values of x at the ends of panels. */
function landmarks(tree: PanelTree, { points }: SignalMeasure, distance: number): number[] {
  const at = points.map(({ g }) => g);
  // The middle of a panel and the bound on how far g goes from it, then the values near its ends.
  for (const { middle, reach } of tree.base) at.push(middle - reach / 2, middle + reach / 2);
  const start = Math.min(...at) - distance;
  const end = Math.max(...at) + distance;
  for (const { values } of tree.base) at.push(values[0], values[NODES - 1]);
  at.sort((a, b) => a - b);
  const breaks = [start];
  for (const x of at) if (x - breaks[breaks.length - 1] > distance / 2 && end - x > distance / 2) breaks.push(x);
  breaks.push(end);
  return breaks;
}
