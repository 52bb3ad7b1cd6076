import { describe, expect, it } from 'vitest';
import {
  continuousPart,
  type Distribution,
  distanceBetween,
  marchenkoPasturDistribution,
} from '../../../src/law/distribution/law-distance';
import { type MarchenkoPasturParameters, marchenkoPastur } from '../../../src/law/distribution/marchenko-pastur';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';

const law = (parameters: MarchenkoPasturParameters) => marchenkoPasturDistribution(marchenkoPastur(parameters));

/** The definitions, on an even grid over both supports; accurate to the width of a cell and less. */
function bruteForce(a: Distribution, b: Distribution, count = 200_000) {
  const ends = [...a.support.flat(), ...b.support.flat()] as number[];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  let [kolmogorovSmirnov, wasserstein1] = [0, 0];
  for (let i = 0; i < count; i++) {
    const x = low + ((i + 0.5) * (high - low)) / count;
    const difference = Math.abs(a.cdf(x) - b.cdf(x));
    kolmogorovSmirnov = Math.max(kolmogorovSmirnov, difference);
    wasserstein1 += (difference * (high - low)) / count;
  }
  return { kolmogorovSmirnov, wasserstein1 };
}

describe('distanceBetween', () => {
  it.each([
    ['overlapping', law({ aspectRatio: 0.2 }), law({ aspectRatio: 0.3, shift: 0.1, scale: 0.9 })],
    ['crossing often', law({ aspectRatio: 0.2 }), law({ aspectRatio: 0.5, shift: 0.3, scale: 0.65 })],
    ['touching zero', law({ aspectRatio: 1 }), law({ aspectRatio: 0.8 })],
  ])('is what the definitions give: %s', (_, a, b) => {
    const distance = distanceBetween(a, b);
    const expected = bruteForce(a, b);
    // At most the larger density (1/sqrt(x) at worst) times a cell.
    expect(Math.abs(distance.kolmogorovSmirnov - expected.kolmogorovSmirnov)).toBeLessThan(1e-5);
    expect(Math.abs(distance.wasserstein1 - expected.wasserstein1)).toBeLessThan(1e-7);
    expect(distance.kolmogorovSmirnov).toBeGreaterThanOrEqual(expected.kolmogorovSmirnov - 1e-12);
    const reversed = distanceBetween(b, a);
    expect(Math.abs(reversed.wasserstein1 - distance.wasserstein1)).toBeLessThan(1e-12);
    expect(Math.abs(reversed.kolmogorovSmirnov - distance.kolmogorovSmirnov)).toBeLessThan(1e-12);
  });

  it('is nothing for a law and itself, the shift for a shifted one, and complete for disjoint ones', () => {
    const a = law({ aspectRatio: 0.4 });
    expect(distanceBetween(a, a)).toEqual({ kolmogorovSmirnov: 0, wasserstein1: 0 });
    expect(Math.abs(distanceBetween(a, law({ aspectRatio: 0.4, shift: 0.01 })).wasserstein1 - 0.01)).toBeLessThan(
      1e-10,
    );
    const far = distanceBetween(a, law({ aspectRatio: 0.4, shift: 10 }));
    expect(Math.abs(far.wasserstein1 - 10)).toBeLessThan(1e-9);
    expect(far.kolmogorovSmirnov).toBeCloseTo(1, 12);
  });

  it('grows by the factor of a scale: |scale - 1| times the mean, for a law on the positive half-line', () => {
    const a = law({ aspectRatio: 0.4 });
    const { wasserstein1 } = distanceBetween(a, law({ aspectRatio: 0.4, scale: 1.1 }));
    expect(Math.abs(wasserstein1 - 0.1)).toBeLessThan(1e-10);
  });

  it('knows of atoms: a law with half its mass at zero against its continuous part', () => {
    const whole = limitingLaw(defineModel({ aspectRatio: 2, response: 'linear', loss: 'square' }));
    const { kolmogorovSmirnov, wasserstein1 } = distanceBetween(whole, continuousPart(whole));
    // F = (1 + G) / 2 against G on the positive half-line: (1 - G) / 2 apart, half the mean 2 of G in total.
    expect(Math.abs(kolmogorovSmirnov - 0.5)).toBeLessThan(1e-12);
    expect(Math.abs(wasserstein1 - 1)).toBeLessThan(1e-9);
  });
});
