/** From what a user writes to a covariance: its kinds, checked. */

import { checkName, checkNumber, checkNumbers, checkObject } from '../check';
import { ModelError } from '../errors';
import { cholesky } from '../numerics/cholesky';
import type { AtomicCovariance, Covariance, DenseCovariance } from './model';

const IDENTITY: AtomicCovariance = { kind: 'atoms', eigenvalues: [1], weights: [1] };

export const COVARIANCE_KINDS = [
  'identity',
  'atoms',
  'diagonal',
  'toeplitz',
  'power-law',
  'uniform',
  'marchenko-pastur',
  'matrix',
] as const;

type CovarianceKind = (typeof COVARIANCE_KINDS)[number];

/** What `defineModel` takes as `covariance`. */
export type CovarianceInput =
  | 'identity'
  | { readonly kind: 'identity' }
  | { readonly kind?: 'atoms'; readonly eigenvalues: readonly number[]; readonly weights: readonly number[] }
  | { readonly kind: 'diagonal'; readonly values: readonly number[] | Float64Array }
  | { readonly kind: 'toeplitz'; readonly correlation: number; readonly variance?: number }
  | { readonly kind: 'power-law'; readonly exponent: number; readonly from: number; readonly to: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  | { readonly kind: 'marchenko-pastur'; readonly aspectRatio: number; readonly variance?: number }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly number[] | Float64Array)[] };

/** The fields of each kind beside `kind`. */
const FIELDS: Readonly<Record<CovarianceKind, readonly string[]>> = {
  identity: [],
  atoms: ['eigenvalues', 'weights'],
  diagonal: ['values'],
  toeplitz: ['correlation', 'variance'],
  'power-law': ['exponent', 'from', 'to'],
  uniform: ['from', 'to'],
  'marchenko-pastur': ['aspectRatio', 'variance'],
  matrix: ['rows'],
};

/** Weights may miss 1 by their rounding alone. */
const WEIGHT_SUM_TOLERANCE = 1e-12;
/** Entries beside each other in a product of rounded matrices differ by about this, relative to the variances. */
const SYMMETRY_TOLERANCE = 1e-12;

/**
 * A covariance, checked; the identity by default.
 * @throws ModelError naming the entry or the defect.
 */
export function defineCovariance(input: unknown, features: number | null = null): Covariance {
  if (input === undefined || input === 'identity') return IDENTITY;
  const every = ['kind', ...new Set(Object.values(FIELDS).flat())];
  const { kind: name = 'atoms' } = checkObject('covariance', input, every);
  const kind = checkName('covariance.kind', name, COVARIANCE_KINDS);
  const fields = checkObject('covariance', input, ['kind', ...FIELDS[kind]]);
  const positive = (field: string, value = fields[field]) => checkNumber(`covariance.${field}`, value, { above: 0 });
  switch (kind) {
    case 'identity':
      return IDENTITY;
    case 'atoms':
      return defineAtoms(fields);
    case 'diagonal': {
      const values = Float64Array.from(checkNumbers('covariance.values', fields.values, { above: 0 }));
      return { kind, values: checkLength('values', values, values.length, features) };
    }
    case 'toeplitz': {
      const correlation = checkNumber('covariance.correlation', fields.correlation, { above: -1, below: 1 });
      return { kind, correlation, variance: positive('variance', fields.variance ?? 1) };
    }
    case 'power-law':
      return { kind, exponent: checkNumber('covariance.exponent', fields.exponent), ...defineRange(fields) };
    case 'uniform':
      return { kind, ...defineRange(fields) };
    case 'marchenko-pastur': {
      const range = { above: 0, below: 1 };
      const aspectRatio = checkNumber('covariance.aspectRatio', fields.aspectRatio, range);
      return { kind, aspectRatio, variance: positive('variance', fields.variance ?? 1) };
    }
    case 'matrix':
      return defineMatrix(fields.rows, features);
  }
}

function defineAtoms(fields: Record<string, unknown>): AtomicCovariance {
  const eigenvalues = checkNumbers('covariance.eigenvalues', fields.eigenvalues, { above: 0 });
  const weights = checkNumbers('covariance.weights', fields.weights, { above: 0 });
  if (eigenvalues.length === 0) throw new ModelError('covariance.eigenvalues', 'at least one eigenvalue', eigenvalues);
  if (weights.length !== eigenvalues.length) {
    throw new ModelError('covariance.weights', `${eigenvalues.length} weights, one for each eigenvalue`, weights);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE * weights.length) {
    throw new ModelError('covariance.weights', 'weights that add to 1', `${JSON.stringify(weights)} (sum ${sum})`);
  }
  return { kind: 'atoms', eigenvalues, weights };
}

function defineRange(fields: Record<string, unknown>): { from: number; to: number } {
  const from = checkNumber('covariance.from', fields.from, { above: 0 });
  return { from, to: checkNumber('covariance.to', fields.to, { above: from }) };
}

function defineMatrix(rows: unknown, features: number | null): DenseCovariance {
  if (!Array.isArray(rows) || rows.length === 0) throw new ModelError('covariance.rows', 'an array of rows', rows);
  const order = checkLength('rows', rows, rows.length, features).length;
  const entries = new Float64Array(order * order);
  rows.forEach((row, i) => {
    const numbers = checkNumbers(`covariance.rows[${i}]`, row);
    if (numbers.length !== order) throw new ModelError(`covariance.rows[${i}]`, `${order} entries`, numbers.length);
    entries.set(numbers, i * order);
  });
  symmetrize(entries, order);
  const { factor, failure } = cholesky(entries, order);
  if (failure) {
    const { row, pivot } = failure;
    const given = row === 0 ? '' : ` given the ${row} before it`;
    throw new ModelError(
      `covariance.rows[${row}]`,
      'a positive definite matrix',
      `one whose coordinate ${row} has variance ${pivot}${given}`,
    );
  }
  return { kind: 'matrix', order, entries, factor };
}

/** Takes the mean of entries that differ by rounding alone. */
function symmetrize(entries: Float64Array, order: number): void {
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [entries[i * order + j], entries[j * order + i]];
      if (below === above) continue;
      const size = Math.sqrt(Math.abs(entries[i * order + i] * entries[j * order + j]));
      if (!(Math.abs(below - above) <= SYMMETRY_TOLERANCE * size)) {
        throw new ModelError(`covariance.rows[${i}][${j}]`, `${above}, as at [${j}][${i}] (a symmetric matrix)`, below);
      }
      entries[i * order + j] = entries[j * order + i] = (below + above) / 2;
    }
  }
}

function checkLength<T>(field: string, value: T, length: number, features: number | null): T {
  if (length === 0) throw new ModelError(`covariance.${field}`, 'at least one entry', length);
  if (features !== null && length !== features) {
    throw new ModelError(`covariance.${field}`, `${features} entries, one for each feature`, length);
  }
  return value;
}
