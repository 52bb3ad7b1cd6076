/** The law of y as nodes: for sums over y of anything that is smooth in y and in what y tells. */

import { ConvergenceError } from '../errors';
import type { Posterior } from '../law/curvature/noisy-map';
import { RULE } from '../numerics/gauss-legendre';
import { panelsBetween } from '../numerics/panels';

export interface LabelNode {
  readonly y: number;
  readonly mass: number;
  /** E[s^2 | y]. */
  readonly moment: number;
}

/** What the sums of 1, m and (m - 1)^2 over an interval may change by when it is halved. */
const TOLERANCE = 1e-12;
const MAX_NODES = 200_000;
const MAX_DEPTH = 60;

/**
 * Nodes of a density in panels that are halved until they hold its mass, E[m] and E[(m - 1)^2], for m = E[s^2 | y].
 * @param breaks ascending, the ends of the range among them
 * @throws ConvergenceError where the panels do not resolve the density
 */
export function densityNodes(density: Posterior, breaks: readonly number[]): LabelNode[] {
  const out = new Float64Array(3);
  const nodes: LabelNode[] = [];
  const panelOf = (from: number, to: number): LabelNode[] => {
    const half = (to - from) / 2;
    return Array.from(RULE.nodes, (node, k) => {
      const y = from + half * (1 + node);
      const moment = density(y, out);
      return { y, mass: half * RULE.weights[k] * out[0], moment };
    });
  };
  const refine = (from: number, to: number, panel: LabelNode[], depth: number) => {
    const middle = from + (to - from) / 2;
    const halves = [panelOf(from, middle), panelOf(middle, to)];
    const whole = sums(panel);
    const parts = halves.map(sums);
    const isResolved = whole.every((sum, k) => Math.abs(parts[0][k] + parts[1][k] - sum) <= TOLERANCE);
    if (isResolved) {
      nodes.push(...halves.flat());
      return;
    }
    if (depth === MAX_DEPTH || nodes.length > MAX_NODES) {
      const advice = 'a larger noise, or kinks where the map jumps or bends';
      throw new ConvergenceError(`the density of y beside ${middle}`, nodes.length, Number.NaN, advice);
    }
    refine(from, middle, halves[0], depth + 1);
    refine(middle, to, halves[1], depth + 1);
  };
  for (const [from, to] of panelsBetween(breaks)) refine(from, to, panelOf(from, to), 0);
  return nodes;
}

function sums(panel: readonly LabelNode[]): number[] {
  const totals = [0, 0, 0];
  for (const { mass, moment } of panel) {
    if (mass === 0) continue;
    totals[0] += mass;
    totals[1] += mass * moment;
    totals[2] += mass * (moment - 1) ** 2;
  }
  return totals;
}
