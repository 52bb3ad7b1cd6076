/** A file of numbers by its ending. Node only. */

import { extname } from 'node:path';
import { FileError } from '../errors';
import type { RowSource } from '../rows/row-source';
import { openCsv } from './csv-source';
import { openNpy } from './npy-source';

/** @throws FileError for another ending than .npy or .csv, and as the readers do */
export async function openRows(path: string): Promise<RowSource> {
  const ending = extname(path).toLowerCase();
  if (ending === '.npy') return openNpy(path);
  if (ending === '.csv') return openCsv(path);
  throw new FileError('read', path, 'expected a file name that ends in .npy or .csv');
}

/**
 * A square matrix of a known order, row-major.
 * @throws FileError for another shape
 */
export async function readMatrix(path: string, order: number): Promise<Float64Array> {
  const source = await openRows(path);
  const values = new Float64Array(order * order);
  let filled = 0;
  for await (const chunk of source.chunks(order)) {
    if (source.columns !== order || filled + chunk.length > values.length) filled = Number.NaN;
    else values.set(chunk, filled);
    filled += chunk.length;
  }
  if (filled !== values.length) throw new FileError('read', path, `expected ${order} rows of ${order} numbers`);
  return values;
}

/** A vector: one column, or one row. */
export async function readVector(path: string): Promise<Float64Array> {
  const source = await openRows(path);
  const parts: Float64Array[] = [];
  for await (const chunk of source.chunks(VECTOR_ROWS)) {
    parts.push(Float64Array.from(chunk));
    const rows = parts.reduce((sum, { length }) => sum + length, 0) / source.columns;
    if (source.columns > 1 && rows > 1) {
      throw new FileError('read', path, `expected one column or one row, got ${source.columns} columns`);
    }
  }
  const values = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  const place = source.columns > 1 ? `row 0, column ${bad}` : `row ${bad}, column 0`;
  throw new FileError('read', path, `${place}: expected a finite number, got ${values[bad]}`);
}

const VECTOR_ROWS = 65536;
