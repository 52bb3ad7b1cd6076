/** How an eigenvector aligns with the model's signals. */

import { SIGNALS, type Signal } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import type { Eigenpair } from './spectrum';

/** Squared cosines of a unit vector with the signals that are not zero. */
export function alignmentOf(
  { arena }: Kernels,
  signals: Pick<Realization, Signal>,
  vector: Float64Array,
): Eigenpair['alignment'] {
  const entries = SIGNALS.map(
    (name) => [name, squaredCosine(arena.view(signals[name], vector.length), vector)] as const,
  );
  return Object.fromEntries(entries.filter(([, cosine]) => cosine !== null)) as Eigenpair['alignment'];
}

/** Between a signal and a unit vector; null for a zero signal. */
function squaredCosine(signal: Float64Array, unit: Float64Array): number | null {
  let product = 0;
  let squares = 0;
  for (let i = 0; i < unit.length; i++) {
    product += signal[i] * unit[i];
    squares += signal[i] * signal[i];
  }
  return squares === 0 ? null : (product * product) / squares;
}
