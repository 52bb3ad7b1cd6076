/**
 * What is kept of a trial, as one line of a shard: JSON, with eigenvalues as base64 of little-endian float64, so that they
 * keep all their bits.
 */

import type { Signal } from '../model/model';

export type Alignment = Readonly<Partial<Record<Signal, number>>>;

/** A trial that was computed. */
export interface TrialRecord {
  readonly cell: number;
  readonly trial: number;
  /** The k smallest eigenvalues, ascending, and the k largest, descending: the outermost first. */
  readonly smallest?: readonly number[];
  readonly largest?: readonly number[];
  /** Squared cosines of their eigenvectors with the signals that are not zero. */
  readonly smallestAlignment?: readonly Alignment[];
  readonly largestAlignment?: readonly Alignment[];
  readonly distance?: { readonly kolmogorovSmirnov: number; readonly wasserstein1: number };
  /** Counts. */
  readonly histogram?: readonly number[];
  /** Base64. */
  readonly eigenvalues?: string;
  /** Wall-clock time of this trial: never merged, since it differs from run to run. */
  readonly milliseconds: number;
}

/** A trial that failed as often as it was tried. */
export interface FailureRecord {
  readonly cell: number;
  readonly trial: number;
  readonly error: { readonly name: string; readonly message: string };
}

export type SweepRecord = TrialRecord | FailureRecord;

export function isFailure(record: SweepRecord): record is FailureRecord {
  return 'error' in record;
}

export function encodeFloats(values: Float64Array): string {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [k, value] of values.entries()) bytes.writeDoubleLE(value, 8 * k);
  return bytes.toString('base64');
}

export function decodeFloats(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return Float64Array.from({ length: bytes.length / 8 }, (_, k) => bytes.readDoubleLE(8 * k));
}
