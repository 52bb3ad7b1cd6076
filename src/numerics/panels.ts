/** Panels of a quadrature in one variable: cut at kinks, evenly spaced, or halved until they are narrow enough. */

import { NODES, RULE } from './gauss-legendre';
import { gaussianDensity } from './gaussian';
import type { Interval } from './interval';

/** How many standard deviations of a Gaussian variable are kept: beyond, the mass is below 1e-22. */
export const GAUSSIAN_REACH = 10;
/** Width, in standard deviations, on which 16 nodes integrate a Gaussian to some 1e-13. */
const WIDTH = 0.5;

/** The two ends and the kinks between them, ascending; a kink that is given twice stays so. */
export function cutAt(kinks: readonly number[], start = -GAUSSIAN_REACH, end = GAUSSIAN_REACH): number[] {
  return [start, ...kinks.filter((kink) => kink > start && kink < end), end].sort((a, b) => a - b);
}

/** Evenly spaced, both ends included, at most `width` apart. */
export function spaced(start: number, end: number, width: number): number[] {
  const count = Math.ceil((end - start) / width);
  return Array.from({ length: count + 1 }, (_, i) => start + ((end - start) * i) / count);
}

/** The panels between neighboring breaks, without those of no width. */
export function panelsBetween(breaks: readonly number[]): Interval[] {
  return breaks.slice(1).flatMap((end, i): Interval[] => (breaks[i] < end ? [[breaks[i], end]] : []));
}

/** Panels over z ~ N(0, 1) that end at the kinks, at most `width` wide. */
export function gaussianPanels(kinks: readonly number[], width: number): Interval[] {
  return panelsBetween(cutAt(kinks)).flatMap(([start, end]) => panelsBetween(spaced(start, end, width)));
}

/** The panels, each in as many halves of halves as it takes for all to be narrow; `depth` counts the halvings. */
export function halved(
  panels: readonly Interval[],
  isNarrow: (start: number, end: number, depth: number) => boolean,
): Interval[] {
  const found: Interval[] = [];
  const halve = (start: number, end: number, depth: number): void => {
    if (isNarrow(start, end, depth)) {
      if (start < end) found.push([start, end]);
      return;
    }
    const middle = (start + end) / 2;
    halve(start, middle, depth + 1);
    halve(middle, end, depth + 1);
  };
  for (const [start, end] of panels) halve(start, end, 0);
  return found;
}

/** Nodes z and masses of z ~ N(0, 1), 16 on each panel. */
export function gaussianNodes(panels: readonly Interval[]): [number, number][] {
  return panels.flatMap(([start, end]) => {
    const half = (end - start) / 2;
    return Array.from(RULE.nodes, (node, i): [number, number] => {
      const z = start + half * (1 + node);
      return [z, half * RULE.weights[i] * gaussianDensity(z)];
    });
  });
}

/** Nodes z and masses of z ~ N(0, 1), on narrow panels that end at the kinks. */
export function gaussianRule(kinks: readonly number[] = []): [number, number][] {
  return panelsBetween(cutAt(kinks)).flatMap(([start, end]) => {
    const count = Math.ceil((end - start) / WIDTH);
    const half = (end - start) / (2 * count);
    return Array.from({ length: count * NODES }, (_, i): [number, number] => {
      const z = start + half * (2 * Math.floor(i / NODES) + 1 + RULE.nodes[i % NODES]);
      return [z, half * RULE.weights[i % NODES] * gaussianDensity(z)];
    });
  });
}
