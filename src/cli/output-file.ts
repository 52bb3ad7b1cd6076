/** Files that commands write: the format follows the name's ending, and is checked before anything is computed. */

import { stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Comparison } from '../compare/comparison';
import { encodeEigenvaluesCsv } from '../data/csv';
import { encodeNpy } from '../data/npy';
import { checkWritable } from '../data/save';
import type { FileError } from '../errors';
import { renderFigure } from '../plot/comparison-figure';
import { renderPng } from '../plot/png';
import type { Spectrum } from '../simulation/spectrum';
import { UsageError } from './arguments';

/**
 * @throws UsageError for another ending than those in `endings`, or a path that cannot be written to
 */
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

export const FIGURE_ENDINGS = ['.svg', '.png'] as const;
export const EIGENVALUE_ENDINGS = ['.npy', '.csv'] as const;

export async function encodeFigure(path: string, comparison: Comparison): Promise<string | Uint8Array> {
  return encodeSvg(path, await renderFigure(comparison));
}

/** As it is, or as PNG. */
export async function encodeSvg(path: string, svg: string): Promise<string | Uint8Array> {
  return extname(path) === '.png' ? renderPng(svg) : svg;
}

/** NPY: an array of trials x p. CSV: a row for each eigenvalue. */
export function encodeEigenvalues(path: string, spectra: readonly Spectrum[]): string | Uint8Array {
  if (extname(path) === '.csv') return encodeEigenvaluesCsv(spectra);
  const [{ features }] = spectra;
  const all = new Float64Array(spectra.length * features);
  for (const [k, { eigenvalues }] of spectra.entries()) all.set(eigenvalues, k * features);
  return encodeNpy(all, [spectra.length, features]);
}
