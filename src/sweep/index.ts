/** Sweeps from code, for Node: read one, plan it, run it (or a shard of it), merge it, draw it. */

export { renderSweepFigure, type SweepChart, type SweepFigureOptions } from '../plot/sweep-figure';
export type { Axis } from './axis';
export { type Cell, modelOf } from './cell';
export { chartOf } from './chart';
export { LockError } from './lock';
export { type MergeOptions, type MergeSummary, mergeSweep } from './merge';
export { type Plan, planSweep } from './plan';
export { type RunOptions, type RunSummary, runSweep, type SweepProgress } from './run';
export { parseShard, type Shard, shardOf } from './shard';
export type { FailureRecord, TrialRecord } from './shard-file';
export { arrayScript, mergeScript, type SlurmOptions } from './slurm';
export { type CellStatistics, type QuantitySummary, type Statistics, summarizeQuantity } from './statistics';
export { type Keep, parseSweepFile, type Sweep } from './sweep-file';
