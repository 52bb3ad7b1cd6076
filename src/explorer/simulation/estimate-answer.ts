/** A spectrum without H: its density at points, smoothed, with standard errors, and its ends. */

import type { ModelText } from '../state/model-text';
import type { SimulatedPair } from './trial-answer';

export interface EstimateQuestion {
  readonly model: ModelText;
  readonly seed: number;
  readonly probes: number;
  readonly steps: number;
  /** Where the density is wanted. */
  readonly points: readonly number[];
}

export interface EstimateAnswer {
  readonly features: number;
  readonly samples: number;
  /** Standard deviation of the Gaussian that smooths the density. */
  readonly width: number;
  readonly density: readonly { readonly x: number; readonly density: number; readonly standardError: number }[];
  readonly extremes: readonly SimulatedPair[];
  readonly trace: number;
  readonly multiplications: number;
  /** The share of X that was held in memory. */
  readonly held: number;
  readonly memory: number;
  /** Milliseconds. */
  readonly timing: Readonly<Record<string, number>>;
}
