/** The sweep file: a model with lists and ranges in it, how many trials of each cell, and what to keep of them. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ModelError } from '../errors';
import { type Axes, findAxes } from './axis';
import { type Cell, canonicalJson, enumerateCells, modelOf } from './cell';

const histogramSchema = z
  .strictObject({ from: z.number(), to: z.number(), bins: z.int().min(1).max(100_000) })
  .refine(({ from, to }) => from < to, 'from must be less than to');

const keepSchema = z.strictObject({
  eigenvalues: z.boolean().default(false).describe('all eigenvalues of each trial'),
  extremes: z.int().min(0).default(1).describe('how many of the smallest and of the largest eigenvalues'),
  alignments: z.boolean().default(false).describe('squared cosines of the extremes’ eigenvectors with the signals'),
  distances: z.boolean().default(false).describe('Kolmogorov-Smirnov and Wasserstein-1 of the bulk to the law'),
  histogram: histogramSchema.optional().describe('counts in equal bins'),
});

export const sweepSchema = z
  .strictObject({
    $schema: z.string().optional(),
    model: z.record(z.string(), z.json()).describe('a model file, with lists and ranges in place of values'),
    trials: z
      .int()
      .min(1)
      .max(2 ** 32)
      .describe('of each cell'),
    seed: z.int().min(0).default(0),
    keep: keepSchema.default({ eigenvalues: false, extremes: 1, alignments: false, distances: false }),
  })
  .describe('A sweep of hessian-eigenspectra');

export type Keep = z.infer<typeof keepSchema>;

/** A validated sweep. */
export interface Sweep extends Axes {
  /** The model as written, lists and ranges in it. */
  readonly model: unknown;
  readonly trials: number;
  readonly seed: number;
  readonly keep: Keep;
  readonly cells: readonly Cell[];
  /** SHA-256 of the content, whatever its layout. */
  readonly hash: string;
}

/** More would not fit into memory, nor into a life. */
const MAX_CELLS = 1_000_000;

/**
 * The sweep in the text of a sweep file.
 * @throws ModelError for text that is not JSON, fields that do not fit, and a cell whose model is not one
 */
export function parseSweepFile(text: string): Sweep {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ModelError('sweep file', 'valid JSON', (cause as Error).message);
  }
  const result = sweepSchema.safeParse(content);
  if (!result.success) throw new ModelError('sweep file', z.prettifyError(result.error), content);
  const { model, trials, seed, keep } = result.data;

  const axes = findAxes(model);
  const count = axes.axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MAX_CELLS) throw new ModelError('sweep file', `at most ${MAX_CELLS} cells`, count);
  const cells = enumerateCells(model, axes, seed);
  for (const cell of cells) {
    const { features } = modelOf(cell);
    if (keep.extremes > (features as number)) {
      throw new ModelError(`cell ${cell.index}: keep.extremes`, `at most ${features}, its features`, keep.extremes);
    }
  }
  const hash = createHash('sha256').update(canonicalJson({ model, trials, seed, keep })).digest('hex');
  return { ...axes, model, trials, seed, keep, cells, hash };
}

/** The content of a file that `parseSweepFile` makes the same sweep of. */
export function sweepFileOf({ model, trials, seed, keep }: Sweep) {
  return { model, trials, seed, keep };
}
