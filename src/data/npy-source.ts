/** A matrix in an NPY file, read a chunk of rows at a time in either order. Node only. */

import { type FileHandle, open } from 'node:fs/promises';
import { FileError } from '../errors';
import type { RowSource } from '../rows/row-source';
import { NPY_PREFIX_BYTES, type NpyLayout, npyHeaderSpan, parseNpyHeader } from './npy';

/** @throws FileError for a file that is missing, or is not what it says; one dimension is one column. */
export async function openNpy(path: string): Promise<RowSource> {
  const layout = await withFile(path, readLayout);
  const { shape } = layout;
  if (shape.length < 1 || shape.length > 2) {
    throw new FileError('read', path, `shape (${shape.join(', ')}) is not one of rows, or rows x columns`);
  }
  const [rows, columns = 1] = shape;
  if (rows === 0 || columns === 0) throw new FileError('read', path, `shape (${shape.join(', ')}) is empty`);
  return {
    name: path,
    columns,
    header: null,
    chunks: (count) => readChunks(path, layout, rows, columns, count),
  };
}

async function* readChunks(
  path: string,
  layout: NpyLayout,
  rows: number,
  columns: number,
  count: number,
): AsyncGenerator<Float64Array> {
  const { itemBytes, littleEndian, fortranOrder, dataOffset, read } = layout;
  const most = Math.min(count, rows);
  const bytes = new Uint8Array(most * columns * itemBytes);
  const view = new DataView(bytes.buffer);
  const values = new Float64Array(most * columns);
  const file = await opened(path);
  try {
    for (let start = 0; start < rows; start += count) {
      const height = Math.min(count, rows - start);
      const size = height * columns;
      if (fortranOrder) {
        for (let j = 0; j < columns; j++) {
          const span = bytes.subarray(j * height * itemBytes, (j + 1) * height * itemBytes);
          await fill(path, file, span, dataOffset + (j * rows + start) * itemBytes);
        }
        for (let j = 0, k = 0; j < columns; j++) {
          for (let i = 0; i < height; i++, k++) values[i * columns + j] = read(view, k * itemBytes, littleEndian);
        }
      } else {
        await fill(path, file, bytes.subarray(0, size * itemBytes), dataOffset + start * columns * itemBytes);
        for (let k = 0; k < size; k++) values[k] = read(view, k * itemBytes, littleEndian);
      }
      yield values.subarray(0, size);
    }
  } finally {
    await file.close();
  }
}

async function readLayout(path: string, file: FileHandle): Promise<NpyLayout> {
  const { size } = await file.stat();
  const prefix = new Uint8Array(Math.min(NPY_PREFIX_BYTES, size));
  await fill(path, file, prefix, 0);
  const { start, end } = npyHeaderSpan(prefix);
  if (end > size) throw new Error('the file ends inside its NPY header');
  const header = new Uint8Array(end - start);
  await fill(path, file, header, start);
  return parseNpyHeader(new TextDecoder('latin1').decode(header), end, size);
}

/** Fills `bytes` from `position` on. */
async function fill(path: string, file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new FileError('read', path, 'the file became shorter while it was read');
    done += bytesRead;
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new FileError('read', path, cause);
  }
}

async function withFile<T>(path: string, use: (path: string, file: FileHandle) => Promise<T>): Promise<T> {
  const file = await opened(path);
  try {
    return await use(path, file);
  } catch (cause) {
    throw cause instanceof FileError ? cause : new FileError('read', path, cause);
  } finally {
    await file.close();
  }
}
