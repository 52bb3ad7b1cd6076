/** A worker: a process of its own with one engine, which computes batches of trials and hands over what is kept of each as it is done. */

import workerpool from 'workerpool';
import { matchEigenvalues } from '../compare/matching';
import { parseModelFile } from '../data/model-file';
import type { Law } from '../law/law';
import { limitingLaw } from '../law/limiting-law';
import type { Model } from '../model/model';
import { type Distance, distanceTo } from '../numerics/sample-statistics';
import { Engine } from '../simulation/engine';
import { simulate } from '../simulation/simulate';
import type { Spectrum } from '../simulation/spectrum';
import { encodeFloats, type TrialRecord } from './shard-file';
import type { Keep } from './sweep-file';

export interface BatchRequest {
  /** Tells cells of different sweeps apart. */
  readonly sweep: string;
  readonly cell: number;
  readonly model: unknown;
  readonly seed: number;
  readonly keep: Keep;
  readonly trials: readonly number[];
}

export interface FailedTrial {
  readonly trial: number;
  readonly name: string;
  readonly message: string;
}

/** Trials of a batch that are done: lines for the shard, without their line ends. */
export interface BatchReport {
  readonly trials: readonly number[];
  readonly lines: readonly string[];
  readonly failures: readonly FailedTrial[];
}

/** Trials shorter than this go out several at a time: a message costs the coordinating process some 0.3 ms of a core. */
const REPORT_MILLISECONDS = 20;

let engine: Promise<Engine> | undefined;
let current: CellMeasurement | undefined;

async function computeBatch(request: BatchRequest): Promise<void> {
  engine ??= Engine.create();
  if (!current?.isOf(request)) current = new CellMeasurement(request);
  const measurement = current;
  let report = emptyReport();
  let reported = performance.now();
  const send = () => {
    if (report.trials.length + report.failures.length > 0) workerpool.workerEmit(report);
    report = emptyReport();
    reported = performance.now();
  };
  for (const trial of request.trials) {
    try {
      report.lines.push(JSON.stringify(await measurement.measure(trial, await engine)));
      report.trials.push(trial);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      report.failures.push({ trial, name, message });
    }
    if (performance.now() - reported > REPORT_MILLISECONDS) send();
  }
  send();
}

function emptyReport() {
  return { trials: [] as number[], lines: [] as string[], failures: [] as FailedTrial[] };
}

/** Measures the trials of one cell. */
class CellMeasurement {
  readonly #request: BatchRequest;
  readonly #model: Model;
  #law: Law | null = null;

  constructor(request: BatchRequest) {
    this.#request = request;
    this.#model = parseModelFile(JSON.stringify(request.model));
  }

  isOf({ sweep, cell }: BatchRequest): boolean {
    return sweep === this.#request.sweep && cell === this.#request.cell;
  }

  async measure(trial: number, engine: Engine): Promise<TrialRecord> {
    const { cell, seed, keep } = this.#request;
    const model = this.#model;
    const start = performance.now();
    const count = keep.extremes;
    const features = model.features as number;
    const low = Array.from({ length: count }, (_, k) => k);
    const high = low.map((k) => features - 1 - k);
    const spectrum = await simulate(model, { seed, trial, engine, pairs: keep.alignments ? [...low, ...high] : [] });
    const { eigenvalues } = spectrum;
    const at = (indices: readonly number[]) => indices.map((index) => eigenvalues[index]);
    return {
      cell,
      trial,
      ...(count > 0 && { smallest: at(low), largest: at(high) }),
      ...(keep.alignments && {
        smallestAlignment: alignmentsAt(spectrum, low),
        largestAlignment: alignmentsAt(spectrum, high),
      }),
      ...(keep.distances && { distance: this.#distance(eigenvalues) }),
      ...(keep.histogram && { histogram: countInBins(eigenvalues, keep.histogram) }),
      ...(keep.eigenvalues && { eigenvalues: encodeFloats(eigenvalues) }),
      milliseconds: Math.round(1000 * (performance.now() - start)) / 1000,
    };
  }

  /** The distance of the bulk, outliers and structural zeros left out, to the law's continuous part. */
  #distance(eigenvalues: Float64Array): Distance {
    this.#law ??= limitingLaw(this.#model);
    const law = this.#law;
    const bulk = matchEigenvalues(eigenvalues, law).bulks.flatMap((values) => Array.from(values));
    const continuousMass = 1 - law.atomAtZero;
    return distanceTo(Float64Array.from(bulk), (x) => (law.cdf(x) - (x >= 0 ? law.atomAtZero : 0)) / continuousMass);
  }
}

function alignmentsAt({ pairs }: Spectrum, indices: readonly number[]) {
  return indices.map((index) => pairs.find((pair) => pair.index === index)?.alignment ?? {});
}

/** Counts in equal bins of [from, to], the last one closed; what lies outside is in none. */
function countInBins(values: Float64Array, { from, to, bins }: NonNullable<Keep['histogram']>): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (value >= from && value <= to) counts[Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))]++;
  }
  return counts;
}

// Ctrl-C reaches the whole process group: it is the parent that decides when its workers end.
process.on('SIGINT', () => {});
workerpool.worker({ computeBatch });
