import { describe, expect, it } from 'vitest';
import {
  type Distribution,
  distanceBetween,
  marchenkoPasturDistribution,
} from '../../../src/law/distribution/law-distance';
import { marchenkoPastur } from '../../../src/law/distribution/marchenko-pastur';
import {
  marchenkoPasturVerdict,
  nearestMarchenkoPastur,
  spectrumNoise,
} from '../../../src/law/distribution/nearest-marchenko-pastur';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';
import { distanceTo } from '../../../src/numerics/sample-statistics';
import { simulateTrials } from '../../../src/simulation/simulate';

const logistic = limitingLaw(defineModel({ aspectRatio: 2 / 15, response: 'logistic', loss: 'logistic', w: [1] }));
const exponential = limitingLaw(defineModel({ aspectRatio: 0.2, response: 'logistic', loss: 'exponential', w: [1] }));

function distanceOf(law: Distribution, aspectRatio: number, shift: number, scale: number): number {
  return distanceBetween(law, marchenkoPasturDistribution(marchenkoPastur({ aspectRatio, shift, scale }))).wasserstein1;
}

describe('nearestMarchenkoPastur', () => {
  it.each([0.001, 0.1, 0.6, 1])('gives a law of ratio %d back', (aspectRatio) => {
    const law = marchenkoPasturDistribution(marchenkoPastur({ aspectRatio, shift: -0.3, scale: 2 }));
    const fit = nearestMarchenkoPastur(law);
    // The search for the ratio ends at 1e-6.
    expect(Math.abs(fit.aspectRatio / aspectRatio - 1)).toBeLessThan(1e-5);
    expect(distanceBetween(law, marchenkoPasturDistribution(fit)).wasserstein1).toBeLessThan(1e-6);
  });

  it('gives the ratio below one of two with the same continuous part', () => {
    const law = marchenkoPasturDistribution(marchenkoPastur({ aspectRatio: 4 }));
    const fit = nearestMarchenkoPastur(law);
    expect(Math.abs(fit.aspectRatio - 0.25)).toBeLessThan(1e-5);
    expect(Math.abs(fit.scale - 4)).toBeLessThan(1e-4);
  });

  it.each([
    ['logistic', logistic],
    ['exponential', exponential],
  ])('is nearer than its neighbors: %s', (_, law) => {
    const { aspectRatio, shift, scale } = nearestMarchenkoPastur(law);
    const best = distanceOf(law, aspectRatio, shift, scale);
    const width = scale * Math.sqrt(aspectRatio);
    // Sixty-four nodes stand for the integral: a minimum to a percent of the moves tried.
    for (const sign of [-1, 1]) {
      expect(distanceOf(law, aspectRatio, shift + sign * 0.01 * width, scale)).toBeGreaterThan(best * 0.999);
      expect(distanceOf(law, aspectRatio, shift, scale * (1 + sign * 0.01))).toBeGreaterThan(best * 0.999);
      expect(distanceOf(law, aspectRatio * (1 + sign * 0.05), shift, scale)).toBeGreaterThan(best * 0.999);
    }
  });
});

describe('marchenkoPasturVerdict', () => {
  it('square loss, or w = 0: exactly Marchenko-Pastur', () => {
    const law = limitingLaw(defineModel({ aspectRatio: 0.3, response: 'logistic', loss: 'logistic' }));
    const { verdict, fit, distance, featuresNeeded } = marchenkoPasturVerdict(law, { samples: 1000, features: 300 });
    expect(verdict).toBe('exact');
    expect(featuresNeeded).toBeNull();
    expect(distance.kolmogorovSmirnov).toBeLessThan(1e-7);
    expect(fit.scale).toBeCloseTo(0.25, 5);
  });

  it('logistic loss only looks it, exponential loss does not', () => {
    const size = { samples: 6000, features: 800 };
    const looks = marchenkoPasturVerdict(logistic, size);
    expect(looks.verdict).toBe('similar');
    expect(looks.featuresNeeded).toBeGreaterThan(800);
    expect(looks.trialsNeeded).toBeGreaterThan(1);
    const not = marchenkoPasturVerdict(exponential, { samples: 4000, features: 800 });
    expect(not.verdict).toBe('different');
    expect(not.featuresNeeded).toBeLessThan(800);
    expect(not.trialsNeeded).toBe(1);
    expect(marchenkoPasturVerdict(exponential, null).verdict).toBeNull();
  });

  it.each([
    ['Marchenko-Pastur', {}, 60, 0.1],
    ['logistic', { w: [2] }, 100, 0.2],
  ])('simulated spectra stray from their law as `spectrumNoise` says: %s', async (_, signals, trials, spread) => {
    const model = defineModel({ samples: 800, features: 200, response: 'logistic', loss: 'logistic', ...signals });
    const law = limitingLaw(model);
    let sum = 0;
    for await (const { eigenvalues } of simulateTrials(model, { seed: 21, trials })) {
      sum += distanceTo(eigenvalues, (x) => law.cdf(x)).kolmogorovSmirnov;
    }
    // Leading order in log p, and a sum where the parts add up to less: within 25%, and the mean's own error.
    const ratio = sum / trials / spectrumNoise(law)(200);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.25 + (4 * spread) / Math.sqrt(trials));
  });
});
