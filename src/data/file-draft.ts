/** A file written piece by piece that appears under its name only when it is complete. Node only. */

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { FileError } from '../errors';
import { temporaryBeside } from './save';

/** Pieces of text are gathered up to this. */
const BLOCK_CHARACTERS = 2 ** 20;

export class FileDraft {
  #text: string[] = [];
  #characters = 0;

  private constructor(
    readonly path: string,
    private readonly temporary: string,
    private readonly file: FileHandle,
  ) {}

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
      return this.#writing(this.file.writeFile(piece));
    }
    this.#text.push(piece);
    this.#characters += piece.length;
    if (this.#characters >= BLOCK_CHARACTERS) await this.#flush();
  }

  /** Gives the file its name. */
  async commit(): Promise<void> {
    await this.#flush();
    await this.#writing(this.file.sync());
    await this.file.close();
    await this.#writing(rename(this.temporary, this.path));
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.file.close().catch(() => {});
    await rm(this.temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#text.join('');
    this.#text = [];
    this.#characters = 0;
    if (text !== '') await this.#writing(this.file.writeFile(text));
  }

  async #writing(action: Promise<void>): Promise<void> {
    try {
      await action;
    } catch (cause) {
      throw new FileError('write', this.path, cause);
    }
  }
}
