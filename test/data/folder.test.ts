import { access, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/data/folder';

describe('makeFolder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folder-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('makes a folder with those above it, and takes one that is there', async () => {
    const path = join(folder, 'a', 'b', 'c');
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
    await makeFolder(path);
    await makeFolder(`${path}/../d/`);
    expect((await stat(join(folder, 'a', 'b', 'd'))).isDirectory()).toBe(true);
  });

  it('refuses a file in the way', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'kept');
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(file, 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('ends where the file system takes no folder', async ({ skip }) => {
    await access('/proc').catch(() => skip('no /proc here'));
    await expect(makeFolder('/proc/hessian-eigenspectra/a')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
