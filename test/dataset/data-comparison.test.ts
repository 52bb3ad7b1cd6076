/** Data drawn from known models: the report against the law of the true parameters, and causes told right. */

import { describe, expect, it } from 'vitest';
import { hessianSpectrum } from '../../src/dataset/hessian-spectrum';
import { edgeFluctuation } from '../../src/law/finite-size/fluctuation';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { renderDataFigure } from '../../src/plot/data-figure';
import { figureModelOf } from '../../src/plot/metadata';
import { drawSamples } from '../../src/simulation/drawn-samples';
import { createKernels } from '../../src/wasm/kernels';

const size = { samples: 1500, features: 150 };

async function draw(input: Omit<ModelInput, 'samples' | 'features'>) {
  const model = defineModel({ ...size, ...input } as ModelInput);
  const { x, y, wStar } = drawSamples(await createKernels(), model, { seed: 11, trial: 0 });
  const w = model.minimizer === null && 'frame' in model.w ? alignedWith(wStar, model.w.frame) : null;
  return { model, x, y, wStar, w };
}

function identity(p: number): Float64Array {
  return Float64Array.from({ length: p * p }, (_, at) => Number(at % (p + 1) === 0));
}

/** The models here have w along wStar. */
function alignedWith(wStar: Float64Array, frame: readonly number[]): Float64Array {
  const norm = Math.hypot(...wStar);
  return wStar.map((value) => (value / norm) * Math.hypot(...frame));
}

describe('logistic data with a mean, at a given w', () => {
  it('meets the law of the true parameters within the sampling error, and tells what its outliers are due to', async () => {
    const { model, x, y, w, wStar } = await draw({
      response: 'logistic',
      loss: 'logistic',
      mean: [2, 0],
      w: [0, 2],
      wStar: [0, 2],
    });
    const input = { features: x, labels: y, weights: w as Float64Array, teacher: wStar, loss: 'logistic' as const };
    const { comparison, eigenvalues } = await hessianSpectrum(input);
    const truth = limitingLaw(model);
    const outliers = comparison?.marks.filter(({ verdict }) => verdict !== 'edge') ?? [];
    expect(outliers.map(({ cause }) => [...cause].sort())).toEqual([['w', 'wStar'], ['mean']]);
    expect(comparison?.missing).toEqual([]);
    for (const [k, { eigenvalue, alignment, predicted, edgePValue }] of outliers.entries()) {
      const expected = truth.outliers[k];
      const deviation = (truth.outlierDeviation(expected) as number) / Math.sqrt(size.samples);
      expect(Math.abs(eigenvalue - expected.location)).toBeLessThan(4 * deviation);
      expect(Math.abs((predicted?.location as number) - expected.location)).toBeLessThan(4 * deviation);
      for (const name of ['mean', 'w', 'wStar'] as const) {
        expect(Math.abs((alignment[name] as number) - (expected.alignment[name] ?? 0))).toBeLessThan(0.06);
      }
      expect(edgePValue).toBeLessThan(1e-3);
    }
    // An edge of the law moves with the sampled curvatures and the estimated C: by no more than an extreme eigenvalue does.
    for (const side of ['left', 'right'] as const) {
      const { standardDeviation } = edgeFluctuation(truth, { bulk: 0, side }, size);
      const moved = (comparison?.law.law.bulks[0][side].location as number) - (truth.bulks[0][side].location as number);
      expect(Math.abs(moved)).toBeLessThan(3 * (standardDeviation as number));
    }
    expect(comparison?.distance?.kolmogorovSmirnov).toBeLessThan(0.03);
    expect(eigenvalues?.length).toBe(size.features);
  });

  it('a direction of large variance that C is not told of is unexplained', async () => {
    const { x, y, w } = await draw({ response: 'logistic', loss: 'logistic', w: [1], wStar: [1] });
    for (let i = 0; i < size.samples; i++) x[i * size.features + 5] *= 4;
    const input = { features: x, labels: y, weights: w as Float64Array, loss: 'logistic' as const };
    const { comparison } = await hessianSpectrum(input, { covariance: { given: identity(size.features) } });
    const outside = comparison?.marks.filter(({ verdict }) => verdict === 'unexplained') ?? [];
    expect(outside.map(({ index }) => index)).toEqual([size.features - 1]);
    expect(outside[0].edgePValue).toBeLessThan(1e-6);
    expect(outside[0].cause).toEqual([]);
  });

  it('without a mean, with w = 0, nothing is outside, and nothing is predicted', async () => {
    const { x, y } = await draw({ response: 'logistic', loss: 'logistic', wStar: [1] });
    const input = { features: x, labels: y, weights: new Float64Array(size.features), loss: 'logistic' as const };
    const { comparison } = await hessianSpectrum(input, { covariance: 'identity' });
    expect(comparison?.marks.filter(({ verdict }) => verdict !== 'edge')).toEqual([]);
  });

  it('columns of zeros change nothing but the count of zeros', async () => {
    const { x, y, w } = await draw({ response: 'logistic', loss: 'logistic', mean: [2, 0], w: [0, 2], wStar: [0, 2] });
    const { samples: n, features: p } = size;
    const wider = new Float64Array(n * (p + 3));
    for (let i = 0; i < n; i++) wider.set(x.subarray(i * p, (i + 1) * p), i * (p + 3) + 2);
    const weights = Float64Array.of(5, 7, ...(w as Float64Array), 9);
    const plain = await hessianSpectrum({ features: x, labels: y, weights: w as Float64Array, loss: 'logistic' });
    const found = await hessianSpectrum({ features: wider, labels: y, weights, loss: 'logistic' });
    expect(found.eigenvalues).toEqual(Float64Array.of(0, 0, 0, ...(plain.eigenvalues as Float64Array)));
    expect(found.comparison?.distance).toEqual(plain.comparison?.distance);
    expect(found.comparison?.marks.map(({ index }) => index)).toEqual(
      plain.comparison?.marks.map(({ index }) => index + 3),
    );
    expect(Array.from(found.pairs[0].vector.subarray(2, p + 2))).toEqual(Array.from(plain.pairs[0].vector));
    expect(found.features).toBe(p + 3);
  });
});

