/**
 * Which eigenvalues lie outside of the bulks that the law predicts, and which of them it explains.
 *
 * Outside: the extreme eigenvalue of the bulk would lie this far out, or further, with a probability below LEVEL. A predicted
 * outlier takes, of the eigenpairs at hand, the one whose squared cosines with mean, w and teacher are most like those predicted,
 * by sum_s sqrt(predicted_s observed_s); it explains that one if the cosine with what causes it is at least SHARE of the predicted
 * one. So nothing is explained for being near: real spectra have outliers of their own, and rank says little. A prediction whose
 * eigenvector has less than FAINT of every signal, as where C's own large eigenvalues take it, is told by nothing and takes none.
 */

import { outlierPValue, type SampleSize } from '../law/finite-size';
import type { Law } from '../law/law';
import { SIGNALS, type Signal } from '../model';
import type { Eigenpair } from '../simulation/spectrum';
import type { DataComparison } from './data-comparison';
import type { DataOutlier } from './law-of-data';

export interface OutlierMark {
  /** Into the ascending eigenvalues. */
  readonly index: number;
  readonly eigenvalue: number;
  /** Beside which bulk's end it lies; where it lies inside, the end of the prediction. */
  readonly side: 'left' | 'gap' | 'right';
  /** That the bulk's extreme eigenvalue lies this far out, or further. Null where that is not known. */
  readonly pValue: number | null;
  /** Squared cosines of its eigenvector. */
  readonly alignment: Eigenpair['alignment'];
  /** What it is due to, by falling share; none: nothing in the law explains it. */
  readonly cause: readonly Signal[];
  /** Null where it is unexplained. */
  readonly predicted: DataOutlier | null;
}

const LEVEL = 0.01;
const SHARE = 0.5;
const FAINT = 0.05;

/** Where an eigenvalue lies outside; null inside, and where it may belong to the bulk. */
export interface Outside {
  readonly side: OutlierMark['side'];
  readonly pValue: number;
}

export function outsideOf(law: Law, eigenvalue: number, size: SampleSize): Outside | null {
  const side = sideOf(law, eigenvalue);
  if (side === null) return null;
  const { pValue } = outlierPValue(law, eigenvalue, size, side);
  return pValue !== null && pValue < LEVEL ? { side, pValue } : null;
}

/** Of the pairs at hand: those outside, and those that a prediction takes, ascending; and the predictions that take none, or are faint. */
export function markOutliers(
  law: Law,
  predictions: readonly DataOutlier[],
  pairs: readonly Eigenpair[],
  size: SampleSize,
): Pick<DataComparison, 'marks' | 'missing' | 'faint'> {
  const taken = new Map<number, DataOutlier>();
  const missing: DataOutlier[] = [];
  // The clearest first.
  const clarity = (outlier: DataOutlier) => Math.max(0, ...Object.values(outlier.alignment));
  const faint = predictions.filter((outlier) => clarity(outlier) < FAINT);
  const clear = predictions.filter((outlier) => clarity(outlier) >= FAINT);
  for (const predicted of clear.sort((a, b) => clarity(b) - clarity(a))) {
    const free = pairs.filter(({ index }) => !taken.has(index));
    const best = free.reduce<Eigenpair | null>(
      (a, b) => (a === null || likeness(predicted, b) > likeness(predicted, a) ? b : a),
      null,
    );
    if (best !== null && explains(predicted, best)) taken.set(best.index, predicted);
    else missing.push(predicted);
  }
  const marks = pairs.flatMap((pair) => {
    const { index, eigenvalue, alignment } = pair;
    const predicted = taken.get(index) ?? null;
    const outside = outsideOf(law, eigenvalue, size);
    if (outside === null && predicted === null) return [];
    const side = outside?.side ?? (predicted as DataOutlier).side;
    const pValue = outside?.pValue ?? outlierPValue(law, eigenvalue, size, side).pValue;
    return [{ index, eigenvalue, side, pValue, alignment, cause: predicted?.cause ?? [], predicted }];
  });
  return { marks, missing: missing.sort((a, b) => a.location - b.location), faint };
}

function likeness({ alignment }: DataOutlier, pair: Eigenpair): number {
  return SIGNALS.reduce((sum, name) => sum + Math.sqrt((alignment[name] ?? 0) * (pair.alignment[name] ?? 0)), 0);
}

/** By the signal that the prediction is aligned with most, among those that cause it. */
function explains({ alignment, cause }: DataOutlier, pair: Eigenpair): boolean {
  const [leading] = [...cause].sort((a, b) => (alignment[b] ?? 0) - (alignment[a] ?? 0));
  const predicted = leading === undefined ? 0 : (alignment[leading] ?? 0);
  return predicted > 0 && (pair.alignment[leading] ?? 0) >= SHARE * predicted;
}

/** Beyond which ends; null inside a bulk. */
function sideOf({ bulks }: Law, x: number): OutlierMark['side'] | null {
  const inside = bulks.some(
    ({ left, right }) => x >= (left.location ?? -Infinity) && x <= (right.location ?? Infinity),
  );
  if (inside || bulks.length === 0) return null;
  if (x < (bulks[0].left.location as number)) return 'left';
  return x > (bulks[bulks.length - 1].right.location as number) ? 'right' : 'gap';
}
