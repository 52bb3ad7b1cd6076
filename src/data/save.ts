/** Writing files so that nobody ever sees half of one. Node only. */

import { randomUUID } from 'node:crypto';
import { access, constants, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

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
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
}

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause;
}
