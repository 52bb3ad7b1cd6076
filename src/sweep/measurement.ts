/** From a simulated spectrum to the record that is kept of it. */

import { matchEigenvalues } from '../compare/matching';
import type { Law } from '../law/law';
import { limitingLaw } from '../law/limiting-law';
import type { Model } from '../model/model';
import { type Distance, distanceTo } from '../numerics/sample-statistics';
import type { Engine } from '../simulation/engine';
import { simulate } from '../simulation/simulate';
import type { Spectrum } from '../simulation/spectrum';
import { encodeFloats, type TrialRecord } from './record';
import type { Keep } from './sweep-file';

/** Measures the trials of one cell. */
export class CellMeasurement {
  #law: Law | null = null;

  constructor(
    private readonly cell: number,
    private readonly model: Model,
    private readonly seed: number,
    private readonly keep: Keep,
  ) {}

  async measure(trial: number, engine: Engine): Promise<TrialRecord> {
    const { keep, model, seed } = this;
    const start = performance.now();
    const count = keep.extremes;
    const features = model.features as number;
    const low = Array.from({ length: count }, (_, k) => k);
    const high = low.map((k) => features - 1 - k);
    const spectrum = await simulate(model, { seed, trial, engine, pairs: keep.alignments ? [...low, ...high] : [] });
    const { eigenvalues } = spectrum;
    const at = (indices: readonly number[]) => indices.map((index) => eigenvalues[index]);
    return {
      cell: this.cell,
      trial,
      ...(count > 0 && { smallest: at(low), largest: at(high) }),
      ...(keep.alignments && {
        smallestAlignment: alignmentsAt(spectrum, low),
        largestAlignment: alignmentsAt(spectrum, high),
      }),
      ...(keep.distances && { distance: this.#distance(eigenvalues) }),
      ...(keep.histogram && { histogram: countInBins(eigenvalues, keep.histogram) }),
      ...(keep.eigenvalues && { eigenvalues: encodeFloats(eigenvalues) }),
      milliseconds: Math.round(1000 * (performance.now() - start)) / 1000,
    };
  }

  /** Of the bulk, outliers and structural zeros left out, to the law's continuous part. */
  #distance(eigenvalues: Float64Array): Distance {
    this.#law ??= limitingLaw(this.model);
    const law = this.#law;
    const bulk = matchEigenvalues(eigenvalues, law).bulks.flatMap((values) => Array.from(values));
    const continuousMass = 1 - law.atomAtZero;
    return distanceTo(Float64Array.from(bulk), (x) => (law.cdf(x) - (x >= 0 ? law.atomAtZero : 0)) / continuousMass);
  }
}

function alignmentsAt({ pairs }: Spectrum, indices: readonly number[]) {
  return indices.map((index) => pairs.find((pair) => pair.index === index)?.alignment ?? {});
}

/** Equal bins of [from, to], the last one closed; what lies outside is in none. */
function countInBins(values: Float64Array, { from, to, bins }: NonNullable<Keep['histogram']>): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (value >= from && value <= to) counts[Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))]++;
  }
  return counts;
}
