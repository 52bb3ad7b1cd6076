/** What `estimateSpectrum` gives: a spectrum known by its density, its distribution function, its moments and its ends. */

import type { Eigenpair } from '../spectrum';
import type { GaussRule } from './gauss-rule';
import type { Estimated, EstimatedCdf } from './probe-statistics';

export interface SpectrumEstimate {
  readonly seed: number | bigint;
  readonly trial: number;
  readonly samples: number;
  readonly features: number;
  /** For each probe z a quadrature rule: z^T f(H) z = sum of weights times f(nodes), for polynomials f up to degree 2 steps - 1. */
  readonly probes: readonly GaussRule[];
  /** The standard deviation of the Gaussian that `density` smooths with, unless told otherwise. */
  readonly width: number;
  /** The density, smoothed by a Gaussian. */
  density(x: number, width?: number): Estimated;
  /** The share of eigenvalues up to x. */
  cdf(x: number): EstimatedCdf;
  /** tr H^degree / p. */
  moment(degree: number): Estimated;
  /** tr H: exact, since it needs no more than the samples. */
  readonly trace: number;
  /** The extreme eigenpairs, by ascending index: residuals come from a multiplication by H. */
  readonly extremes: readonly Eigenpair[];
  /** The largest entry of |V^T V - I| for the extremes' vectors V. */
  readonly orthogonality: number;
  /** Multiplications by H, each of 8 vectors. */
  readonly multiplications: number;
  /** The share of X that was held in memory; the rest was drawn again in every multiplication. */
  readonly held: number;
  /** Bytes of WebAssembly memory. */
  readonly memory: number;
  /** Wall-clock milliseconds of each stage. */
  readonly timing: Readonly<Record<'sample' | 'quadrature' | 'extremes', number>>;
}
