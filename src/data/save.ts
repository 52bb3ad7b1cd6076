/** Writing files so that nobody ever sees half of one: at once, or piece by piece. Node only. */

import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from '../errors';

/**
 * Writes `data` to a new file beside `path`, then renames it to `path`: a reader finds the old content or the new, also
 * after a crash. A link is followed; a device or a pipe (`/dev/stdout`) is written to directly, since a rename would
 * replace it.
 *
 * @throws {FileError} if anything fails; what was at `path` is then unchanged and the new file is gone.
 */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  try {
    const existing = await stat(path).catch(ignoreMissing);
    if (existing && !existing.isFile()) return await writeFile(path, data);
    await replace(existing ? await realpath(path) : path, data, existing?.mode);
  } catch (cause) {
    throw new FileError('write', path, cause);
  }
}

/**
 * Finds out, by creating a file and removing it, whether `path` could be written: before hours of work, not after.
 *
 * @throws {FileError} if it cannot be
 */
export async function checkWritable(path: string): Promise<void> {
  try {
    const existing = await stat(path).catch(ignoreMissing);
    if (existing && !existing.isFile()) return await access(path, constants.W_OK);
    const temporary = temporaryBeside(existing ? await realpath(path) : path);
    await (await open(temporary, 'wx')).close();
    await rm(temporary);
  } catch (cause) {
    throw new FileError('write', path, cause);
  }
}

async function replace(path: string, data: string | Uint8Array, mode = 0o666): Promise<void> {
  const temporary = temporaryBeside(path);
  const file = await open(temporary, 'wx', mode);
  try {
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** A name of its own, on every machine that shares the folder. */
function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
}

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause;
}

/** Pieces of text are gathered up to this many characters. */
const BLOCK_CHARACTERS = 2 ** 20;

/** A file written piece by piece that appears under its name only when it is complete. */
export class FileDraft {
  #text: string[] = [];
  #characters = 0;
  readonly #temporary: string;
  readonly #file: FileHandle;

  private constructor(
    readonly path: string,
    temporary: string,
    file: FileHandle,
  ) {
    this.#temporary = temporary;
    this.#file = file;
  }

  /** @throws FileError, as do the methods */
  static async open(path: string): Promise<FileDraft> {
    const temporary = temporaryBeside(path);
    try {
      return new FileDraft(path, temporary, await open(temporary, 'wx'));
    } catch (cause) {
      throw new FileError('write', path, cause);
    }
  }

  async write(piece: string | Uint8Array): Promise<void> {
    if (typeof piece !== 'string') {
      await this.#flush();
      return this.#writing(this.#file.writeFile(piece));
    }
    this.#text.push(piece);
    this.#characters += piece.length;
    if (this.#characters >= BLOCK_CHARACTERS) await this.#flush();
  }

  /** Gives the file its name. */
  async commit(): Promise<void> {
    await this.#flush();
    await this.#writing(this.#file.sync());
    await this.#file.close();
    await this.#writing(rename(this.#temporary, this.path));
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => {});
    await rm(this.#temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#text.join('');
    this.#text = [];
    this.#characters = 0;
    if (text !== '') await this.#writing(this.#file.writeFile(text));
  }

  async #writing(action: Promise<void>): Promise<void> {
    try {
      await action;
    } catch (cause) {
      throw new FileError('write', this.path, cause);
    }
  }
}
