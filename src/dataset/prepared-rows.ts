/**
 * A data set once its rows have been looked through: what is computed on, and what there is to say about it.
 *
 * Columns that are zero in every row are left out before anything is computed: each is a zero eigenvalue and nothing else, and the
 * law is that of the others. What is found of these is put back in its place among all.
 */

import { ModelError } from '../errors';
import type { Loss } from '../model/model';
import { type ColumnScales, heldRows, type RowSource, standardizedRows } from '../rows/row-source';
import type { Eigenpair } from '../simulation/spectrum';
import { type CodedLabels, codeLabels } from './dataset';
import { type Survey, surveyRows } from './survey';

/** The columns that are kept, ascending, of so many. */
export interface KeptColumns {
  readonly kept: Int32Array;
  readonly features: number;
}

export interface PreparedRows {
  /** The rows as they are used: standardized where that was asked for, without columns that are then zero in every row. */
  readonly source: RowSource;
  readonly columns: KeptColumns;
  readonly samples: number;
  readonly labels: CodedLabels;
  /** The sample mean of the rows as they are used, kept columns alone; zero where they are standardized by themselves. */
  readonly mean: Float64Array;
  /** What was found in the rows as they were given. */
  readonly survey: Survey;
  /** What the rows were standardized by. */
  readonly scales: ColumnScales | null;
}

export interface PreparationNeeds {
  readonly loss: Loss;
  /** 'own' is by their own means and standard deviations; else by those given, or not at all. */
  readonly standardize: 'own' | ColumnScales | null;
  /** Put before the names in messages. */
  readonly prefix: string;
}

/** @throws ModelError for labels that are not as many as the rows, for columns that are all zero, and as `surveyRows` and `codeLabels` do */
export async function prepareRows(
  given: { readonly source: RowSource; readonly labels: Float64Array },
  { loss, standardize, prefix }: PreparationNeeds,
  breathe: () => Promise<void>,
): Promise<PreparedRows> {
  const labels = codeLabels(`${prefix}labels`, given.labels, loss);
  const held = await heldRows(given.source, breathe);
  const survey = await surveyRows(held, breathe);
  const { samples } = survey;
  if (samples !== labels.values.length) {
    throw new ModelError(
      `${prefix}labels`,
      `${samples} numbers (the rows of ${held.name})`,
      `${labels.values.length} numbers`,
    );
  }
  const scales = standardize === 'own' ? { centers: survey.means, scales: survey.deviations } : standardize;
  const used = (values: Float64Array) =>
    scales === null
      ? values
      : values.map((value, j) => (scales.scales[j] === 0 ? 0 : (value - scales.centers[j]) / scales.scales[j]));
  const means = used(survey.means);
  const zeros = new Set(survey.constant.filter((j) => means[j] === 0));
  const isZero = (j: number) => zeros.has(j) || scales?.scales[j] === 0;
  const columns = {
    kept: Int32Array.from(means.keys()).filter((j) => !isZero(j)),
    features: means.length,
  };
  if (columns.kept.length === 0) throw new ModelError(held.name, 'a column that is not constant', 'none');
  const source = scales === null ? held : standardizedRows(held, scales);
  return {
    ...{ source: keptRows(source, columns), columns, samples, labels, survey, scales },
    // The mean of standardized rows is zero to rounding, so that its direction would be one of noise.
    mean: standardize === 'own' ? new Float64Array(columns.kept.length) : ofKept(means, columns),
  };
}

export function keptRows(source: RowSource, { kept, features }: KeptColumns): RowSource {
  if (kept.length === features) return source;
  const columns = kept.length;
  return {
    ...source,
    columns,
    async *chunks(count) {
      let values = new Float64Array(0);
      for await (const rows of source.chunks(count)) {
        const height = rows.length / features;
        if (values.length < height * columns) values = new Float64Array(height * columns);
        for (let i = 0; i < height; i++) {
          for (let k = 0; k < columns; k++) values[i * columns + k] = rows[i * features + kept[k]];
        }
        yield values.subarray(0, height * columns);
      }
    },
  };
}

/** The entries of p numbers that belong to kept columns. */
export function ofKept(values: Float64Array, { kept }: KeptColumns): Float64Array {
  return Float64Array.from(kept, (column) => values[column]);
}

/** p numbers: zero where no column was kept. */
export function amongAll(values: Float64Array, { kept, features }: KeptColumns): Float64Array {
  const all = new Float64Array(features);
  for (const [k, column] of kept.entries()) all[column] = values[k];
  return all;
}

/** The index that an eigenvalue has once the zeros are there: they come before the positive ones. */
export function shifted<Indexed extends Pick<Eigenpair, 'index' | 'eigenvalue'>>(
  entry: Indexed,
  { kept, features }: KeptColumns,
): Indexed {
  return entry.eigenvalue > 0 ? { ...entry, index: entry.index + features - kept.length } : entry;
}
