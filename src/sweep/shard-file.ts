/**
 * Shards: files of lines that are only ever appended to. The first line says where the file comes from, each further one is
 * what is kept of a trial: JSON, with eigenvalues as base64 of little-endian float64, so that they keep all their bits. Each run
 * writes a file of its own, so that nothing that was written is ever touched again; a line without its line end, torn by a crash,
 * does not count.
 */

import { type FileHandle, open } from 'node:fs/promises';
import { arch, cpus, hostname, platform, release } from 'node:os';
import { FileError } from '../errors';
import type { Signal } from '../model/model';
import { VERSION } from '../version';
import type { Shard } from './shard';
import { type Sweep, sweepFileOf } from './sweep-file';

export const SHARD_FORMAT = 'hessian-eigenspectra sweep shard';

export interface Machine {
  readonly host: string;
  readonly system: string;
  readonly processor: string;
  readonly runtime: string;
}

export interface ShardHeader {
  readonly format: typeof SHARD_FORMAT;
  readonly version: string;
  /** The hash of the sweep's content. */
  readonly hash: string;
  readonly shard: string;
  readonly started: string;
  readonly machine: Machine;
  readonly sweep: ReturnType<typeof sweepFileOf>;
}

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
  /** The counts in the bins that were asked for. */
  readonly histogram?: readonly number[];
  /** All of them, in base64. */
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

export function headerOf(sweep: Sweep, { index, count }: Shard): ShardHeader {
  return {
    format: SHARD_FORMAT,
    version: VERSION,
    hash: sweep.hash,
    shard: `${index}/${count}`,
    started: new Date().toISOString(),
    machine: {
      host: hostname(),
      system: `${platform()} ${release()} ${arch()}`,
      processor: cpus()[0]?.model ?? 'unknown',
      runtime: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    },
    sweep: sweepFileOf(sweep),
  };
}

/** Lines that wait to be written may take this much; workers pause beyond it. */
const PENDING_BYTES = 4 * 2 ** 20;

/**
 * Appends lines. All that wait go out in one write followed by a sync: a crash of the machine loses what is on its way, a
 * crash of the process the line being written at most.
 */
export class ShardWriter {
  #pending: string[] = [];
  #pendingBytes = 0;
  #writing: Promise<void> | null = null;
  #failure: FileError | null = null;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #onFailure: (failure: FileError) => void;

  private constructor(path: string, file: FileHandle, onFailure: (failure: FileError) => void) {
    this.#path = path;
    this.#file = file;
    this.#onFailure = onFailure;
  }

  /** @throws FileError if the file is already there or cannot be written */
  static async create(
    path: string,
    header: ShardHeader,
    onFailure: (failure: FileError) => void,
  ): Promise<ShardWriter> {
    try {
      const file = await open(path, 'ax');
      const writer = new ShardWriter(path, file, onFailure);
      await file.appendFile(`${JSON.stringify(header)}\n`);
      return writer;
    } catch (cause) {
      throw new FileError('write', path, cause);
    }
  }

  append(lines: readonly string[]): void {
    if (this.#failure || lines.length === 0) return;
    for (const line of lines) {
      this.#pending.push(line);
      this.#pendingBytes += line.length + 1;
    }
    this.#writing ??= this.#writeOut();
  }

  /** Resolves once there is room for more. */
  async ready(): Promise<void> {
    while (this.#pendingBytes > PENDING_BYTES && this.#writing) await this.#writing;
  }

  /** @throws FileError if anything could not be written */
  async close(): Promise<void> {
    while (this.#writing) await this.#writing;
    await this.#file.close();
    if (this.#failure) throw this.#failure;
  }

  async #writeOut(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        const lines = this.#pending;
        this.#pending = [];
        this.#pendingBytes = 0;
        await this.#file.appendFile(`${lines.join('\n')}\n`);
        await this.#file.datasync();
      }
    } catch (cause) {
      this.#pending = [];
      this.#failure = new FileError('write', this.#path, cause);
      this.#onFailure(this.#failure);
    } finally {
      this.#writing = null;
    }
  }
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
