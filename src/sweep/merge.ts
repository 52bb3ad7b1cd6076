/**
 * Merges a sweep's shards: one row a trial, by cell and trial, and statistics for each cell. The same sweep gives the same
 * bytes, however it was split, stopped and started again. Where it was computed is told by a file of its own.
 */

import { join } from 'node:path';
import { type Column, csvRow } from '../data/csv';
import { NpzWriter } from '../data/npz';
import { encodeParquet } from '../data/parquet';
import { FileDraft, writeFileAtomically } from '../data/save';
import { DependencyError, ModelError } from '../errors';
import { VERSION } from '../version';
import { valueText } from './axis';
import { type Cell, modelOf } from './cell';
import { SweepFolder } from './folder';
import { type Quantity, quantitiesOf } from './quantity';
import { decodeFloats, type FailureRecord, type TrialRecord } from './shard-file';
import { ShardIndex } from './shard-index';
import { CellStatistics, predictionsOf, STATISTICS_HEAD } from './statistics';
import type { Sweep } from './sweep-file';

export interface MergeOptions {
  /** Merge what is there, even if trials are missing. */
  readonly partial?: boolean;
  readonly signal?: AbortSignal;
}

export interface MergeSummary {
  readonly sweep: Sweep;
  readonly trials: number;
  readonly missing: number;
  readonly failures: readonly FailureRecord[];
  /** Damaged lines of shards, whose trials count as missing. */
  readonly damaged: number;
  readonly files: readonly string[];
  readonly statistics: readonly CellStatistics[];
}

/** @throws ModelError if trials are missing, and neither failed nor `partial` is asked for */
export async function mergeSweep(out: string, { partial = false, signal }: MergeOptions = {}): Promise<MergeSummary> {
  const folder = new SweepFolder(out);
  const sweep = await folder.sweep();
  const index = ShardIndex.read(folder.shards, sweep);
  const { failures } = index;
  const trials = index.done;
  const missing = sweep.cells.length * sweep.trials - trials - failures.length;
  if (missing > 0 && !partial) {
    throw new ModelError(out, 'a finished sweep (or --partial)', `one with ${missing} trials to go`);
  }
  const quantities = quantitiesOf(sweep);
  const table = new TrialTable(sweep, quantities);
  const statistics: CellStatistics[] = [];
  const csv = await FileDraft.open(join(out, 'trials.csv'));
  const eigenvalues = new NpzWriter(join(out, 'eigenvalues'));
  const histograms = new NpzWriter(join(out, 'histograms'));
  const files: string[] = [];
  try {
    await csv.write(csvRow(table.head));
    for (const [cell, records] of byCell(sweep, index)) {
      signal?.throwIfAborted();
      for (const record of records) await csv.write(csvRow(table.add(cell, record)));
      if (sweep.keep.eigenvalues) await addEigenvalues(eigenvalues, sweep, cell, records);
      if (sweep.keep.histogram) await addHistograms(histograms, sweep, cell, records);
      statistics.push(new CellStatistics(cell, quantities, records, predictionsOf(modelOf(cell), quantities)));
    }
    await csv.commit();
    files.push(csv.path, ...(await eigenvalues.commit()), ...(await histograms.commit()));
  } catch (error) {
    await Promise.all([csv.discard(), eigenvalues.discard(), histograms.discard()]);
    throw error;
  }
  const write = async (name: string, content: string | Uint8Array) => {
    await writeFileAtomically(join(out, name), content);
    files.push(join(out, name));
  };
  const rows = statistics.flatMap((cell) => cell.rows());
  await write('statistics.csv', [[...axisNames(sweep), ...STATISTICS_HEAD], ...rows].map(csvRow).join(''));
  const failed = failures.map(({ cell, trial, error }) => [cell, trial, error.name, error.message]);
  if (failed.length > 0)
    await write('failures.csv', [['cell', 'trial', 'error', 'message'], ...failed].map(csvRow).join(''));
  await encodeParquet(table.columns, { version: VERSION, sweep: JSON.stringify(sweep.model), hash: sweep.hash }).then(
    (bytes) => write('trials.parquet', bytes),
    (error) => {
      if (!(error instanceof DependencyError)) throw error;
    },
  );
  const origin = { version: VERSION, hash: sweep.hash, seed: sweep.seed, trials, missing, failed: failures.length };
  const shards = index.headers.map(({ shard, started, machine: { host } }) => ({ shard, started, host }));
  await write('provenance.json', `${JSON.stringify({ ...origin, machines: index.machines, shards }, null, 2)}\n`);
  return { sweep, trials, missing, failures, damaged: index.damaged, files, statistics };
}

