/** Entries that are not Gaussian: against NumPy's (recorded by test/reference/make-numpy-entries.py) and their moments. */

import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare';
import { parseModelFile } from '../../src/data/model-file';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import type { EntriesInput } from '../../src/model/entries';
import { modelFileOf } from '../../src/model/model-file';
import { straightPath } from '../../src/model/variation';
import { simulate } from '../../src/simulation/simulate';
import { createKernels, type Kernels } from '../../src/wasm/kernels';
import { doubleOfHex } from '../reference/hex-float';
import recorded from '../reference/numpy-entries.json';

const doubles = (text: string) => Float64Array.from(text.split(' '), doubleOfHex);
const degreesOf = (entries: object) => ('degrees' in entries ? (entries.degrees as number) : 0);

function entriesOf({ exports, arena }: Kernels, seed: number, count: number, kind: string, degrees: number) {
  const stream = arena.allocate(32);
  const out = arena.allocate(8 * count);
  exports.seedStream(stream, Uint32Array.of(seed), Uint32Array.of(0, 0));
  exports.fillEntries(out, stream, count, exports.entriesKind(kind), degrees);
  return arena.view(out, count).slice();
}

describe.each(recorded.cases.map((entry) => [JSON.stringify(entry.entries), entry] as const))(
  "NumPy's entries: %s",
  (_, { entries, seed, samples, features, X, eigenvalues }) => {
    it('are ours: bit for bit, or (a sum of squares in another order) to its rounding', async () => {
      const expected = X.flatMap((row) => Array.from(doubles(row)));
      const found = entriesOf(await createKernels(), seed, expected.length, entries.kind, degreesOf(entries));
      const roundings = entries.kind === 'student-t' ? degreesOf(entries) + 4 : 0;
      expected.forEach((value, k) => {
        expect(Math.abs(found[k] - value)).toBeLessThanOrEqual(roundings * Number.EPSILON * Math.abs(value));
      });
    });

    it('give the same eigenvalues through simulate()', async () => {
      const input = { samples, features, response: 'linear', loss: 'square', entries } as ModelInput;
      const { eigenvalues: found } = await simulate(defineModel(input), { seed });
      const expected = doubles(eigenvalues);
      const norm = expected[expected.length - 1];
      expected.forEach((value, k) => {
        expect(Math.abs(found[k] - value)).toBeLessThan(1e-12 * norm);
      });
    });
  },
);

describe('entries', () => {
  // Mean, variance and fourth moment; for t the fourth is 3 + 6 / (degrees - 4). The errors are the moments' own.
  it.each([
    ['gaussian', 0, 3, 105],
    ['rademacher', 0, 1, 1],
    ['uniform', 0, 9 / 5, 9],
    ['student-t', 20, 3 + 6 / 16, 3 ** 4 * 5 * 7 * (18 ** 4 / (18 * 16 * 14 * 12)) * (1 / 3 ** 3)],
  ] as const)('%s have mean 0 and variance 1, and their fourth moment', async (kind, degrees, fourth, eighth) => {
    const count = 400_000;
    const z = entriesOf(await createKernels(), 5, count, kind, degrees);
    const moment = (k: number) => z.reduce((sum, value) => sum + value ** k, 0) / count;
    const error = (variance: number) => 4.5 * Math.sqrt(variance / count) + 1e-15;
    expect(Math.abs(moment(1))).toBeLessThan(error(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(error(fourth - 1));
    expect(Math.abs(moment(4) - fourth)).toBeLessThan(error(eighth - fourth ** 2));
  });

  const input = {
    samples: 900,
    features: 300,
    response: 'logistic',
    loss: 'logistic',
    mean: [1.5, 0],
    w: [0, 1],
  } as const;

  it.each<EntriesInput>(['rademacher', 'uniform', { kind: 'student-t', degrees: 10 }])(
    'have the spectrum of Gaussian ones where the signals are spread: %j',
    async (entries) => {
      const outlierOf = async (given: EntriesInput, seed: number) => {
        const { outliers, distance } = await compare(defineModel({ ...input, entries: given }), { seed, trials: 12 });
        expect(outliers).toHaveLength(1);
        const [{ location, locationStandardError }] = outliers;
        return { mean: location, error: locationStandardError as number, ks: distance.kolmogorovSmirnov };
      };
      const gaussian = await outlierOf('gaussian', 3);
      const other = await outlierOf(entries, 4);
      // At one size both have the same bias, of order 1/p; what is left are the errors of two means.
      expect(Math.abs(other.mean - gaussian.mean)).toBeLessThan(4.5 * Math.hypot(other.error, gaussian.error));
      // Rigid eigenvalues are off by some steps of 1/p, and curvatures that are drawn move them all by n^(-1/2).
      for (const { ks } of [gaussian, other])
        expect(ks).toBeLessThan(3 / input.features + 1 / Math.sqrt(12 * input.samples));
    },
  );

  it('change the bits only where they are asked for', async () => {
    const bits = async (entries?: EntriesInput) =>
      (await simulate(defineModel({ ...input, ...(entries && { entries }) }), { seed: 3 })).eigenvalues;
    expect(await bits('gaussian')).toEqual(await bits());
    expect(await bits('uniform')).not.toEqual(await bits());
  });

  it('come back from a model file', () => {
    const model = defineModel({ ...input, entries: { kind: 'student-t', degrees: 5 } });
    expect(parseModelFile(JSON.stringify(modelFileOf(model)))).toEqual(model);
    expect(modelFileOf(defineModel(input))).not.toHaveProperty('entries');
  });

  it.each([
    ['cauchy', /entries: expected one of "gaussian"/],
    [{ kind: 'student-t' }, /entries\.degrees: expected an integer >= 3 and <= 100/],
    [{ kind: 'student-t', degrees: 2 }, /entries\.degrees/],
    [{ kind: 'student-t', degrees: 4.5 }, /entries\.degrees/],
    [{ kind: 'uniform', degrees: 4 }, /entries: expected no other fields than kind/],
  ])('refuse %j', (entries, message) => {
    expect(() => defineModel({ ...input, entries: entries as EntriesInput })).toThrow(message);
  });

  it('must be the same along a path', () => {
    const from = defineModel(input);
    expect(() => straightPath(from, defineModel({ ...input, entries: 'uniform' }))).toThrow(/path: entries/);
  });
});
