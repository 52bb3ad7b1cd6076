/** The two roads held against each other: the public shape of `compare(model, options)`. */

import type { MarchenkoPastur } from '../law/distribution/marchenko-pastur';
import type { MarchenkoPasturVerdict } from '../law/distribution/nearest-marchenko-pastur';
import type { EdgeFluctuation, Fluctuation, OutlierTest } from '../law/finite-size/fluctuation';
import type { Law, Outlier } from '../law/law';
import type { Model, Signal } from '../model/model';
import type { Distance } from '../numerics/sample-statistics';
import type { Spectrum } from '../simulation/spectrum';

/** An edge of the support beside the extreme eigenvalue of its bulk, averaged over trials. */
export interface EdgeComparison {
  readonly predicted: number | null;
  readonly simulated: number;
  readonly standardError: number | null;
  /** Where the extreme eigenvalue is expected at this n and p, and its spread. */
  readonly fluctuation: EdgeFluctuation;
}

export interface OutlierComparison {
  readonly predicted: Outlier;
  /** Mean over trials of the eigenvalue matched to the prediction. */
  readonly location: number;
  /** Null for a single trial. */
  readonly locationStandardError: number | null;
  readonly alignment: Readonly<Partial<Record<Signal, number>>>;
  readonly alignmentStandardError: Readonly<Partial<Record<Signal, number>>> | null;
  /** Its spread about the prediction at this n, by theory or else over the trials. */
  readonly fluctuation: Fluctuation;
  /** Whether it lies outside: for the trial in which that is least clear. */
  readonly outside: OutlierTest;
  /** The largest residual ||H v - lambda v|| / ||H|| of the trials' eigenpairs. */
  readonly residual: number;
}

export interface Comparison {
  readonly model: Model;
  readonly seed: number | bigint;
  readonly law: Law;
  readonly trials: readonly Spectrum[];
  /** Two for each bulk, in order: left, right. */
  readonly edges: readonly EdgeComparison[];
  readonly outliers: readonly OutlierComparison[];
  /** The bulk's eigenvalues (outliers taken out, pooled over trials) against the law. */
  readonly distance: Distance;
  /** The Marchenko-Pastur law shifted and scaled to the smallest and largest bulk eigenvalue, and its distance. */
  readonly marchenkoPastur: {
    readonly law: MarchenkoPastur;
    readonly distance: Distance;
    /** The limiting law against the Marchenko-Pastur law nearest to it; nothing simulated. */
    readonly nearest: MarchenkoPasturVerdict;
  };
  /** The Hessians of fresh samples at the same w, beside the law of those, where w is fitted; null where it is fixed. */
  readonly fresh: Comparison | null;
}

/** A comparison's outliers as plain JSON, the same wherever it is written: what was predicted, and what was simulated. */
export function outlierNumbers({ outliers }: Comparison) {
  return outliers.map(({ predicted, ...simulated }) => ({
    side: predicted.side,
    predicted: { location: predicted.location, alignment: predicted.alignment },
    simulated,
  }));
}

/** The Marchenko-Pastur curve that is drawn beside the law, and its distance from the bulk, as plain JSON. */
export function marchenkoPasturNumbers({ marchenkoPastur: { law, distance } }: Comparison) {
  return { shift: law.shift, scale: law.scale, distance };
}
