/** What a sweep will take: trials, time, memory and disk, before anything is computed. */

import { availableParallelism } from 'node:os';
import { defineModel } from '../model/define-model';
import type { Model } from '../model/model';
import { Engine } from '../simulation/engine';
import { simulate } from '../simulation/simulate';
import { modelOf } from './cell';
import { estimateMilliseconds } from './shard';
import type { Sweep } from './sweep-file';

export interface Plan {
  readonly cells: number;
  readonly trials: number;
  readonly workers: number;
  /** The time that one worker would take, and the time with `workers` of them. */
  readonly workerMilliseconds: number;
  readonly milliseconds: number;
  /** About what the largest cell's worker needs. */
  readonly workerBytes: number;
  /** What the shards take on disk; merged files take up to twice as much again. */
  readonly resultBytes: number;
  /** Cells that do not fit into WebAssembly's 4 GiB. */
  readonly tooLarge: readonly number[];
}

/** A process of Node with the engine loaded. */
const PROCESS_BYTES = 120 * 2 ** 20;
/** Samples of X that are held at once, in each of two forms. */
const CHUNK = 192;
const ADDRESS_SPACE_BYTES = 2 ** 32;

/** Times a small trial on this machine, and scales. */
export async function planSweep(sweep: Sweep, workers = availableParallelism()): Promise<Plan> {
  const speed = await relativeTime();
  const models = sweep.cells.map(modelOf);
  const sum = (of: (model: Model) => number) => models.reduce((total, model) => total + of(model), 0);
  const workerMilliseconds = speed * sweep.trials * sum(estimateMilliseconds);
  const bytes = models.map((model) => trialBytes(model, sweep.keep.alignments));
  return {
    cells: models.length,
    trials: models.length * sweep.trials,
    workers,
    workerMilliseconds,
    milliseconds: workerMilliseconds / Math.min(workers, models.length * sweep.trials),
    workerBytes: PROCESS_BYTES + bytes.reduce((largest, size) => Math.max(largest, size), 0),
    resultBytes: sweep.trials * sum((model) => lineBytes(model, sweep)),
    tooLarge: [...bytes.keys()].filter((k) => bytes[k] > ADDRESS_SPACE_BYTES),
  };
}

/** This machine's time of a trial, in units of the estimate. */
async function relativeTime(): Promise<number> {
  const model = defineModel({ samples: 450, features: 150, response: 'logistic', loss: 'logistic' });
  const engine = await Engine.create();
  const times: number[] = [];
  for (let trial = 0; trial < 8; trial++) {
    const start = performance.now();
    await simulate(model, { trial, engine });
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[2] / estimateMilliseconds(model);
}

/** H as a packed triangle (and a copy for residuals of eigenpairs), two panels of X. */
function trialBytes({ features }: Model, keepsMatrix: boolean): number {
  const p = features as number;
  return (keepsMatrix ? 2 : 1) * 4 * p * (p + 8) + 2 * 8 * CHUNK * p;
}

/** Base64 takes four bytes for three, a number about 20 characters. */
function lineBytes({ features }: Model, { keep }: Sweep): number {
  const numbers = 2 * keep.extremes * (keep.alignments ? 4 : 1) + (keep.distances ? 2 : 0);
  const eigenvalues = keep.eigenvalues ? Math.ceil(((features as number) * 8) / 3) * 4 : 0;
  return 120 + 20 * numbers + eigenvalues + 3 * (keep.histogram?.bins ?? 0);
}
