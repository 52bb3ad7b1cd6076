/** How much a simulation takes, said before it starts. */

import { bytesNeeded } from '../../simulation/workspace';

const METHODS = ['dense', 'matrix-free'] as const;
type Method = (typeof METHODS)[number];
export const METHOD_CHOICES = ['automatic', ...METHODS] as const;
export type MethodChoice = (typeof METHOD_CHOICES)[number];

/** Beyond this p a dense simulation is too long to wait for, unless somebody chooses it. */
const LARGEST_DENSE = 8000;
/** The runtime's own part of WebAssembly's memory. */
const RUNTIME_BYTES = 2 ** 24;
/** X is held up to here; what exceeds it is drawn again in every pass. */
const HELD_BYTES = 2 ** 31;
export const PROBES = 8;
export const STEPS = 48;
/** Relative residual at which an extreme eigenpair is taken: its eigenvalue is then good to the square of this. */
export const TOLERANCE = 1e-4;
/** Vectors of length p: the basis of a block Krylov space of 8 vectors a step, and what checks and restarts take. */
const KRYLOV_VECTORS = 8 * STEPS + 64;

export interface Work {
  readonly method: Method;
  /** Floating-point operations of a trial. */
  readonly operations: number;
  readonly bytes: number;
}

export function methodOf(features: number, choice: MethodChoice): Method {
  if (choice !== 'automatic') return choice;
  return features > LARGEST_DENSE ? 'matrix-free' : 'dense';
}

/** n p^2 of the build and 4/3 p^3 of the reduction; or two products with X for each of 8 vectors in each step. */
export function workOf(features: number, samples: number, outliers: number, choice: MethodChoice): Work {
  if (methodOf(features, choice) === 'matrix-free') {
    const bytes = RUNTIME_BYTES + Math.min(HELD_BYTES, 8 * features * samples) + 8 * KRYLOV_VECTORS * features;
    return { method: 'matrix-free', operations: 4 * features * samples * PROBES * STEPS, bytes };
  }
  return {
    method: 'dense',
    operations: samples * features ** 2 + (4 / 3) * features ** 3,
    bytes: RUNTIME_BYTES + bytesNeeded(features, samples, { pairs: outliers }),
  };
}
