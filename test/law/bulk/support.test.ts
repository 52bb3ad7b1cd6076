import { describe, expect, it } from 'vitest';
import { distinctAtoms } from '../../../src/covariance/geometry';
import { SpectralCurve } from '../../../src/law/bulk/spectral-curve';
import { findSupport } from '../../../src/law/bulk/support';
import type { CurvatureLaw } from '../../../src/law/curvature/curvature-law';
import { silversteinSupport } from '../../reference/silverstein';
import { denseCurvature, discreteCurvature } from '../dense-curvature';
import { frameGeometry, logisticCurvature } from '../frame-geometry';

function supportOf(eigenvalues: number[], weights: number[], c: number, g = [1], probabilities = [1]) {
  const geometry = frameGeometry(eigenvalues, weights);
  return findSupport(
    new SpectralCurve(distinctAtoms(geometry.atoms), c, discreteCurvature(geometry, g, probabilities)),
  );
}

const ends = (support: ReturnType<typeof supportOf>) =>
  support.bulks.map(({ left, right }) => [left.location, right.location] as [number, number]);

function expectClose(
  actual: readonly [number, number][],
  expected: readonly [number, number][],
  relative: number,
): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(...expected.flat().map(Math.abs));
  actual.flat().forEach((value, i) => {
    expect(Math.abs(value - expected.flat()[i])).toBeLessThan(relative * size);
  });
}

describe('support with constant curvature', () => {
  it('is Marchenko and Pastur s, also for c = 1 and above, and scales with g of either sign', () => {
    for (const c of [0.01, 0.25, 0.999, 1, 1.001, 4]) {
      for (const g of [1, 0.3, -2]) {
        const expected = [g * (1 - Math.sqrt(c)) ** 2, g * (1 + Math.sqrt(c)) ** 2].sort((a, b) => a - b);
        const support = supportOf([1], [1], c, [g]);
        expectClose(ends(support), [expected as [number, number]], 1e-14);
        expect(support.bulks[0].mass).toBeCloseTo(Math.min(1, 1 / c), 14);
      }
    }
  });

  it('touches zero exactly for c = 1', () => {
    expect(supportOf([1], [1], 1).bulks[0].left).toMatchObject({ location: 0, delta: null, kind: 'hard' });
  });

  it.each([
    { t: [1, 4], w: [0.5, 0.5], c: 0.1 },
    { t: [1, 2], w: [0.5, 0.5], c: 0.1 },
    { t: [1, 3, 10], w: [0.2, 0.4, 0.4], c: 0.05 },
    { t: [1, 3, 10], w: [0.2, 0.4, 0.4], c: 2.5 },
    { t: [0.1, 0.5, 2, 2.2, 9, 40], w: [0.1, 0.3, 0.2, 0.2, 0.15, 0.05], c: 0.02 },
    { t: [1, 1000], w: [0.999, 0.001], c: 0.3 },
    { t: [1, 7], w: [0.5, 0.5], c: 1 },
  ])('agrees with a scan of the Silverstein function: %j', ({ t, w, c }) => {
    expectClose(ends(supportOf(t, w, c)), silversteinSupport(t, w, c), 1e-11);
  });

  it('finds a gap of relative width 1e-7 on one side of a transition, and none on the other', () => {
    const c = 0.1;
    let [merged, split] = [1.2, 4];
    for (let i = 0; i < 60; i++) {
      const t = (merged + split) / 2;
      if (supportOf([1, t], [0.5, 0.5], c).bulks.length === 2) split = t;
      else merged = t;
    }
    const atTransition = (merged + split) / 2;
    const gap = (excess: number) => {
      const found = supportOf([1, atTransition * (1 + excess)], [0.5, 0.5], c).bulks;
      return found.length === 2 ? (found[1].left.location as number) - (found[0].right.location as number) : 0;
    };
    // Width grows like the 3/2 power of the distance: a cusp.
    const [near, far] = [gap(1e-4), gap(4e-4)];
    expect(near).toBeGreaterThan(0);
    expect(far / near).toBeCloseTo(8, 0);
    expect(gap(1e-6)).toBeGreaterThan(0);
    expect(gap(-1e-6)).toBe(0);
  });

  it('takes 200 eigenvalues', () => {
    const t = Array.from({ length: 200 }, (_, k) => 1.1 ** k);
    const w = t.map(() => 1 / 200);
    const support = supportOf(t, w, 0.01);
    expect(support.bulks.length).toBe(200);
    support.bulks.forEach(({ mass }) => {
      expect(mass).toBeCloseTo(1 / 200, 12);
    });
  });
});

