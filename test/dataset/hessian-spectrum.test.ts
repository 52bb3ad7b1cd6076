/** The Hessian of given data, against NumPy, against the definition, and its refusals. */

import { describe, expect, it } from 'vitest';
import type { DatasetInput } from '../../src/dataset/dataset';
import { hessianSpectrum } from '../../src/dataset/hessian-spectrum';
import { ConvergenceError, ModelError } from '../../src/errors';
import type { LossName } from '../../src/model/losses';
import { checkedRows, type RowSource, rowsOf } from '../../src/rows/row-source';
import { jacobiEigensystem } from '../reference/jacobi';
import { naiveHessian } from '../reference/naive-hessian';
import reference from '../reference/numpy-dataset.json';
import { countLabels, datasetFeatures, datasetWeights, signLabels } from './small-data';

const { samples: n, features: p } = reference;
const X = datasetFeatures(n, p);
const w = datasetWeights(p);
const y = signLabels(n);
const logistic: DatasetInput = { features: X, labels: y, weights: w, loss: 'logistic' };

function labelsFor(loss: string): Float64Array {
  return loss === 'logistic' || loss === 'exponential' ? y : countLabels(n);
}

function normOf(values: Float64Array | null): number {
  return Math.max(...(values as Float64Array).map(Math.abs));
}

async function refusal(input: Promise<unknown>): Promise<string> {
  const error = await input.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ModelError);
  return (error as Error).message;
}

