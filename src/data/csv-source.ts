/**
 * A matrix in a CSV file, read line by line: commas, an optional line of names, numbers only. A first line of which a field is
 * no number is the header. Node only.
 */

import { createReadStream } from 'node:fs';
import { csvParseRows } from 'd3-dsv';
import { FileError } from '../errors';
import type { RowSource } from '../rows/row-source';

/** No line of numbers is longer; a file without line ends must not fill the memory. */
const LONGEST_LINE = 2 ** 26;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Read, and then refused with their row and column like a NaN of an NPY file. */
const MISSING = /^([+-]?(nan|inf|infinity)|na|n\/a|null|\?|)$/i;

/** @throws FileError for a file that is missing or empty */
export async function openCsv(path: string): Promise<RowSource> {
  for await (const line of linesOf(path)) {
    const fields = fieldsOf(line);
    const isHeader = fields.some((field) => !isCell(field));
    return {
      name: path,
      columns: fields.length,
      header: isHeader ? fields : null,
      chunks: (count) => readChunks(path, fields.length, isHeader, count),
    };
  }
  throw new FileError('read', path, 'the file is empty');
}

async function* readChunks(
  path: string,
  columns: number,
  skipFirst: boolean,
  count: number,
): AsyncGenerator<Float64Array> {
  let values: Float64Array = new Float64Array(columns);
  let filled = 0;
  let line = 0;
  for await (const text of linesOf(path)) {
    line++;
    if (line === 1 && skipFirst) continue;
    const fields = fieldsOf(text);
    if (fields.length !== columns) {
      throw new FileError('read', path, `line ${line} has ${fields.length} fields, the first line has ${columns}`);
    }
    if (filled + columns > values.length) values = grown(values, count * columns);
    for (const [j, field] of fields.entries()) {
      if (!isCell(field)) {
        throw new FileError('read', path, `line ${line}, column ${j}: ${JSON.stringify(field)} is not a number`);
      }
      values[filled++] = NUMBER.test(field) ? Number(field) : Number.NaN;
    }
    if (filled === count * columns) {
      yield values;
      filled = 0;
    }
  }
  if (filled > 0) yield values.subarray(0, filled);
}

function grown(values: Float64Array, most: number): Float64Array {
  const larger = new Float64Array(Math.min(most, 2 * values.length));
  larger.set(values);
  return larger;
}

function isCell(field: string): boolean {
  return NUMBER.test(field) || MISSING.test(field);
}

/** Quotes are rare among numbers, and cost time. */
function fieldsOf(line: string): string[] {
  const fields = line.includes('"') ? (csvParseRows(line)[0] ?? []) : line.split(',');
  return fields.map((field) => field.trim());
}

/** The lines that are not blank, without their ends. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 2 ** 20 })) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() as string;
      if (rest.length > LONGEST_LINE) throw new Error(`a line is longer than ${LONGEST_LINE} characters`);
      for (const line of lines) if (line.trim() !== '') yield line.replace(/^\uFEFF/, '').replace(/\r$/, '');
    }
  } catch (cause) {
    throw cause instanceof FileError ? cause : new FileError('read', path, cause);
  }
  if (rest.trim() !== '') yield rest.replace(/^\uFEFF/, '').replace(/\r$/, '');
}
