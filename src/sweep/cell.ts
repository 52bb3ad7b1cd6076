/** The cells of a sweep: one model for each combination of its axes' values, with a seed of its own. */

import { createHash } from 'node:crypto';
import { parseModelFile } from '../data/model-file';
import { ModelError } from '../errors';
import type { Model } from '../model/model';
import { type Axes, followedValue, type Path } from './axis';

export interface Cell {
  readonly index: number;
  /** One for each axis. */
  readonly values: readonly unknown[];
  /** The content of a model file. */
  readonly model: unknown;
  /** The seed of all its trials: trial t has NumPy's SeedSequence(seed, spawn_key=(t, k)). */
  readonly seed: number;
}

/** All cells, the last axis changing fastest. */
export function enumerateCells(model: unknown, axes: Axes, seed: number): Cell[] {
  const count = axes.axes.reduce((product, { values }) => product * values.length, 1);
  return Array.from({ length: count }, (_, index) => {
    const values: unknown[] = [];
    let rest = index;
    for (const axis of [...axes.axes].reverse()) {
      values.unshift(axis.values[rest % axis.values.length]);
      rest = Math.floor(rest / axis.values.length);
    }
    const cellModel = substitute(model, axes, values);
    return { index, values, model: cellModel, seed: seedOf(seed, cellModel) };
  });
}

/** The model with a value in the place of each axis and follower. */
export function substitute(model: unknown, { axes, followers }: Axes, values: readonly unknown[]): unknown {
  const copy = structuredClone({ model });
  for (const [k, { path }] of axes.entries()) place(copy, ['model', ...path], values[k]);
  for (const follower of followers) {
    const value = values[axes.findIndex(({ name }) => name === follower.of)] as number;
    place(copy, ['model', ...follower.path], followedValue(follower, value));
  }
  return copy.model;
}

/** @throws ModelError naming the cell whose model cannot be simulated */
export function modelOf({ index, model }: Cell): Model {
  try {
    const defined = parseModelFile(JSON.stringify(model));
    if (defined.samples !== null) return defined;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new ModelError(`cell ${index}: ${error.argument}`, error.expected, error.got);
  }
  throw new ModelError(`cell ${index}: model`, 'samples and features (a simulation needs a size)', 'an aspectRatio');
}

/**
 * The first 53 bits of the SHA-256 of the sweep's seed and the cell's model: it stays the same whatever else is swept, and
 * however the work is split.
 */
function seedOf(seed: number, model: unknown): number {
  const digest = createHash('sha256')
    .update(canonicalJson([seed, model]))
    .digest();
  return Number(digest.readBigUInt64BE() >> 11n);
}

/** JSON with the keys of objects in alphabetical order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, entry) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}

function place(target: object, path: Path, value: unknown): void {
  const parent = path.slice(0, -1).reduce((node, key) => (node as Record<string, unknown>)[key], target as unknown);
  (parent as Record<string, unknown>)[path[path.length - 1]] = structuredClone(value);
}
