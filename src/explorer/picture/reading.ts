/** What the picture says at one eigenvalue, in words. */

import type { Point } from '../../plot/curve';
import { formatNumber } from '../../words/format';
import type { Scenery } from './scenery';

/** An outlier within this share of the window is named. */
const NEAR = 0.012;

export function readingAt(scenery: Scenery, x: number): string {
  const { histogram, law, window, outliers, estimate } = scenery;
  const words = [
    `λ = ${formatNumber(x)}`,
    `law ${formatNumber(Math.max(0, ...law.map((curve) => valueAt(curve, x))), 3)}`,
  ];
  if (scenery.marchenkoPastur.length > 0) {
    words.push(`Marchenko-Pastur ${formatNumber(valueAt(scenery.marchenkoPastur, x), 3)}`);
  }
  if (histogram) {
    const k = histogram.edges.findIndex((edge) => edge > x) - 1;
    const [count, density] = k >= 0 ? [histogram.counts[k], histogram.density[k]] : [0, 0];
    words.push(`simulated ${formatNumber(density, 3)} (${count} eigenvalues in the bar)`);
  }
  if (estimate) {
    const nearest = estimate.density.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a));
    words.push(`estimated ${formatNumber(nearest.density, 3)} ± ${formatNumber(nearest.standardError, 2)}`);
  }
  const near = outliers.find(({ predicted }) => Math.abs(predicted.location - x) < NEAR * (window[1] - window[0]));
  if (near) {
    const seen = near.observed === null ? '' : `, observed ${formatNumber(near.observed, 5)}`;
    words.push(`outlier predicted at ${formatNumber(near.predicted.location, 5)}${seen}`);
  }
  return words.join(' · ');
}

/** On the polyline; zero outside of it. */
function valueAt(curve: readonly Point[], x: number): number {
  const next = curve.findIndex((point) => point.x >= x);
  if (next <= 0) return 0;
  const [a, b] = [curve[next - 1], curve[next]];
  const value = a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x || 1);
  return Number.isNaN(value) ? 0 : value;
}
