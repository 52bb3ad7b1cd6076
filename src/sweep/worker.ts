/** A worker: a process of its own with one engine, which computes batches of trials and hands over each as it is done. */

import workerpool from 'workerpool';
import { parseModelFile } from '../data/model-file';
import { Engine } from '../simulation/engine';
import { CellMeasurement } from './measurement';
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
let current: { readonly key: string; readonly measurement: CellMeasurement } | undefined;

function measurementOf({ sweep, cell, model, seed, keep }: BatchRequest): CellMeasurement {
  const key = `${sweep} ${cell}`;
  if (current?.key !== key) {
    current = { key, measurement: new CellMeasurement(cell, parseModelFile(JSON.stringify(model)), seed, keep) };
  }
  return current.measurement;
}

async function computeBatch(request: BatchRequest): Promise<void> {
  engine ??= Engine.create();
  const measurement = measurementOf(request);
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

// Ctrl-C reaches the whole process group: it is the parent that decides when its workers end.
process.on('SIGINT', () => {});
workerpool.worker({ computeBatch });