describe('support with several values of g', () => {
  it('tells bulks apart by curvature as well, and knows their masses', () => {
    const { bulks } = supportOf([1], [1], 4, [1, 1000], [0.5, 0.5]);
    expect(bulks.map(({ mass }) => mass)).toEqual([expect.closeTo(0.125, 12), expect.closeTo(0.125, 12)]);
  });

  it('is symmetric for a symmetric law of g', () => {
    const { bulks } = supportOf([1, 2], [0.5, 0.5], 0.9, [-1, 0, 1], [0.4, 0.2, 0.4]);
    const locations = bulks.flatMap(({ left, right }) => [left.location as number, right.location as number]);
    locations.forEach((value, i) => {
      expect(value).toBeCloseTo(-locations[locations.length - 1 - i], 12);
    });
    expect(bulks.reduce((sum, { mass }) => sum + mass, 0)).toBeCloseTo(0.8 / 0.9, 12);
  });

  it('does not mind a negligible value of g, tiny of either sign or rare and large', () => {
    const plain = ends(supportOf([1], [1], 0.02));
    for (const g of [-1e-170, 1e-170]) {
      expectClose(ends(supportOf([1], [1], 0.02, [g, 1], [1e-12, 1])).slice(-1), plain, 1e-11);
    }
    // A rare g of 1e6 makes a bulk of its own, far out.
    expectClose(ends(supportOf([1], [1], 0.02, [1, 1e6], [1, 1e-12])).slice(0, 1), plain, 1e-9);
  });

  it('is empty for g = 0', () => {
    expect(supportOf([1], [1], 0.5, [0]).bulks).toEqual([]);
  });
});

describe('limits that link models', () => {
  it('two equal eigenvalues are one, and a vanishing weight changes nothing but its own bulk', () => {
    const one = ends(supportOf([2], [1], 0.3));
    expectClose(ends(supportOf([2, 2], [0.4, 0.6], 0.3)), one, 1e-15);
    const tiny = ends(supportOf([2, 20], [1 - 1e-9, 1e-9], 0.3));
    expect(tiny.length).toBe(2);
    // First order in the weight.
    expectClose(tiny.slice(0, 1), one, 1e-8);
    // A single far eigenvalue of C: the spiked model's location, t + c t t_0 / (t - t_0).
    const spiked = 20 + (0.3 * 20 * 2) / (20 - 2);
    expect(Math.abs((tiny[1][0] + tiny[1][1]) / 2 / spiked - 1)).toBeLessThan(1e-7);
  });

  it('nearly equal eigenvalues are nearly one', () => {
    expectClose(ends(supportOf([2, 2 + 1e-7], [0.5, 0.5], 0.3)), ends(supportOf([2 + 5e-8], [1], 0.3)), 1e-12);
  });
});

describe('support with curvature down to zero', () => {
  it('begins at zero for c > 1, and does not below', () => {
    const geometry = frameGeometry([1, 3], [0.5, 0.5], { w: [1] });
    const curvature = denseCurvature(geometry, logisticCurvature, [0, 0.25]);
    const of = (c: number) => findSupport(new SpectralCurve(geometry.atoms, c, curvature)).bulks;
    expect(of(1.5)[0].left).toMatchObject({ location: 0, delta: null, kind: 'soft' });
    expect(of(1.5).reduce((sum, { mass }) => sum + mass, 0)).toBeCloseTo(1 / 1.5, 12);
    expect(of(0.9)[0].left.location).toBeGreaterThan(0);
  });
});

describe('support with an unbounded curvature', () => {
  /** g = exp(h), h of variance 1/4: a log-normal law on many nodes, declared unbounded. */
  function logNormal(eigenvalues: number[], weights: number[]): SpectralCurve {
    const trace = eigenvalues.reduce((sum, t, k) => sum + t * weights[k], 0);
    const geometry = frameGeometry(eigenvalues, weights, { w: [0.5 / Math.sqrt(trace)] });
    const curvature: CurvatureLaw = denseCurvature(geometry, (h) => Math.exp(h), [0, Number.POSITIVE_INFINITY]);
    return new SpectralCurve(geometry.atoms, 0.05, curvature);
  }

  it('has no right edge', () => {
    const { bulks } = findSupport(logNormal([1], [1]));
    expect(bulks.length).toBe(1);
    expect(bulks[0].left.location).toBeGreaterThan(0);
    expect(bulks[0].right.location).toBeNull();
    expect(bulks[0].mass).toBeCloseTo(1, 14);
  });

  it('may leave a gap that begins softly, where delta = 0', () => {
    // C = diag(1, 400): the lower bulk's tail ends where an infinite g moves nothing: delta(z) = 0.
    const curve = logNormal([1, 400], [0.5, 0.5]);
    const { bulks } = findSupport(curve);
    expect(bulks.length).toBe(2);
    const { location, delta } = bulks[0].right;
    expect(delta).toBe(0);
    // There c sum w t / (t E[g] - z) = 0.
    const mean = curve.curvature.mean;
    expect(1 / (mean - (location as number)) + 400 / (400 * mean - (location as number))).toBeCloseTo(0, 12);
    expect(bulks.map(({ mass }) => mass)).toEqual([0.5, 0.5]);
  });
});