describe('a fit', () => {
  it('is held against the law at the minimizer, which it meets, and held-out rows against that at a fixed w', async () => {
    const ridge = 0.02;
    const setting = { response: 'logistic', loss: 'logistic', wStar: [3], at: { minimizer: { ridge } } } as const;
    const { model, x, y } = await draw(setting);
    const apart = drawSamples(await createKernels(), model, { seed: 11, trial: 1 });
    const found = await hessianSpectrum(
      { features: x, labels: y, loss: 'logistic' },
      { fit: { ridge }, covariance: 'identity', heldOut: { features: apart.x, labels: apart.y } },
    );
    expect([found.comparison?.law.fitted, found.heldOut?.comparison?.law.fitted]).toEqual([true, false]);
    const truth = limitingLaw(model);
    const [bulk] = found.comparison?.law.law.support ?? [];
    for (const [k, side] of (['left', 'right'] as const).entries()) {
      const { scale } = edgeFluctuation(truth, { bulk: 0, side }, size);
      const expected = truth.bulks[0][side].location as number;
      expect(Math.abs((bulk[k] as number) - expected)).toBeLessThan(4 * (scale ?? 0.02 * expected));
    }
    expect(found.comparison?.distance?.kolmogorovSmirnov).toBeLessThan(0.03);
    expect(found.heldOut?.comparison?.distance?.kolmogorovSmirnov).toBeLessThan(0.03);
  });
});

describe('rows whose lengths differ', () => {
  it('leave H as it is, and have the law of rows at one length: given, and fitted', async () => {
    const { x, y, w } = await draw({ response: 'logistic', loss: 'logistic', w: [2], wStar: [2] });
    const { samples: n, features: p } = size;
    for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) x[i * p + j] *= 0.4 + ((i * 7) % 10) / 5;
    const rows = { features: x, labels: y, loss: 'logistic' as const };
    for (const [input, more] of [
      [{ ...rows, weights: w as Float64Array }, {}],
      [rows, { fit: { ridge: 0.05 } }],
    ] as const) {
      const plain = await hessianSpectrum(input, { ...more, covariance: 'identity' });
      const equal = await hessianSpectrum(input, { ...more, covariance: 'identity', equalLengths: true });
      expect(equal.eigenvalues).toEqual(plain.eigenvalues);
      expect(equal.comparison?.equalLengths).toBe(true);
      // Eigenvalues of one law stray by about log(p) / p.
      expect(equal.comparison?.distance?.kolmogorovSmirnov).toBeLessThan(Math.log(p) / p);
      expect(plain.comparison?.distance?.kolmogorovSmirnov).toBeGreaterThan(0.08);
      const unexplained = equal.comparison?.marks.filter(({ verdict }) => verdict === 'unexplained');
      expect(unexplained).toEqual([]);
    }
  });
});

describe('the picture', () => {
  it('is one SVG with a panel for each set of rows, the same text again, and says what it shows', async () => {
    const { x, y, w } = await draw({ response: 'logistic', loss: 'logistic', mean: [2, 0], w: [0, 2], wStar: [0, 2] });
    const input = { features: x, labels: y, weights: w as Float64Array, loss: 'logistic' as const };
    const spectrum = await hessianSpectrum(input, { heldOut: { features: x, labels: y } });
    const svg = await renderDataFigure(spectrum);
    expect(await renderDataFigure(spectrum)).toBe(svg);
    expect(svg.match(/aria-description="limiting law"/g)?.length).toBe(2);
    expect(svg).toContain('Held-out rows at the same w');
    expect(svg).toContain('cos² with sample mean');
    expect(svg).toContain('p = 150');
    expect(() => figureModelOf(svg)).toThrow(/metadata/);
  });

  it('takes all eigenvalues and a law', async () => {
    const { x, y, w } = await draw({ response: 'logistic', loss: 'logistic', w: [1], wStar: [1] });
    const input = { features: x, labels: y, weights: w as Float64Array, loss: 'logistic' as const };
    await expect(renderDataFigure(await hessianSpectrum(input, { extremes: 1 }))).rejects.toThrow(/all eigenvalues/);
    await expect(renderDataFigure(await hessianSpectrum(input, { covariance: null }))).rejects.toThrow(
      /none was wanted/,
    );
  });
});
