import { describe, expect, it } from 'vitest';
import { ConvergenceError, MemoryError, ModelError } from '../../../src/errors';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';
import { Engine } from '../../../src/simulation/engine';
import { estimateSpectrum } from '../../../src/simulation/lanczos/estimate-spectrum';
import type { Estimated } from '../../../src/simulation/lanczos/spectrum-estimate';
import { simulate } from '../../../src/simulation/simulate';

const logistic = { response: 'logistic', loss: 'logistic' } as const;
const small = defineModel({ samples: 700, features: 203, ...logistic, mean: [2, 0], w: [0, 1], wStar: [0, 1] });

/** Standard errors allowed: of 8 probes, whose scatter is itself known to 27%; a t with 7 degrees beyond 7 has chance 2e-4. */
const ALLOWED_ERRORS = 7;

function expectWithin({ value, standardError }: Estimated, exact: number, roundoff = 1e-12): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(ALLOWED_ERRORS * (standardError as number) + roundoff);
}

const share = (eigenvalues: Float64Array, x: number) =>
  eigenvalues.filter((value) => value <= x).length / eigenvalues.length;

describe('estimateSpectrum', () => {
  it.each([
    ['an outlier', small],
    [
      'both signs',
      defineModel({
        samples: 400,
        features: 150,
        response: 'phase-retrieval',
        loss: 'phase-retrieval',
        w: [1],
        wStar: [0, 2],
      }),
    ],
    [
      'an outlier in a gap',
      defineModel({
        samples: 1500,
        features: 200,
        ...logistic,
        covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
        mean: [1],
        w: [1],
      }),
    ],
    ['more features than samples', defineModel({ samples: 90, features: 200, ...logistic, mean: [3] })],
  ])('agrees with the dense eigenvalues: %s', async (_name, model) => {
    const dense = await simulate(model, { seed: 8, pairs: (values) => [0, 1, values.length - 2, values.length - 1] });
    const { eigenvalues } = dense;
    const p = eigenvalues.length;
    const norm = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[p - 1]));
    const found = await estimateSpectrum(model, { seed: 8, steps: 20, extremes: 2 });

    expect(found.extremes.map(({ index }) => index)).toEqual([0, 1, p - 2, p - 1]);
    for (const [k, pair] of found.extremes.entries()) {
      expect(Math.abs(pair.eigenvalue - eigenvalues[pair.index])).toBeLessThanOrEqual(1e-8 * norm);
      expect(pair.residual).toBeLessThanOrEqual(1e-9);
      const gap = Math.min(
        ...eigenvalues.filter((_, i) => i !== pair.index).map((value) => Math.abs(value - pair.eigenvalue)),
      );
      // The eigenvector's angle is at most residual / gap; a squared cosine moves by twice that.
      const allowed = 2.1e-9 * (norm / gap) + 1e-12;
      if (allowed < 0.01) {
        for (const [signal, cosine] of Object.entries(pair.alignment)) {
          expect(Math.abs(cosine - (dense.pairs[k].alignment[signal as 'w'] as number))).toBeLessThanOrEqual(allowed);
        }
      }
    }
    expect(found.orthogonality).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(found.trace - dense.trace)).toBeLessThanOrEqual(p * 1e-15 * p * norm);
    expectWithin(found.moment(1), dense.trace / p);
    expectWithin(found.moment(2), dense.frobeniusSquared / p);
    for (const quantile of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      const x = eigenvalues[Math.floor(quantile * p)] + 1e-6 * norm;
      const smooth = eigenvalues.reduce((sum, value) => sum + Math.exp(-0.5 * ((x - value) / found.width) ** 2), 0);
      // The quadrature resolves this width to within some 1e-2 of the density's height.
      const density = found.density(x);
      expectWithin(density, smooth / (p * found.width * Math.sqrt(2 * Math.PI)), 0.02 * density.value);
      const cdf = found.cdf(x);
      const slack = ALLOWED_ERRORS * (cdf.standardError as number);
      expect(share(eigenvalues, x)).toBeGreaterThanOrEqual(cdf.lower - slack);
      expect(share(eigenvalues, x)).toBeLessThanOrEqual(cdf.upper + slack);
    }
  });

  it('is unbiased: over many probes the error is that of their mean', async () => {
    const model = defineModel({ samples: 120, features: 40, ...logistic, mean: [2] });
    const { eigenvalues } = await simulate(model, { seed: 3 });
    const found = await estimateSpectrum(model, { seed: 3, probes: 403, steps: 40, extremes: 0 });
    expect(found.probes.length).toBe(403);
    expect(found.extremes).toEqual([]);
    for (const degree of [1, 2, 3]) {
      const { value, standardError } = found.moment(degree);
      const exact = eigenvalues.reduce((sum, x) => sum + x ** degree, 0) / 40;
      expect(standardError as number).toBeLessThan(0.05 * exact);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(4 * (standardError as number));
    }
    for (let k = 4; k < 40; k += 5) {
      const x = (eigenvalues[k] + eigenvalues[k - 1]) / 2;
      const { value, standardError, lower, upper } = found.cdf(x);
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      // In the middle of a gap a rule that is exact errs by a quarter of the difference of two weights, whose mean is zero.
      expect(Math.abs(value - k / 40)).toBeLessThanOrEqual(4 * (standardError as number));
    }
  });

  it('gives the same bits whether X is held, held in part, or drawn again', async () => {
    const options = { seed: 12, trial: 3, steps: 10, extremes: { smallest: 1, largest: 2 } };
    const held = await estimateSpectrum(small, options);
    expect(held.held).toBe(1);
    for (const [memory, least, most] of [
      [0, 0, 0],
      [500_000, 0.1, 0.9],
    ]) {
      const drawn = await estimateSpectrum(small, { ...options, memory });
      expect(drawn.held).toBeGreaterThanOrEqual(least);
      expect(drawn.held).toBeLessThanOrEqual(most);
      expect(drawn.probes).toEqual(held.probes);
      expect(drawn.trace).toBe(held.trace);
      expect(drawn.extremes).toEqual(held.extremes);
    }
  });

  it('serves all of a small spectrum: p = 1, and more wanted than there are', async () => {
    const one = await estimateSpectrum(defineModel({ samples: 5, features: 1, ...logistic }), { extremes: 1 });
    expect(one.extremes.length).toBe(1);
    expect(Math.abs(one.extremes[0].eigenvalue - one.trace)).toBeLessThanOrEqual(1e-15);
    const model = defineModel({ samples: 50, features: 13, ...logistic, mean: [1] });
    const { eigenvalues } = await simulate(model);
    const all = await estimateSpectrum(model, { extremes: 13 });
    all.extremes.forEach(({ eigenvalue }, k) => {
      expect(Math.abs(eigenvalue - eigenvalues[k])).toBeLessThanOrEqual(1e-14);
    });
  });

  it('meets the limiting law: moments, distribution function, outlier and its alignment', async () => {
    const model = defineModel({ samples: 3000, features: 600, ...logistic, mean: [2, 0], w: [0, 1], wStar: [0, 1] });
    const law = limitingLaw(model);
    const found = await estimateSpectrum(model, { seed: 2, steps: 40, extremes: { smallest: 0, largest: 1 } });
    const [{ eigenvalue, alignment }] = found.extremes;
    const [outlier] = law.outliers;
    // Fluctuations of order n^(-1/2).
    expect(Math.abs(eigenvalue / outlier.location - 1)).toBeLessThan(4 / Math.sqrt(3000));
    expect(Math.abs((alignment.mean as number) - (outlier.alignment.mean as number))).toBeLessThan(4 / Math.sqrt(3000));
    for (const x of [0.1, 0.15, 0.2, 0.3]) {
      const { lower, upper, standardError } = found.cdf(x);
      // A linear statistic of the spectrum deviates from the law by some 1 / p.
      const slack = ALLOWED_ERRORS * (standardError as number) + 4 / 600;
      expect(law.cdf(x)).toBeGreaterThanOrEqual(lower - slack);
      expect(law.cdf(x)).toBeLessThanOrEqual(upper + slack);
    }
  });

  it('stops when aborted in mid-run, and leaves the engine usable', async () => {
    const engine = await Engine.create();
    const large = defineModel({ samples: 3000, features: 1000, ...logistic, w: [1] });
    for (const stage of ['sample', 'quadrature', 'extremes']) {
      const controller = new AbortController();
      const running = estimateSpectrum(large, {
        engine,
        steps: 12,
        signal: controller.signal,
        onProgress: (progress) => {
          expect(progress.fraction).toBeGreaterThanOrEqual(0);
          expect(progress.fraction).toBeLessThanOrEqual(1);
          if (progress.stage === stage) controller.abort();
        },
      });
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    }
    expect((await simulate(small, { engine })).eigenvalues.length).toBe(203);
  });

  it('says what was reached when the passes run out', async () => {
    const run = estimateSpectrum(small, { steps: 2, maxPasses: 1, extremes: 2, tolerance: 1e-12 });
    await expect(run).rejects.toThrow(ConvergenceError);
    await expect(run).rejects.toThrow(/did not converge in \d+ iterations \(residual \d\.\d+e-\d+\)/);
  });

  it('refuses what does not fit, before it allocates, and the dense solve names it', async () => {
    const large = defineModel({ samples: 20, features: 40_000, ...logistic });
    await expect(simulate(large)).rejects.toThrow(/estimateSpectrum/);
    const huge = defineModel({ samples: 20, features: 10_000_000, ...logistic });
    await expect(estimateSpectrum(huge)).rejects.toThrow(MemoryError);
    await expect(estimateSpectrum(huge)).rejects.toThrow(/steps/);
    await expect(estimateSpectrum(small, { extremes: 204 })).rejects.toThrow(ModelError);
    await expect(estimateSpectrum(small, { probes: -1 })).rejects.toThrow(ModelError);
    await expect(estimateSpectrum(small, { steps: 0 })).rejects.toThrow(ModelError);
    await expect(estimateSpectrum(small, { tolerance: 0 })).rejects.toThrow(ModelError);
    await expect(estimateSpectrum(defineModel({ aspectRatio: 1, ...logistic }))).rejects.toThrow(ModelError);
  });
});
