/** Writing files so that nobody ever sees half of one. Node only. */

import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from '../errors';

let written = 0;

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

async function replace(path: string, data: string | Uint8Array, mode = 0o666): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${written++}.tmp`);
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

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause;
}
