/** Sweeps from code, for Node: read one, plan it, run it (or a shard of it), merge it, draw it. */

export { renderSweepFigure, type SweepChart, type SweepFigureOptions } from '../plot/sweep-figure';
export type { Axis } from './axis';
export { type Cell, modelOf } from './cell';
export type { CellStatistics } from './cell-statistics';
export { chartOf } from './chart';
export { LockError } from './lock';
export { type MergeOptions, type MergeSummary, mergeSweep } from './merge';
export { type Plan, planSweep } from './plan';
export type { FailureRecord, TrialRecord } from './record';
export { type RunOptions, type RunSummary, runSweep, type SweepProgress } from './run';
export { parseShard, type Shard, shardOf } from './shard';
export { arrayScript, mergeScript, type SlurmOptions } from './slurm';
export type { Statistics } from './statistics';
export { type QuantitySummary, summarizeQuantity } from './summary';
export { type Keep, parseSweepFile, type Sweep } from './sweep-file';
