/** The law of min(max(y, -bound), bound) from that of y: the curves between the bounds, point masses at them. */

import type { Interval } from '../curvature-law';
import { gathered } from './gathered';
import { type Curve, MOMENTS, type PointMass, type SignalMeasure } from './signal-measure';

/** `crossings`: ascending values of every curve's t at which y may pass a bound. */
export function clipped(measure: SignalMeasure, bound: number, crossings: readonly number[]): SignalMeasure {
  const clip = (y: number) => Math.min(Math.max(y, -bound), bound);
  const points: PointMass[] = measure.points.map(({ g, moments }) => ({ g: clip(g), moments }));
  const curves: Curve[] = [];
  for (const curve of measure.curves) {
    for (const piece of pieces(curve, crossings)) {
      const y = valueAt(piece, (piece.breaks[0] + piece.breaks[piece.breaks.length - 1]) / 2);
      if (Math.abs(y) >= bound) points.push(gathered({ points: [], curves: [piece] }, clip(y)));
      else curves.push({ ...piece, support: [clip(curve.support[0]), clip(curve.support[1])] as Interval });
    }
  }
  return { points, curves };
}

/** The stretches of a curve between consecutive cuts. */
function pieces(curve: Curve, cuts: readonly number[]): Curve[] {
  const start = curve.breaks[0];
  const end = curve.breaks[curve.breaks.length - 1];
  const ends = [start, ...cuts.filter((cut) => cut > start && cut < end), end];
  return ends.slice(1).map((right, i) => {
    const left = ends[i];
    const breaks = [left, ...curve.breaks.filter((t) => t > left && t < right), right];
    return { ...curve, breaks };
  });
}

function valueAt(curve: Curve, t: number): number {
  const out = new Float64Array(MOMENTS + 1);
  curve.evaluate(t, out);
  return out[0];
}
