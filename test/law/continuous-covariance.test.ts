import { describe, expect, it } from 'vitest';
import { ConvergenceError } from '../../src/errors';
import type { Law } from '../../src/law/law';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { silversteinAt, silversteinSupportOf, spectra } from '../reference/silverstein';

const law = (input: Partial<ModelInput>): Law =>
  limitingLaw(defineModel({ response: 'linear', loss: 'square', ...input }));

describe.each(Object.entries(spectra))('the sample covariance spectrum of C: %s', (_, { covariance, spectrum }) => {
  it.each([0.05, 0.4, 2.5])('agrees with Silverstein s equation for the continuous law, c = %d', (aspectRatio) => {
    const found = law({ aspectRatio, covariance });
    const [left, right] = silversteinSupportOf(spectrum, aspectRatio);
    const [bulk] = found.bulks;
    expect(found.bulks.length).toBe(1);
    const edges = [bulk.left, bulk.right];
    [left, right].forEach((expected, i) => {
      // The reference's own quadrature is converged to 1e-11.
      expect(Math.abs((edges[i].location as number) - expected)).toBeLessThan(1e-10 * right + edges[i].error);
      expect(edges[i].kind).toBe('regular');
      expect(edges[i].error).toBeLessThan(1e-9 * right);
    });
    for (const share of [0.02, 0.3, 0.6, 0.97]) {
      const x = left + share * (right - left);
      const { density, error } = found.densityAt(x);
      const expected = silversteinAt(spectrum, aspectRatio, { re: x, im: 0 }).im / Math.PI;
      expect(Math.abs(density - expected)).toBeLessThan(error + 1e-9 * expected);
      expect(error).toBeLessThan(1e-8 * expected + 1e-12);
    }
    expect(found.supportCheck.certified).toBe(true);
    expect(found.massCheck.error).toBeLessThan(1e-9);
  });

  it('is the limit of the laws at finite p, which differ by O(1 / p)', () => {
    const limit = law({ aspectRatio: 0.5, covariance });
    const distance = (features: number) => {
      const [{ left, right }] = law({ samples: 2 * features, features, covariance }).bulks;
      const [at] = limit.bulks;
      const size = at.right.location as number;
      const off = [left, right].map((edge, i) =>
        Math.abs((edge.location as number) - ([at.left, at.right][i].location as number)),
      );
      return Math.max(...off) / size;
    };
    const [coarse, fine] = [distance(100), distance(400)];
    expect(fine).toBeLessThan(0.01);
    expect(fine).toBeLessThan(coarse / 2);
  });
});

describe('outliers with a continuous covariance', () => {
  it('carry the change between resolutions in their errors, and agree with a large p', () => {
    const signals = { mean: [3, 0], w: [0, 1] };
    const covariance = { kind: 'toeplitz', correlation: 0.4 } as const;
    const limit = law({ loss: 'logistic', response: 'logistic', aspectRatio: 0.2, covariance, ...signals });
    const finite = law({
      loss: 'logistic',
      response: 'logistic',
      samples: 10_000,
      features: 2000,
      covariance,
      ...signals,
    });
    expect(limit.outliers.length).toBe(1);
    expect(limit.outliers[0].error).toBeLessThan(1e-9);
    expect(Math.abs(limit.outliers[0].location / finite.outliers[0].location - 1)).toBeLessThan(2 / 2000);
    const [a, b] = [limit.outliers[0].alignment.mean, finite.outliers[0].alignment.mean] as [number, number];
    expect(Math.abs(a - b)).toBeLessThan(2 / 2000);
  });

  it('are refused where the aspect ratio is too small for the limit', () => {
    const covariance = { kind: 'uniform', from: 1, to: 2 } as const;
    expect(() => law({ aspectRatio: 1e-5, covariance })).toThrow(ConvergenceError);
    expect(() => law({ aspectRatio: 1e-5, covariance })).toThrow(/give samples and features/);
  });
});

