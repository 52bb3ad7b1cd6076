/** The range of eigenvalues that is worth seeing, from the law alone. */

import type { Law } from '../../law/law';

/** A tail without an edge is shown down to this share of the density's largest value. */
const FAINT = 4e-3;
const GROWTH = 1.4;
const STEPS = 36;
const PADDING = 0.04;
/** An outlier farther out than this many widths of the bulks is pointed at, not shown. */
const WIDEST = 4;

export function windowOf(law: Law): readonly [number, number] {
  const first = law.bulks[0];
  const last = law.bulks[law.bulks.length - 1];
  if (!first) return [-1, 1];
  const center = law.moments[0].value;
  let left = first.left.location ?? faintEnd(law, Math.min(center, last.right.location ?? center), -1);
  let right = last.right.location ?? faintEnd(law, Math.max(center, first.left.location ?? center), 1);
  if (!(right > left)) right = left + 1;
  const width = right - left;
  const points = law.outliers.map(({ location }) => location);
  if (law.atomAtZero > 0) points.push(0);
  for (const x of points) {
    if (x < left && left - x < WIDEST * width) left = x;
    if (x > right && x - right < WIDEST * width) right = x;
  }
  const padding = PADDING * (right - left);
  return [left - padding, right + padding];
}

/** Out from the center in growing steps, until the density has faded. */
function faintEnd(law: Law, center: number, direction: 1 | -1): number {
  const size = Math.max(Math.abs(center), 1e-3);
  let step = size / 16;
  let x = center + direction * step;
  let peak = 0;
  for (let k = 0; k < STEPS; k++) {
    const density = law.density(x);
    peak = Math.max(peak, density);
    if (peak > 0 && density < FAINT * peak) break;
    step *= GROWTH;
    x += direction * step;
  }
  return x;
}
