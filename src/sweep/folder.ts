/** A sweep's folder: the sweep it belongs to, its shards, its locks, and what they are merged into. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../data/folder';
import { writeFileAtomically } from '../data/save';
import { FileError, ModelError } from '../errors';
import { parseSweepFile, type Sweep, sweepFileOf } from './sweep-file';

export class SweepFolder {
  constructor(readonly path: string) {}

  get sweepFile(): string {
    return join(this.path, 'sweep.json');
  }

  get shards(): string {
    return join(this.path, 'shards');
  }

  get locks(): string {
    return join(this.path, 'locks');
  }

  /**
   * Makes the folder the sweep's own.
   * @throws ModelError if it already holds another sweep
   */
  async claim(sweep: Sweep): Promise<void> {
    try {
      await makeFolder(this.shards);
    } catch (cause) {
      throw new FileError('write', this.path, cause);
    }
    if ((await this.#readText()) === null) {
      await writeFileAtomically(this.sweepFile, `${JSON.stringify(sweepFileOf(sweep), null, 2)}\n`);
    }
    // Read again: another process may have come first.
    if ((await this.sweep()).hash !== sweep.hash) {
      throw new ModelError(this.path, 'results of this sweep, or a new folder', 'results of a different sweep');
    }
  }

  /** The sweep whose results are here. */
  async sweep(): Promise<Sweep> {
    const text = await this.#readText();
    if (text === null) throw new ModelError(this.path, 'the folder of a sweep (it has a sweep.json)', 'none');
    return parseSweepFile(text);
  }

  async #readText(): Promise<string | null> {
    try {
      return await readFile(this.sweepFile, 'utf8');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw new FileError('read', this.sweepFile, cause);
    }
  }
}