describe('against NumPy, to 1e-12 ||H||', () => {
  it.each(reference.cases.map((entry) => [JSON.stringify({ ...entry, eigenvalues: undefined }), entry] as const))(
    '%s',
    async (_, { loss, standardize, intercept, eigenvalues }) => {
      const found = await hessianSpectrum({
        features: X,
        labels: labelsFor(loss),
        loss: loss as LossName,
        weights: intercept === 0 ? w : Float64Array.of(...w, intercept),
        intercept: intercept !== 0,
        standardize,
      });
      const norm = normOf(Float64Array.from(eigenvalues));
      const off = Array.from(found.eigenvalues as Float64Array, (value, k) => Math.abs(value - eigenvalues[k]));
      expect(off.length).toBe(p);
      expect(Math.max(...off)).toBeLessThan(1e-12 * norm);
      expect(Math.abs(found.trace - eigenvalues.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-12 * norm * p);
      for (const { residual } of found.pairs) expect(residual).toBeLessThan(1e-13);
    },
  );
});

it('eigenvectors: their squared cosines with sample mean, w and teacher are those of Jacobi rotations', async () => {
  const teacher = datasetWeights(p).reverse();
  const found = await hessianSpectrum({ ...logistic, teacher }, { pairs: 2, covariance: null });
  const g = Float64Array.from({ length: n }, (_, i) => {
    const h = w.reduce((sum, value, j) => sum + value * X[i * p + j], 0);
    return 1 / (4 * Math.cosh(h / 2) ** 2);
  });
  const { vectors } = jacobiEigensystem(naiveHessian(X, g, p).values, p);
  const mean = w.map((_, j) => Array.from({ length: n }, (_, i) => X[i * p + j]).reduce((a, b) => a + b) / n);
  expect(found.pairs.map(({ index }) => index)).toEqual([0, 1, p - 2, p - 1]);
  for (const { index, alignment } of found.pairs) {
    for (const [name, signal] of Object.entries({ mean, w, wStar: teacher })) {
      const dot = signal.reduce((sum, value, j) => sum + value * vectors[index][j], 0);
      const expected = dot ** 2 / signal.reduce((sum, value) => sum + value * value, 0);
      expect(alignment[name as 'mean']).toBeCloseTo(expected, 9);
    }
  }
});

describe('rows from anywhere', () => {
  it('a source gives the bits of an array', async () => {
    const { eigenvalues } = await hessianSpectrum(logistic);
    const streamed = await hessianSpectrum({ ...logistic, features: rowsOf(X, p) });
    expect(streamed.eigenvalues).toEqual(eigenvalues);
  });

  it('a source that gives chunks of another size is refused, not believed', async () => {
    const wrong: RowSource = { ...rowsOf(X, p), chunks: () => [X] };
    expect(await refusal(hessianSpectrum({ ...logistic, features: wrong }))).toMatch(
      /chunks of 192 rows of 30 numbers/,
    );
  });

  it('rows that become more, or fewer, between two passes are refused', async () => {
    const shrinking = (change: number): RowSource => {
      let passes = 0;
      const chunks = (count: number) => rowsOf(X.subarray(0, (200 + change * passes++) * p), p).chunks(count);
      return checkedRows({ ...rowsOf(X, p), chunks });
    };
    for (const change of [-1, 1]) {
      const source = shrinking(change);
      const pass = async () => {
        for await (const rows of source.chunks(64)) expect(rows.length % p).toBe(0);
      };
      await pass();
      expect(await refusal(pass())).toMatch(/expected 200 rows, as when it was first read/);
    }
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
  ])('%s is refused with row and column, by name where there is one', async (word, value) => {
    const features = X.slice();
    features[217 * p + 4] = value;
    const message = await refusal(hessianSpectrum({ ...logistic, features }));
    expect(message).toBe(`features: row 217, column 4: expected a finite number, got ${word}`);
    const header = Array.from({ length: p }, (_, j) => `c${j}`);
    const named = { ...rowsOf(features, p, 'x.csv'), header };
    expect(await refusal(hessianSpectrum({ ...logistic, features: named }))).toMatch(
      /^x.csv: row 217, column 4 \(c4\):/,
    );
  });
});

describe('columns', () => {
  it('constant and equal ones are found, and give zero eigenvalues', async () => {
    const features = X.slice();
    for (let i = 0; i < n; i++) {
      features[i * p + 3] = 2.5;
      features[i * p + 9] = 0;
      features[i * p + 20] = features[i * p + 7];
      features[i * p + 21] = features[i * p + 7];
    }
    const found = await hessianSpectrum({ ...logistic, features, standardize: true });
    expect(found.survey.constant).toEqual([3, 9]);
    expect(found.survey.duplicates).toEqual([
      [20, 7],
      [21, 7],
    ]);
    const values = found.eigenvalues as Float64Array;
    expect(values.filter((value) => Math.abs(value) < 1e-13 * values[p - 1]).length).toBe(4);
    expect(found.pairs[0].eigenvalue).toBeGreaterThan(1e-6);
  });

  it('a difference in one bit of one row keeps columns apart; zeros of either sign do not', async () => {
    const features = X.slice();
    for (let i = 0; i < n; i++) features[i * p + 8] = features[i * p + 7];
    features[5 * p + 7] = 0;
    features[5 * p + 8] = -0;
    expect((await hessianSpectrum({ ...logistic, features })).survey.duplicates).toEqual([[8, 7]]);
    features[5 * p + 8] = Number.MIN_VALUE;
    expect((await hessianSpectrum({ ...logistic, features })).survey.duplicates).toEqual([]);
  });

  it('means and deviations are those of the definition', async () => {
    const { survey } = await hessianSpectrum(logistic);
    for (const j of [0, 17, 29]) {
      const column = Array.from({ length: n }, (_, i) => X[i * p + j]);
      const mean = column.reduce((a, b) => a + b) / n;
      const deviation = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n);
      expect(Math.abs(survey.means[j] - mean)).toBeLessThan(1e-14);
      expect(Math.abs(survey.deviations[j] / deviation - 1)).toBeLessThan(1e-13);
    }
  });
});

describe('labels', () => {
  it('classes 0 and 1 give what -1 and 1 give, and are said', async () => {
    const signs = await hessianSpectrum({ ...logistic, loss: 'exponential' });
    const classes = await hessianSpectrum({
      ...logistic,
      loss: 'exponential',
      labels: y.map((sign) => (sign + 1) / 2),
    });
    expect(classes.eigenvalues).toEqual(signs.eigenvalues);
    expect([signs.labels, classes.labels]).toEqual(['signs', 'classes']);
  });

  it.each([
    ['classes 1 and 2', y.map((sign) => (sign + 3) / 2), 'logistic', /row 0: expected classes 0 and 1, or -1 and 1/],
    ['0, 1 and -1', y.with(0, 0), 'logistic', /^labels: row \d+: expected classes/],
    ['a count of 1.5', countLabels(n).with(4, 1.5), 'poisson', /row 4: expected a count/],
    ['NaN', y.with(7, Number.NaN), 'square', /row 7: expected a finite number, got NaN/],
    ['one too few', y.slice(1), 'square', /multiple of 239 numbers/],
  ] as const)('%s: refused', async (_, labels, loss, message) => {
    expect(await refusal(hessianSpectrum({ ...logistic, labels: Float64Array.from(labels), loss }))).toMatch(message);
  });

  it('a source of other rows than labels is refused', async () => {
    const input = { ...logistic, features: rowsOf(X, p), labels: y.slice(1) };
    expect(await refusal(hessianSpectrum(input))).toMatch(
      /labels: expected 240 numbers \(the rows of features\), got "239/,
    );
  });
});

