/** Folders for results. Node only. */

import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, in which files can be written. Not by Node's own recursive option: that never ends where
 * a file system says "no such folder" of one whose parent is there, as /proc does.
 * @throws Error of the file system
 */
export async function makeFolder(path: string): Promise<void> {
  await makeEach(path);
  // Some file systems say that they made it when they did not.
  await access(path, constants.W_OK);
}

async function makeEach(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      if ((await stat(path)).isDirectory()) return;
      throw cause;
    }
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path || (await isThere(parent))) throw cause;
    await makeEach(parent);
    await makeEach(path);
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
