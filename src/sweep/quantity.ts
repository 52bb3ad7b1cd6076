/** The quantities of a sweep: the numbers that each trial gives, and what the limiting law says of them. */

import type { Law, Outlier } from '../law/law';
import { type Model, SIGNALS, type Signal } from '../model/model';
import { modelOf } from './cell';
import type { TrialRecord } from './shard-file';
import type { Sweep } from './sweep-file';

export interface Quantity {
  /** The name of its column. */
  readonly name: string;
  readonly label: string;
  /** Null where the trial has none. */
  of(record: TrialRecord): number | null;
  /** Null where the law says nothing. */
  predict(law: Law, model: Model): number | null;
}

const SIDES = ['smallest', 'largest'] as const;
type Side = (typeof SIDES)[number];

/** The quantities that are kept, in the order of their columns. */
export function quantitiesOf(sweep: Sweep): Quantity[] {
  const { keep } = sweep;
  const ranks = Array.from({ length: keep.extremes }, (_, rank) => rank);
  const extremes = SIDES.flatMap((side) => ranks.map((rank) => extreme(side, rank)));
  const models = keep.alignments ? sweep.cells.map(modelOf) : [];
  const signals = SIGNALS.filter((signal) => models.some((model) => isPresent(model, signal)));
  const alignments = SIDES.flatMap((side) =>
    ranks.flatMap((rank) => signals.map((signal) => alignment(side, rank, signal))),
  );
  return [...extremes, ...alignments, ...(keep.distances ? DISTANCES : [])];
}

const ordinal = (rank: number) => (rank === 0 ? '' : `_${rank + 1}`);
const position = (side: Side, rank: number) =>
  rank === 0 ? `${side} eigenvalue` : `${side} eigenvalue (no. ${rank + 1})`;

function extreme(side: Side, rank: number): Quantity {
  return {
    name: `${side}${ordinal(rank)}`,
    label: position(side, rank),
    of: (record) => record[side]?.[rank] ?? null,
    predict: (law) => outlierAt(law, side, rank)?.location ?? edgeOf(law, side),
  };
}

function alignment(side: Side, rank: number, signal: Signal): Quantity {
  const key = side === 'smallest' ? 'smallestAlignment' : 'largestAlignment';
  return {
    name: `alignment_${side}${ordinal(rank)}_${signal}`,
    label: `cos² of the ${position(side, rank).replace(' eigenvalue', " eigenvalue's vector")} with ${signal}`,
    of: (record) => record[key]?.[rank]?.[signal] ?? null,
    predict(law, model) {
      if (!isPresent(model, signal)) return null;
      const outlier = outlierAt(law, side, rank);
      if (outlier) return outlier.alignment[signal] ?? null;
      // Eigenvectors of the bulk know nothing of a signal; those at an end that is not bounded are another matter.
      return edgeOf(law, side) === null ? null : 0;
    },
  };
}

const DISTANCES = (['kolmogorovSmirnov', 'wasserstein1'] as const).map(
  (name): Quantity => ({
    name,
    label: `${name === 'wasserstein1' ? 'Wasserstein-1' : 'Kolmogorov-Smirnov'} distance to the law`,
    of: ({ distance }) => distance?.[name] ?? null,
    predict: () => null,
  }),
);

/** The predicted outlier that is the smallest, or largest, but `rank`. Zeros of the atom stand between it and the bulk. */
function outlierAt(law: Law, side: Side, rank: number): Outlier | null {
  const outliers = law.outliers.filter((outlier) => outlier.side === (side === 'smallest' ? 'left' : 'right'));
  const ordered = side === 'smallest' ? outliers : outliers.reverse();
  const found = ordered[rank];
  if (!found) return null;
  const hidden = law.atomAtZero > 0 && (side === 'smallest' ? found.location > 0 : found.location < 0);
  return hidden ? null : found;
}

/** Where the eigenvalues begin or end beside outliers; null where the support is not bounded. */
function edgeOf(law: Law, side: Side): number | null {
  const edge = side === 'smallest' ? law.bulks[0]?.left.location : law.bulks[law.bulks.length - 1]?.right.location;
  if (edge === null || edge === undefined) return null;
  if (law.atomAtZero === 0) return edge;
  return side === 'smallest' ? Math.min(edge, 0) : Math.max(edge, 0);
}

function isPresent(model: Model, signal: Signal): boolean {
  const vector = model[signal];
  return ('frame' in vector ? vector.frame : vector.values).some((coordinate) => coordinate !== 0);
}