describe('shapes', () => {
  it('p > n: at least p - n zeros', async () => {
    const rows = 20;
    const input = { ...logistic, features: X.subarray(0, rows * p), labels: y.subarray(0, rows) };
    const values = (await hessianSpectrum(input)).eigenvalues as Float64Array;
    expect(values.filter((value) => Math.abs(value) < 1e-13 * values[p - 1]).length).toBe(p - rows);
    expect(values[p - rows]).toBeGreaterThan(1e-6);
  });

  it.each([
    [{ weights: w.slice(1) }, /weights: expected 30 numbers/],
    [{ weights: w, intercept: true }, /weights: expected 31 numbers \(a weight for each feature, then the intercept\)/],
    [{ weights: w.with(3, Number.NaN) }, /weights\[3\]: expected a finite number/],
    [{ teacher: Float64Array.of(1) }, /teacher: expected 30 numbers/],
    [{ weights: undefined }, /weights: expected a Float64Array, or `fit`/],
    [{ features: Array.from(X) }, /features: expected a Float64Array, or a RowSource/],
    [{ loss: 'hinge' }, /loss: expected one of/],
    [{ standardize: 'yes' }, /standardize: expected true or false/],
  ])('%j', async (part, message) => {
    expect(await refusal(hessianSpectrum({ ...logistic, ...part } as DatasetInput))).toMatch(message);
  });

  it('a curvature that is not finite is refused with its row', async () => {
    const input = { ...logistic, loss: 'exponential' as const, weights: w.map((value) => 1e4 * value) };
    expect(await refusal(hessianSpectrum(input))).toMatch(/the curvature of row \d+, at w . x \+ intercept = -?\d/);
  });
});

describe('extremes alone', () => {
  it('are those among all eigenvalues', async () => {
    const all = await hessianSpectrum(logistic, { covariance: null });
    const few = await hessianSpectrum(logistic, { extremes: 3 });
    expect(few.eigenvalues).toBeNull();
    expect(few.pairs.map(({ index }) => index)).toEqual([0, 1, 2, p - 3, p - 2, p - 1]);
    for (const [k, pair] of few.pairs.entries()) {
      expect(Math.abs(pair.eigenvalue - all.pairs[k].eigenvalue)).toBeLessThan(1e-10 * normOf(all.eigenvalues));
      expect(pair.alignment.w).toBeCloseTo(all.pairs[k].alignment.w as number, 8);
    }
  });
});

describe('p too large for H', () => {
  it('finds the ends by passes over the rows: the eigenvalues of the n x n matrix with the same ones', async () => {
    const [rows, columns] = [36, 24_000];
    const features = Float64Array.from(
      { length: rows * columns },
      (_, k) => ((k * 7919 + (k % 263) ** 2) % 1021) / 512 - 1,
    );
    const labels = signLabels(rows);
    const weights = Float64Array.from({ length: columns }, (_, j) => (((j * 37) % 13) - 6) / 1024);
    const found = await hessianSpectrum({ features, labels, weights, loss: 'logistic' }, { extremes: 2 });
    expect(found.eigenvalues).toBeNull();
    expect(found.comparison).toBeNull();
    expect(found.lawReason).toMatch(/minutes/);
    const row = (i: number) => features.subarray(i * columns, (i + 1) * columns);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, j) => sum + value * b[j], 0);
    const roots = Array.from({ length: rows }, (_, i) => 1 / (2 * Math.cosh(dot(row(i), weights) / 2)));
    const gram = Float64Array.from({ length: rows * rows }, (_, k) => {
      const [i, j] = [Math.floor(k / rows), k % rows];
      return (roots[i] * roots[j] * dot(row(i), row(j))) / rows;
    });
    const { values } = jacobiEigensystem(gram, rows);
    const largest = values[rows - 1];
    const eigenvalues = found.pairs.map(({ eigenvalue }) => eigenvalue);
    expect(found.pairs.map(({ index }) => index)).toEqual([0, 1, columns - 2, columns - 1]);
    for (const [k, expected] of [0, 0, values[rows - 2], largest].entries()) {
      expect(Math.abs(eigenvalues[k] - expected)).toBeLessThan(1e-9 * largest);
    }
    expect(Math.abs(found.trace - values.reduce((a, b) => a + b))).toBeLessThan(1e-12 * rows * largest);
  });
});

