/**
 * Where the labels of vertical rules go: rows above the curves, row 0 the lowest. A label stands beside the top of its
 * rule; no two overlap, and as long as it can be had no rule runs through another's label.
 */

export interface Label {
  /** The place of the rule, in pixels. */
  readonly x: number;
  readonly width: number;
}

export interface Placement {
  readonly row: number;
  /** 'start': the text begins at x, 'end': it ends there. */
  readonly anchor: 'start' | 'end';
}

interface Placed extends Placement {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** Space between a label and its neighbor, in pixels. */
const GAP = 8;

export function placeLabels(labels: readonly Label[], frame: readonly [number, number]): Placement[] {
  const middle = (frame[0] + frame[1]) / 2;
  const placed = new Map<number, Placed>();
  // From the inside out: the outer labels extend over the inner rules, so they go above them.
  const order = labels.map((_, k) => k).sort((a, b) => Math.abs(labels[a].x - middle) - Math.abs(labels[b].x - middle));
  for (const k of order) placed.set(k, place(labels[k], [...placed.values()], frame));
  return labels.map((_, k) => {
    const { row, anchor } = placed.get(k) as Placed;
    return { row, anchor };
  });
}

function place({ x, width }: Label, placed: readonly Placed[], frame: readonly [number, number]): Placed {
  const inward: Placement['anchor'] = x < (frame[0] + frame[1]) / 2 ? 'start' : 'end';
  const outward: Placement['anchor'] = inward === 'start' ? 'end' : 'start';
  const fits = [outward, inward].map((anchor) => spanOf(x, width, anchor)).filter((s) => fitsInto(s, frame));
  const spans = fits.length > 0 ? fits : [spanOf(x, width, inward)];
  const free: Placed[] = [];
  for (let row = 0; row <= placed.length; row++) {
    for (const span of spans) {
      const candidate = { ...span, row };
      if (placed.some((other) => overlaps(candidate, other))) continue;
      if (!placed.some((other) => crosses(candidate, other) || crosses(other, candidate))) return candidate;
      free.push(candidate);
    }
  }
  return free[0];
}

function spanOf(x: number, width: number, anchor: Placement['anchor']): Omit<Placed, 'row'> {
  return anchor === 'start' ? { x, anchor, from: x, to: x + width } : { x, anchor, from: x - width, to: x };
}

function fitsInto({ from, to }: { from: number; to: number }, frame: readonly [number, number]): boolean {
  return from >= frame[0] && to <= frame[1];
}

function overlaps(a: Placed, b: Placed): boolean {
  return a.row === b.row && a.from < b.to + GAP && b.from < a.to + GAP;
}

/** Whether the rule of `a` runs through the label of `b`. */
function crosses(a: Placed, b: Placed): boolean {
  return a.row > b.row && a.x > b.from - GAP / 2 && a.x < b.to + GAP / 2;
}
