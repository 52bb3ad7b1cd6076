/**
 * E[s^2 | y] for y = map(s) without noise: the s that give y, each by the chance that it is near, phi(s) / |map'(s)|. Where the map
 * is flat, y has a probability, and all s of the flat stretches with that value share it.
 */

import { gaussianDensity } from '../numerics/gaussian';
import { cutAt, gaussianRule, panelsBetween } from '../numerics/panels';
import { findMinimum, findRoot } from '../numerics/roots';

/** Cells between two kinks. A map that turns once within a cell is found to turn there. */
const CELLS = 400;
/** The step of the derivative, in cells: its error is of fourth order. */
const STEP = 0.02;

interface Cell {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

export interface InverseMap {
  /** E[s^2 | y]. */
  readonly at: (y: number) => number;
  /** The y at which the number of s that give y changes: there E[s^2 | y] jumps. */
  readonly levels: readonly number[];
  /** All s with such a y, and the kinks. */
  readonly breaks: readonly number[];
}

/** @param kinks the s at which the map jumps or bends */
export function inverseMap(map: (s: number) => number, kinks: readonly number[]): InverseMap {
  const { cells, turns } = cellsOf(map, kinks);
  const flat = flatMoments(map, cells, kinks);
  const levels = [...new Set([...turns.map(map), ...kinks.map(map)])];
  return {
    levels,
    breaks: [...kinks, ...turns, ...levels.flatMap((level) => preimages(map, cells, level).map(({ s }) => s))],
    at(y) {
      const atom = flat.get(y);
      if (atom) return atom.second / atom.mass;
      let [mass, second] = [0, 0];
      for (const { s, cell } of preimages(map, cells, y)) {
        const weight = gaussianDensity(s) / Math.max(Math.abs(slopeAt(map, s, cell)), Number.MIN_VALUE);
        mass += weight;
        second += weight * s * s;
      }
      // A y that never comes tells nothing.
      return mass > 0 && Number.isFinite(second / mass) ? second / mass : 1;
    },
  };
}

function preimages(map: (s: number) => number, cells: readonly Cell[], y: number) {
  const found: { readonly s: number; readonly cell: Cell }[] = [];
  for (const cell of cells) {
    const { from, to, start, end } = cell;
    if (start === end || !((start - y) * (end - y) < 0 || start === y)) continue;
    const s = start === y ? from : findRoot((t) => map(t) - y, { a: from, fa: start - y, b: to, fb: end - y }).x;
    found.push({ s, cell });
  }
  return found;
}

function cellsOf(map: (s: number) => number, kinks: readonly number[]) {
  const cells: Cell[] = [];
  const turns: number[] = [];
  for (const [start, end] of panelsBetween(cutAt(kinks))) {
    const width = (end - start) / CELLS;
    // Just inside: at the ends themselves the map may jump.
    const inside = (k: number) => start + Math.min(Math.max(k, 1e-9), CELLS - 1e-9) * width;
    const points = Array.from({ length: CELLS + 1 }, (_, k) => inside(k));
    const values = points.map(map);
    const turning = points.flatMap((_, k) => {
      if (k === 0 || k === CELLS) return [];
      const [before, after] = [values[k] - values[k - 1], values[k + 1] - values[k]];
      if (before * after >= 0) return [];
      const sign = before < 0 ? 1 : -1;
      return [findMinimum((s) => sign * map(s), points[k - 1], points[k + 1], 1e-9 * width).x];
    });
    turns.push(...turning);
    const all = [...points, ...turning].sort((a, b) => a - b);
    for (let k = 0; k + 1 < all.length; k++) {
      cells.push({ from: all[k], to: all[k + 1], start: map(all[k]), end: map(all[k + 1]) });
    }
  }
  return { cells, turns };
}

/** Values that the map keeps over whole cells, with their probability and what they say of s^2. */
function flatMoments(map: (s: number) => number, cells: readonly Cell[], kinks: readonly number[]) {
  const values = new Set(cells.filter(({ start, end }) => start === end).map(({ start }) => start));
  const found = new Map<number, { mass: number; second: number }>();
  if (values.size === 0) return found;
  for (const [s, mass] of gaussianRule(kinks)) {
    const y = map(s);
    if (!values.has(y)) continue;
    const sums = found.get(y) ?? { mass: 0, second: 0 };
    found.set(y, { mass: sums.mass + mass, second: sums.second + mass * s * s });
  }
  return found;
}

/** The slope of the map by central differences of fourth order within the cell. */
function slopeAt(map: (s: number) => number, s: number, { from, to }: Cell): number {
  const step = STEP * (to - from);
  const center = Math.min(Math.max(s, from + 2 * step), to - 2 * step);
  const difference = (by: number) => map(center + by) - map(center - by);
  return (8 * difference(step) - difference(2 * step)) / (12 * step);
}
