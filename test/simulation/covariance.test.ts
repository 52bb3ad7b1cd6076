import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare';
import type { CovarianceInput } from '../../src/model/define-covariance';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { SAMPLE_JOB_BYTES, writeSampleJob } from '../../src/simulation/sampler';
import { simulate } from '../../src/simulation/simulate';
import { createKernels } from '../../src/wasm/kernels';
import { doubleOfHex } from '../reference/hex-float';
import recorded from '../reference/numpy-covariance.json';

const doubles = (text: string) => Float64Array.from(text.split(' '), doubleOfHex);

describe.each(recorded.cases.map((entry) => [entry.name, entry] as const))("NumPy's X for %s", (_, entry) => {
  const { samples: n, features: p } = entry;

  it('is ours, to a few units in the last place', async () => {
    const kernels = await createKernels();
    const { exports, arena } = kernels;
    const padded = exports.paddedOrder(p);
    const zeros = () => {
      const pointer = arena.allocate(8 * padded);
      arena.view(pointer, padded).fill(0);
      return pointer;
    };
    const [mean, scale, w, wStar] = [zeros(), zeros(), zeros(), zeros()];
    arena.view(mean, p).set(doubles(entry.mean));
    arena.view(scale, p).fill(1);
    const stream = arena.allocate(32);
    exports.seedStream(stream, Uint32Array.of(entry.seed), Uint32Array.of(0, 0));
    const panels = arena.allocate(exports.panelBytes(p, n));
    const [h, hStar] = [0, 0].map(() => arena.allocate(8 * n));
    const row = arena.allocate(exports.factoredRowsBytes(p));
    const job = arena.allocate(SAMPLE_JOB_BYTES);
    const model = defineModel({
      samples: n,
      features: p,
      response: 'linear',
      loss: 'square',
      covariance: entry.covariance as CovarianceInput,
    });
    const dense = model.covariance.kind === 'matrix' ? model.covariance.factor : new Float64Array(0);
    const factor = arena.allocate(dense.byteLength);
    arena.view(factor, dense.length).set(dense);
    const fields = { h, hStar, stream, mean, scale, w, wStar, row, factor, p, entries: 0, degrees: 0 };
    writeSampleJob(kernels, job, { ...fields, correlation: entry.covariance.correlation ?? 0 });
    if (dense.length > 0) exports.sampleFactoredChunk(job, panels, n);
    else exports.sampleAutoregressiveChunk(job, panels, n);
    const stride = exports.panelBytes(8, n);
    // x is a sum of p products: a few roundings of its largest terms, and the factor's own, which its condition number scales.
    entry.X.map(doubles).forEach((row, i) => {
      row.forEach((expected, j) => {
        const [found] = arena.view(panels + (j >> 3) * stride + 64 * i + 8 * (j & 7), 1);
        expect(Math.abs(found - expected)).toBeLessThan(
          entry.condition * 8 * Number.EPSILON * (Math.abs(expected) + 1),
        );
      });
    });
  });
});

const rows = (p: number) =>
  Array.from({ length: p }, (_, i) =>
    Array.from(
      { length: p },
      (__, j) => (i === j ? 1 + (i % 4) : 0) + 0.5 * Math.exp(-Math.abs(i - j) / 3) * Math.cos(i - j),
    ),
  );

const kinds: [string, CovarianceInput][] = [
  ['Toeplitz', { kind: 'toeplitz', correlation: 0.6 }],
  ['dense', { kind: 'matrix', rows: rows(200) }],
  ['power law', { kind: 'power-law', exponent: 1.5, from: 0.2, to: 5 }],
  ['Marchenko-Pastur', { kind: 'marchenko-pastur', aspectRatio: 0.4, variance: 2 }],
  ['uniform', { kind: 'uniform', from: 1, to: 4 }],
  ['diagonal', { kind: 'diagonal', values: Array.from({ length: 200 }, (_, k) => 1 + ((7 * k) % 13) / 4) }],
];

describe.each(kinds)('simulated spectra against the law, C %s', (_, covariance) => {
  const model = (signals: Partial<ModelInput>) =>
    defineModel({ samples: 800, features: 200, response: 'logistic', loss: 'logistic', covariance, ...signals });

  it('agree, in the bulk and in an outlier with its alignment, for frame vectors', async () => {
    const { distance, outliers } = await compare(model({ mean: [5, 0, 0], w: [0, 1, 0.5], wStar: [0, 0, 1] }), {
      seed: 2,
      trials: 8,
    });
    // Linear statistics fluctuate by O(1 / p): the distribution function of one trial is off by a few eigenvalues at most.
    expect(distance.kolmogorovSmirnov).toBeLessThan(3 / 200);
    expect(outliers.length).toBeGreaterThan(0);
    for (const { predicted, location, locationStandardError, alignment, alignmentStandardError } of outliers) {
      const allowed = 5 * (locationStandardError as number) + (4 * Math.abs(predicted.location)) / 200;
      expect(Math.abs(location - predicted.location)).toBeLessThan(allowed);
      const off = Math.abs((alignment.mean as number) - (predicted.alignment.mean as number));
      expect(off).toBeLessThan(5 * (alignmentStandardError?.mean as number) + 4 / 200);
    }
  });

  it('agree for vectors placed anywhere', async () => {
    // A mean on a few coordinates, and a w that leans to one side.
    const mean = { values: Array.from({ length: 200 }, (_, i) => (i % 50 === 3 ? 3 : 0)) };
    const w = { values: Array.from({ length: 200 }, (_, i) => (1.5 * Math.exp(-i / 40)) / Math.sqrt(20)) };
    const { distance, outliers } = await compare(model({ mean, w }), { seed: 3, trials: 8 });
    expect(distance.kolmogorovSmirnov).toBeLessThan(3 / 200);
    expect(outliers.length).toBeGreaterThan(0);
    for (const { predicted, location, locationStandardError } of outliers) {
      const allowed = 5 * (locationStandardError as number) + (4 * Math.abs(predicted.location)) / 200;
      expect(Math.abs(location - predicted.location)).toBeLessThan(allowed);
    }
  });
});

it('a matrix that is diagonal gives the spectrum of the diagonal kind', async () => {
  const values = Array.from({ length: 20 }, (_, k) => 1 + k / 7);
  const matrix = values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
  const size = {
    samples: 50,
    features: 20,
    response: 'logistic',
    loss: 'logistic',
    mean: { values: values.map(Math.sin) },
  } as const;
  const [a, b] = await Promise.all(
    (
      [
        { kind: 'diagonal', values },
        { kind: 'matrix', rows: matrix },
      ] as const
    ).map((covariance) => simulate(defineModel({ ...size, covariance }), { seed: 5 })),
  );
  a.eigenvalues.forEach((value, k) => {
    expect(Math.abs(value - b.eigenvalues[k])).toBeLessThan(64 * Number.EPSILON * 20 * a.eigenvalues[19]);
  });
});
