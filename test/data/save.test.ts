import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkWritable, writeFileAtomically } from '../../src/data/save';
import { FileError } from '../../src/errors';

describe('writeFileAtomically', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'save-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('writes text and bytes, new and over what was there', async () => {
    const path = join(folder, 'a.txt');
    await writeFileAtomically(path, 'first λ');
    expect(await readFile(path, 'utf8')).toBe('first λ');
    await writeFileAtomically(path, Uint8Array.of(0, 255, 10));
    expect(Array.from(await readFile(path))).toEqual([0, 255, 10]);
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('keeps the permissions of a file and follows a link', async () => {
    const path = join(folder, 'a.txt');
    const link = join(folder, 'link');
    await writeFile(path, 'old');
    await chmod(path, 0o600);
    await symlink(path, link);
    await writeFileAtomically(link, 'new');
    expect(await readlink(link)).toBe(path);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('writes to a device without replacing it', async () => {
    await writeFileAtomically('/dev/null', 'gone');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('never shows a reader half of a file', async () => {
    const path = join(folder, 'a.txt');
    const versions = ['a', 'b'].map((letter) => letter.repeat(1 << 20));
    await writeFileAtomically(path, versions[0]);
    const writes = Promise.all(Array.from({ length: 20 }, (_, k) => writeFileAtomically(path, versions[k % 2])));
    let done = false;
    writes.finally(() => {
      done = true;
    });
    while (!done) expect(versions).toContain(await readFile(path, 'utf8'));
    await writes;
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('refuses a path below a file, in words', async () => {
    const file = join(folder, 'a.txt');
    await writeFile(file, 'kept');
    const path = join(file, 'figure.svg');
    const attempt = writeFileAtomically(path, 'x');
    await expect(attempt).rejects.toThrow(FileError);
    await expect(attempt).rejects.toMatchObject({ code: 'ERR_FILE', path, cause: { code: 'ENOTDIR' } });
    await expect(attempt).rejects.toThrow(`cannot write ${path}: not a directory`);
    expect(await readFile(file, 'utf8')).toBe('kept');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('refuses a missing folder, and a folder', async () => {
    const missing = writeFileAtomically(join(folder, 'no', 'a.txt'), 'x');
    await expect(missing).rejects.toMatchObject({ code: 'ERR_FILE', cause: { code: 'ENOENT' } });
    await mkdir(join(folder, 'sub'));
    await expect(writeFileAtomically(join(folder, 'sub'), 'x')).rejects.toMatchObject({ cause: { code: 'EISDIR' } });
    expect(await readdir(folder)).toEqual(['sub']);
  });

  it('removes its temporary file and keeps the old one when writing fails on the way', async () => {
    const path = join(folder, 'a.txt');
    await writeFile(path, 'old');
    // Data that the file system cannot take: fails after the temporary file was made.
    await expect(writeFileAtomically(path, Symbol('data') as unknown as string)).rejects.toThrow(FileError);
    expect(await readdir(folder)).toEqual(['a.txt']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

describe('checkWritable', () => {
  it('leaves no trace where one can write, and refuses in words where one cannot', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'save-'));
    const path = join(folder, 'a.txt');
    await checkWritable(path);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(path, 'kept');
    await checkWritable(path);
    expect(await readFile(path, 'utf8')).toBe('kept');
    await checkWritable('/dev/null');
    await expect(checkWritable(join(folder, 'none', 'a.txt'))).rejects.toThrow(FileError);
    await expect(checkWritable(join(path, 'b.txt'))).rejects.toThrow(/cannot write .*not a directory/);
    await rm(folder, { recursive: true });
  });
});