describe('a fit', () => {
  /** The mean loss's gradient with the ridge, by its definition; the intercept's component last. */
  function gradientAt(parameters: Float64Array, ridge: number): number[] {
    const gradient = new Array<number>(p + 1).fill(0);
    for (let i = 0; i < n; i++) {
      let h = parameters[p] ?? 0;
      for (let j = 0; j < p; j++) h += parameters[j] * X[i * p + j];
      const slope = -y[i] / (1 + Math.exp(y[i] * h)) / n;
      for (let j = 0; j < p; j++) gradient[j] += slope * X[i * p + j];
      gradient[p] += slope;
    }
    return gradient.map((value, j) => (j < p ? value + ridge * parameters[j] : value));
  }

  it.each([false, true])('is where the gradient vanishes (intercept %s), and H is there', async (intercept) => {
    const { weights: _, ...rest } = logistic;
    const found = await hessianSpectrum({ ...rest, intercept }, { fit: { ridge: 0.05 } });
    const parameters = Float64Array.of(...found.w, found.intercept ?? 0);
    const gradient = gradientAt(parameters, 0.05).slice(0, intercept ? p + 1 : p);
    // The rows are about 30 long: 1e-10 of that.
    expect(Math.hypot(...gradient)).toBeLessThan(1e-8);
    expect(found.fit?.ridge).toBe(0.05);
    const given = await hessianSpectrum({ ...rest, intercept, weights: parameters.slice(0, intercept ? p + 1 : p) });
    expect(given.eigenvalues).toEqual(found.eigenvalues);
    expect(given.fit).toBeNull();
  });

  it('of labels that are separated, without a ridge: an error that says so', async () => {
    const rows = 20;
    const input = { features: X.subarray(0, rows * p), labels: y.subarray(0, rows), loss: 'logistic' as const };
    const error = await hessianSpectrum(input, { fit: {} }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConvergenceError);
    expect((error as Error).message).toMatch(/ridge/);
  });

  it('is refused beside weights, and for a loss with several minima', async () => {
    expect(await refusal(hessianSpectrum(logistic, { fit: {} }))).toMatch(/weights or fit, not both/);
    const input = { features: X, labels: y, loss: 'phase-retrieval' as const };
    expect(await refusal(hessianSpectrum(input, { fit: { ridge: 1 } }))).toMatch(
      /^fit: expected a loss that is convex/,
    );
  });
});

describe('held-out rows', () => {
  it('are standardized by the means and deviations of the others, at the same w', async () => {
    const half = n / 2;
    const parts = [X.subarray(0, half * p), X.subarray(half * p)];
    const [train, test] = [y.subarray(0, half), y.subarray(half)];
    const found = await hessianSpectrum(
      { features: parts[0], labels: train, weights: w, loss: 'logistic', standardize: true },
      { heldOut: { features: parts[1], labels: test } },
    );
    const { means, deviations } = found.survey;
    const scaled = parts[1].map((x, at) => (x - means[at % p]) / deviations[at % p]);
    const same = await hessianSpectrum({ features: scaled, labels: test, weights: w, loss: 'logistic' });
    expect(found.heldOut?.eigenvalues).toEqual(same.eigenvalues);
    expect(found.heldOut?.samples).toBe(half);
    expect(found.heldOut?.pairs[0].alignment.mean).toBeCloseTo(same.pairs[0].alignment.mean as number, 9);
    expect(found.pairs[0].alignment.mean).toBeUndefined();
  });

  it('of other columns are refused', async () => {
    const heldOut = { features: X.subarray(0, 40), labels: y.subarray(0, 10) };
    expect(await refusal(hessianSpectrum(logistic, { heldOut }))).toMatch(
      /heldOut.features: expected rows of 30 numbers/,
    );
  });
});

it('stops where it is told to', async () => {
  await expect(hessianSpectrum(logistic, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
