/** What commands print and write: the format of a file follows its name's ending, and is checked before anything is computed. */

import { stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { encodeEigenvaluesCsv } from '../data/csv';
import { encodeNpy } from '../data/npy';
import { checkWritable, writeFileAtomically } from '../data/save';
import type { FileError } from '../errors';
import { renderPng } from '../plot/png';
import type { Spectrum } from '../simulation/spectrum';
import { UsageError } from './arguments';

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** As `--json` prints it; a seed beyond 2^53 is a string. */
export function json(report: unknown): string {
  return JSON.stringify(report, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2);
}

export const FIGURE_ENDINGS = ['.svg', '.png'] as const;
export const EIGENVALUE_ENDINGS = ['.npy', '.csv'] as const;

/** @throws UsageError for another ending than those in `endings`, or a path that cannot be written to */
export async function checkOutputPath(flag: string, path: unknown, endings: readonly string[]): Promise<string> {
  if (typeof path !== 'string' || !endings.includes(extname(path))) {
    throw new UsageError(`--${flag}: expected a file name that ends in ${endings.join(' or ')}, got ${path}`);
  }
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory()) throw new UsageError(`--${flag}: there is no folder ${dirname(path)}`);
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory()) throw new UsageError(`--${flag}: ${path} is a folder`);
  await checkWritable(path).catch((error: FileError) => {
    throw new UsageError(`--${flag}: ${error.message}`);
  });
  return path;
}

/** The path of `--out`, for a figure; null where there is none to write. */
export async function checkFigurePath(path: unknown): Promise<string | null> {
  return path === undefined ? null : checkOutputPath('out', path, FIGURE_ENDINGS);
}

export async function writeFigure(path: string, svg: string): Promise<void> {
  await writeFileAtomically(path, extname(path) === '.png' ? await renderPng(svg) : svg);
  process.stderr.write(`Figure written to ${path}\n`);
}

/** An array of trials x p as NPY, or a row for each eigenvalue as CSV. */
export function encodeEigenvalues(path: string, spectra: readonly Spectrum[]): string | Uint8Array {
  if (extname(path) === '.csv') return encodeEigenvaluesCsv(spectra);
  const [{ features }] = spectra;
  const all = new Float64Array(spectra.length * features);
  for (const [k, { eigenvalues }] of spectra.entries()) all.set(eigenvalues, k * features);
  return encodeNpy(all, [spectra.length, features]);
}
