/** What the picture says in words: at one eigenvalue, and as a whole. */

import type { Point } from '../../plot/curve';
import { formatNumber } from '../../words/format';
import type { Shown } from './shown';

/** An outlier within this share of the window is named. */
const NEAR = 0.012;

export function readingAt({ scene, outliers }: Shown, x: number): string {
  const { histogram, law, marchenkoPastur, window, estimate } = scene;
  const words = [
    `λ = ${formatNumber(x)}`,
    `law ${formatNumber(Math.max(0, ...law.map((curve) => valueAt(curve, x))), 3)}`,
  ];
  if (marchenkoPastur.length > 0) words.push(`Marchenko-Pastur ${formatNumber(valueAt(marchenkoPastur, x), 3)}`);
  if (histogram.counts.length > 0) {
    const k = histogram.edges.findIndex((edge) => edge > x) - 1;
    const [count, density] = k >= 0 ? [histogram.counts[k], histogram.density[k]] : [0, 0];
    words.push(`simulated ${formatNumber(density, 3)} (${count} eigenvalues in the bar)`);
  }
  if (estimate.length > 0) {
    const nearest = estimate.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a));
    words.push(`estimated ${formatNumber(nearest.density, 3)} ± ${formatNumber(nearest.standardError, 2)}`);
  }
  const near = outliers.find(({ predicted }) => Math.abs(predicted.location - x) < NEAR * (window[1] - window[0]));
  if (near) {
    const seen = near.location === null ? '' : `, observed ${formatNumber(near.location, 5)}`;
    words.push(`outlier predicted at ${formatNumber(near.predicted.location, 5)}${seen}`);
  }
  return words.join(' · ');
}

/** The value on the polyline; zero outside of it. */
function valueAt(curve: readonly Point[], x: number): number {
  const next = curve.findIndex((point) => point.x >= x);
  if (next <= 0) return 0;
  const [a, b] = [curve[next - 1], curve[next]];
  const value = a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x || 1);
  return Number.isNaN(value) ? 0 : value;
}

/** The whole picture, for those who cannot see it. */
export function summaryOf({ scene: { window, unbounded, histogram }, outliers }: Shown): string {
  const words = [
    `Eigenvalues from ${formatNumber(window[0])} to ${formatNumber(window[1])}: density of the limiting law`,
  ];
  if (histogram.counts.length > 0) words.push('histogram of the simulated eigenvalues');
  for (const { predicted } of outliers) words.push(`outlier predicted at ${formatNumber(predicted.location)}`);
  if (unbounded.right) words.push('the tail on the right has no edge');
  if (unbounded.left) words.push('the tail on the left has no edge');
  return words.join('; ');
}
