/** All of a sweep's results without holding them in memory: where in a folder's shards each trial is. */

import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { FileError, ModelError } from '../errors';
import { VERSION } from '../version';
import {
  type FailureRecord,
  isFailure,
  type Machine,
  SHARD_FORMAT,
  type ShardHeader,
  type SweepRecord,
  type TrialRecord,
} from './shard-file';
import type { Sweep } from './sweep-file';

const BLOCK_BYTES = 2 ** 20;
const LINE_END = 10;

export class ShardIndex {
  readonly headers: ShardHeader[] = [];
  /** Lines that are not records: damage that is no torn end. Their trials count as missing. */
  damaged = 0;
  readonly #paths: string[] = [];
  readonly #file: Int32Array;
  readonly #start: Float64Array;
  readonly #length: Int32Array;
  readonly #failures = new Map<number, FailureRecord>();
  readonly #sweep: Sweep;

  private constructor(sweep: Sweep) {
    this.#sweep = sweep;
    const trials = sweep.cells.length * sweep.trials;
    this.#file = new Int32Array(trials).fill(-1);
    this.#start = new Float64Array(trials);
    this.#length = new Int32Array(trials);
  }

  /**
   * Reads all shards of a folder; files that are being written by others may be among them.
   * @throws ModelError for shards of another sweep or another version
   */
  static read(folder: string, sweep: Sweep): ShardIndex {
    const index = new ShardIndex(sweep);
    for (const name of shardNames(folder)) index.#readShard(join(folder, name));
    return index;
  }

  has(cell: number, trial: number): boolean {
    return this.#file[this.#position(cell, trial)] >= 0;
  }

  get done(): number {
    return this.#file.reduce((count, file) => count + (file >= 0 ? 1 : 0), 0);
  }

  /** Trials that failed and were never done since, by cell and trial. */
  get failures(): FailureRecord[] {
    return [...this.#failures.values()]
      .filter(({ cell, trial }) => !this.has(cell, trial))
      .sort((a, b) => a.cell - b.cell || a.trial - b.trial);
  }

  /** The machines that computed it, each once. */
  get machines(): Machine[] {
    const texts = new Set(this.headers.map(({ machine }) => JSON.stringify(machine)));
    return [...texts].sort().map((text) => JSON.parse(text));
  }

  /** All records, by cell and trial. */
  *records(): Generator<TrialRecord, void, undefined> {
    const files = this.#paths.map((path) => openSync(path, 'r'));
    try {
      for (let position = 0; position < this.#file.length; position++) {
        const file = this.#file[position];
        if (file < 0) continue;
        const line = Buffer.alloc(this.#length[position]);
        readSync(files[file], line, 0, line.length, this.#start[position]);
        yield JSON.parse(line.toString());
      }
    } finally {
      for (const file of files) closeSync(file);
    }
  }

  #position(cell: number, trial: number): number {
    return cell * this.#sweep.trials + trial;
  }

  #readShard(path: string): void {
    let header: ShardHeader | null = null;
    for (const { text, start, length } of linesOf(path)) {
      if (header === null) {
        header = this.#checkHeader(path, text);
        this.headers.push(header);
        this.#paths.push(path);
        continue;
      }
      const record = this.#parse(text);
      if (record === null) this.damaged++;
      else if (isFailure(record)) this.#failures.set(this.#position(record.cell, record.trial), record);
      else {
        const position = this.#position(record.cell, record.trial);
        this.#file[position] = this.#paths.length - 1;
        this.#start[position] = start;
        this.#length[position] = length;
      }
    }
  }

  #checkHeader(path: string, text: string): ShardHeader {
    const header = parseJson(text) as ShardHeader | null;
    if (header?.format !== SHARD_FORMAT) throw new ModelError(path, 'a shard of a sweep', text.slice(0, 40));
    if (header.hash !== this.#sweep.hash) throw new ModelError(path, 'a shard of this sweep', 'one of another sweep');
    if (header.version !== VERSION) {
      throw new ModelError(path, `a shard written by version ${VERSION}`, `one of version ${header.version}`);
    }
    return header;
  }

  #parse(text: string): SweepRecord | null {
    const record = parseJson(text) as SweepRecord | null;
    const isBelow = (value: unknown, end: number) =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) < end;
    const fits = record && isBelow(record.cell, this.#sweep.cells.length) && isBelow(record.trial, this.#sweep.trials);
    return fits ? record : null;
  }
}

/** The names of a folder's shards, in order. */
export function shardNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ndjson'))
      .sort();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new FileError('read', folder, cause);
  }
}

interface Line {
  readonly text: string;
  /** Both in bytes, the start from the file's beginning. */
  readonly start: number;
  readonly length: number;
}

/** The complete lines of a file. */
function* linesOf(path: string): Generator<Line, void, undefined> {
  const file = openSync(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    let restStart = 0;
    for (;;) {
      const block = Buffer.alloc(BLOCK_BYTES);
      const count = readSync(file, block, 0, BLOCK_BYTES, restStart + rest.length);
      if (count === 0) return;
      const bytes = Buffer.concat([rest, block.subarray(0, count)]);
      let start = 0;
      for (let end = bytes.indexOf(LINE_END, start); end >= 0; end = bytes.indexOf(LINE_END, start)) {
        yield { text: bytes.toString('utf8', start, end), start: restStart + start, length: end - start };
        start = end + 1;
      }
      rest = bytes.subarray(start);
      restStart += start;
    }
  } finally {
    closeSync(file);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