function axisNames({ axes }: Sweep): string[] {
  return ['cell', ...axes.map(({ name }) => name)];
}

/** Each cell with the records of its trials, in order. */
function* byCell(sweep: Sweep, index: ShardIndex): Generator<[Cell, TrialRecord[]], void, undefined> {
  const records = index.records();
  let next = records.next();
  for (const cell of sweep.cells) {
    const own: TrialRecord[] = [];
    for (; !next.done && next.value.cell === cell.index; next = records.next()) own.push(next.value);
    yield [cell, own];
  }
}

/** `cell_<index>`: trials x p; a trial that is missing is a row of NaN. */
async function addEigenvalues(
  npz: NpzWriter,
  sweep: Sweep,
  cell: Cell,
  records: readonly TrialRecord[],
): Promise<void> {
  const rows = records.map(({ trial, eigenvalues }) => ({ trial, values: decodeFloats(eigenvalues as string) }));
  await addRows(npz, cell, sweep.trials, rows);
}

/** `cell_<index>`: trials x bins of counts. */
async function addHistograms(npz: NpzWriter, sweep: Sweep, cell: Cell, records: readonly TrialRecord[]): Promise<void> {
  const { from, to, bins } = sweep.keep.histogram as NonNullable<Sweep['keep']['histogram']>;
  if (cell.index === 0) {
    const edges = Float64Array.from({ length: bins + 1 }, (_, k) => from + ((to - from) * k) / bins);
    await npz.add('edges', edges, [bins + 1]);
  }
  const rows = records.map(({ trial, histogram }) => ({ trial, values: Float64Array.from(histogram as number[]) }));
  await addRows(npz, cell, sweep.trials, rows);
}

async function addRows(
  npz: NpzWriter,
  { index }: Cell,
  trials: number,
  rows: readonly { readonly trial: number; readonly values: Float64Array }[],
): Promise<void> {
  const width = rows[0]?.values.length ?? 0;
  const all = new Float64Array(trials * width).fill(Number.NaN);
  for (const { trial, values } of rows) all.set(values, trial * width);
  await npz.add(`cell_${index}`, all, [trials, width]);
}

/** The table of all trials, built row by row: cell, trial, seed, the axes' values, the quantities. */
class TrialTable {
  readonly columns: readonly (Column & { readonly values: (number | string | null)[] })[];
  readonly #quantities: readonly Quantity[];

  constructor(sweep: Sweep, quantities: readonly Quantity[]) {
    this.#quantities = quantities;
    const number = (name: string) => ({ name, type: 'number' as const, values: [] });
    const axes = sweep.axes.map(({ name, values }) => ({
      name,
      type: values.every((value) => typeof value === 'number') ? ('number' as const) : ('text' as const),
      values: [],
    }));
    this.columns = [...['cell', 'trial', 'seed'].map(number), ...axes, ...quantities.map(({ name }) => number(name))];
  }

  get head(): string[] {
    return this.columns.map(({ name }) => name);
  }

  /** The row that was added. */
  add(cell: Cell, record: TrialRecord): (number | string | null)[] {
    const numbers = this.#quantities.map((quantity) => quantity.of(record));
    const row = [cell.index, record.trial, cell.seed, ...cell.values, ...numbers].map((value, k) =>
      this.columns[k].type === 'text' ? valueText(value) : (value as number | null),
    );
    for (const [k, value] of row.entries()) this.columns[k].values.push(value);
    return row;
  }
}