describe('vectors placed anywhere', () => {
  const size = { samples: 600, features: 120, response: 'logistic', loss: 'logistic' } as const;

  it('a vector along an eigenvector of a Toeplitz C acts as if C were diagonal', () => {
    // cos((i - m) theta) is an eigenvector of C with eigenvalue t(theta) where cos((m + 1) theta) = rho cos(m theta).
    const rho = 0.5;
    const m = 59.5;
    let [low, high] = [0, Math.PI / 120];
    for (let i = 0; i < 100; i++) {
      const theta = (low + high) / 2;
      if (Math.cos((m + 1) * theta) > rho * Math.cos(m * theta)) low = theta;
      else high = theta;
    }
    const wave = Array.from({ length: 120 }, (_, i) => Math.cos((i - m) * low));
    const norm = Math.hypot(...wave);
    const values = wave.map((x) => (2 * x) / norm);
    const toeplitz = law({ ...size, covariance: { kind: 'toeplitz', correlation: rho }, mean: { values } });
    // The same spectrum, diagonal: the largest eigenvalue last.
    const t = Array.from({ length: 120 }, (_, k) => k).map((k) => {
      let [a, b] = [0, Math.PI];
      for (let i = 0; i < 100; i++) {
        const theta = (a + b) / 2;
        if (m * theta + Math.atan2(Math.sin(theta), Math.cos(theta) - rho) < ((k + 1) * Math.PI) / 2) a = theta;
        else b = theta;
      }
      return (1 - rho * rho) / (1 - 2 * rho * Math.cos(a) + rho * rho);
    });
    const diagonal = law({
      ...size,
      covariance: { kind: 'diagonal', values: t },
      mean: { values: t.map((_, k) => (k === 0 ? 2 : 0)) },
    });
    expect(diagonal.outliers.length).toBeGreaterThan(0);
    expect(toeplitz.outliers.length).toBe(diagonal.outliers.length);
    toeplitz.outliers.forEach(({ location, alignment }, k) => {
      expect(Math.abs(location / diagonal.outliers[k].location - 1)).toBeLessThan(1e-11);
      expect(Math.abs((alignment.mean as number) - (diagonal.outliers[k].alignment.mean as number))).toBeLessThan(
        1e-10,
      );
    });
  });

  it('a dense C rotated with its vectors leaves the law alone', () => {
    // Q = I - 2 u u^T.
    const p = 24;
    const u = Array.from({ length: p }, (_, i) => Math.sin(i + 1));
    const length = Math.hypot(...u);
    const reflect = (v: number[]) => {
      const overlap = v.reduce((sum, x, i) => sum + (x * u[i]) / length, 0);
      return v.map((x, i) => x - (2 * overlap * u[i]) / length);
    };
    const t = Array.from({ length: p }, (_, i) => 0.5 + (i % 5));
    const rows = Array.from({ length: p }, (_, i) => reflect(t.map((x, j) => x * reflect(unit(i))[j])));
    const unit_ = (v: readonly number[]) => ({ values: reflect([...v]) });
    const mean = t.map((_, i) => (i % 7 === 0 ? 1 : 0.1));
    const w = t.map((_, i) => Math.cos(3 * i) / 3);
    const shape = { samples: 60, features: p, response: 'logistic', loss: 'logistic' } as const;
    const plain = law({
      ...shape,
      covariance: { kind: 'diagonal', values: t },
      mean: { values: mean },
      w: { values: w },
    });
    const rotated = law({ ...shape, covariance: { kind: 'matrix', rows }, mean: unit_(mean), w: unit_(w) });
    expect(rotated.support.flat().length).toBe(plain.support.flat().length);
    rotated.support.flat().forEach((end, i) => {
      expect(Math.abs((end as number) - (plain.support.flat()[i] as number))).toBeLessThan(1e-12 * 5);
    });
    expect(plain.outliers.length).toBeGreaterThan(0);
    expect(rotated.outliers.map(({ location }) => location)).toEqual(
      plain.outliers.map(({ location }) => expect.closeTo(location, 11)),
    );

    function unit(i: number): number[] {
      return t.map((_, j) => (i === j ? 1 : 0));
    }
  });
});
