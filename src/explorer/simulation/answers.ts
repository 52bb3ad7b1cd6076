/** What the page asks of a simulation's thread, and what it gets: trials, or a spectrum without H. Vectors stay there. */

import type { Law } from '../../law/law';
import type { Signal } from '../../model/model';
import type { EstimatedPoint } from '../../plot/scene';
import type { ModelText } from '../state/model-text';

/** The parts of a law that say which eigenvalue is an outlier; null where the law could not be worked out. */
export type LawOutline = Pick<Law, 'atomAtZero' | 'outliers' | 'bulks'> | null;

export interface TrialQuestion {
  readonly model: ModelText;
  readonly seed: number;
  readonly trial: number;
  readonly outline: LawOutline;
  /** The number of threads that may share the work of this one trial. */
  readonly threads: number;
  /** Eigenvectors at the ends, for phase diagrams: of the smallest and the largest eigenvalue. */
  readonly ends?: boolean;
}

export interface SimulatedPair {
  readonly index: number;
  readonly eigenvalue: number;
  /** ||H v - lambda v|| / ||H||. */
  readonly residual: number;
  readonly alignment: Readonly<Partial<Record<Signal, number>>>;
}

export interface TrialAnswer {
  readonly trial: number;
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** The law's outliers in their order; null where no eigenvalue was left. */
  readonly outliers: readonly (SimulatedPair | null)[];
  /** The smallest and the largest eigenvalue of the bulks. */
  readonly bulk: readonly [number, number];
  readonly ends: readonly SimulatedPair[];
  /** Threads that took part. */
  readonly threads: number;
}

export interface EstimateQuestion {
  readonly model: ModelText;
  readonly seed: number;
  readonly probes: number;
  readonly steps: number;
  /** The eigenvalues at which the density is wanted. */
  readonly points: readonly number[];
}

export interface EstimateAnswer {
  /** Standard deviation of the Gaussian that smooths the density. */
  readonly width: number;
  readonly density: readonly EstimatedPoint[];
  /** Eigenpairs at both ends of the spectrum. */
  readonly extremes: readonly SimulatedPair[];
}
