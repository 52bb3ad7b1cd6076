import { describe, expect, it } from 'vitest';
import type { SignalGeometry } from '../../../src/covariance/geometry';
import { ModelError } from '../../../src/errors';
import { curvatureLaw } from '../../../src/law/curvature/builder';
import type { CurvatureLaw } from '../../../src/law/curvature/curvature-law';
import { defineModel } from '../../../src/model/define-model';
import type { Loss, Response } from '../../../src/model/model';
import type { Complex } from '../../../src/numerics/complex';
import {
  type Plan,
  type PlaneTransform,
  planeMoments,
  planeTransforms,
  type Sample,
} from '../../reference/plane-integral';
import { type FrameSignals, frameGeometry } from '../frame-geometry';

const GENERAL: FrameSignals = { mean: [0.3, -0.2], w: [0.5, 0.2], wStar: [-0.1, 0.6] };
const DELTA: Complex = { re: 0.3, im: 0.8 };

/** The losses of a name alone. */
type PlainLoss = Exclude<Loss, { threshold: number } | { scale: number } | { kind: 'custom' }>['kind'];

function lawOf(loss: PlainLoss, response: Response, geometry: SignalGeometry): CurvatureLaw {
  return curvatureLaw({ loss: { kind: loss }, preprocessing: null, response }, geometry);
}

function clipLaw(bound: number, response: Response, geometry: SignalGeometry): CurvatureLaw {
  return curvatureLaw({ loss: null, preprocessing: { kind: 'clip', bound }, response }, geometry);
}

const logistic = (y: number, star: number) => 1 / (1 + Math.exp(-y * star));

/** Phi(y h*) by Taylor's series and, in the tail, the continued fraction of Mills' ratio. */
function probit(y: number, star: number): number {
  const x = Math.abs(star);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let upper = 0;
  if (x < 3) {
    let term = x;
    for (let n = 1; n < 60; n++) {
      upper += term;
      term *= (x * x) / (2 * n + 1);
    }
    upper = 0.5 - density * upper;
  } else {
    for (let k = 60; k > 0; k--) upper = k / (x + upper);
    upper = density / (x + upper);
  }
  return y * star > 0 ? 1 - upper : upper;
}

function expectClose(law: CurvatureLaw, plane: PlaneTransform, delta: Complex, tolerance: number): void {
  const { phi, derivative, error } = law.transform(delta);
  const scale = Math.hypot(plane.phi.re, plane.phi.im);
  const distance = Math.hypot(phi.re - plane.phi.re, phi.im - plane.phi.im);
  expect(distance).toBeLessThan(tolerance * scale);
  expect(error).toBeLessThan(tolerance * scale);
  const slope = Math.hypot(plane.derivative.re, plane.derivative.im);
  expect(Math.hypot(derivative.re - plane.derivative.re, derivative.im - plane.derivative.im)).toBeLessThan(
    tolerance * slope,
  );
}

function expectMomentsClose(law: CurvatureLaw, plane: number[][], delta: number, tolerance: number): void {
  const { psi, error } = law.signalMoments(delta);
  const scale = Math.max(...plane.flat().map(Math.abs));
  psi.forEach((row, i) => {
    row.forEach((value, j) => {
      expect(Math.abs(value - plane[i][j])).toBeLessThan(tolerance * scale);
    });
  });
  expect(error).toBeLessThan(tolerance * scale);
}

// The plain sums err by exp(-2 pi d / step), d the distance of the nearest pole of psi: 1e-8 at worst here.
describe('every combination against plain sums over the plane', () => {
  const geometry = frameGeometry([1, 2], [0.5, 0.5], GENERAL);
  const expectPlane = (law: CurvatureLaw, sample: Sample, fine: Plan, coarse: Plan, tolerance: number) => {
    expectClose(law, planeTransforms(geometry, sample, [DELTA], fine)[0], DELTA, tolerance);
    // At delta = 0 psi is g: no pole.
    expectMomentsClose(law, planeMoments(geometry, sample, 0, coarse), 0, 1e-11);
  };
  const labels: [Response, (y: number, star: number) => number][] = [
    [{ kind: 'logistic' }, logistic],
    [{ kind: 'probit' }, probit],
  ];
  const labelLosses: [PlainLoss, (y: number, h: number) => number][] = [
    ['logistic', (_, h) => 0.25 / Math.cosh(h / 2) ** 2],
    ['exponential', (y, h) => Math.exp(-y * h)],
    ['square', () => 1],
    ['phase-retrieval', (y, h) => 3 * h * h - y],
  ];
  for (const [response, probability] of labels) {
    for (const [loss, g] of labelLosses) {
      it(`${loss} loss, ${response.kind} labels`, () => {
        const law = lawOf(loss, response, geometry);
        const sample: Sample = (h, star) => (_, take) => {
          for (const y of [1, -1]) take(g(y, h), probability(y, star));
        };
        expectPlane(law, sample, { step: 0.06 }, { step: 0.2 }, 1e-11);
      });
    }
  }

  const squares: [Response, (star: number, noise: number) => number][] = [
    [{ kind: 'linear', noise: 0 }, (star) => star],
    [{ kind: 'linear', noise: 0.5 }, (star, noise) => star + 0.5 * noise],
    [{ kind: 'phase-retrieval', noise: 0 }, (star) => star * star],
    [{ kind: 'phase-retrieval', noise: 0.5 }, (star, noise) => star * star + 0.5 * noise],
  ];
  for (const [response, y] of squares) {
    const { kind, noise } = response as Extract<Response, { noise: number }>;
    it(`phase-retrieval loss, ${kind} response with noise ${noise}`, () => {
      const law = lawOf('phase-retrieval', response, geometry);
      const sample: Sample = (h, star) => (xi, take) => take(3 * h * h - y(star, xi), 1);
      const noiseStep = noise === 0 ? 0 : 0.4;
      expectPlane(law, sample, { step: noise === 0 ? 0.05 : 0.12, noiseStep }, { step: 0.25, noiseStep }, 1e-8);
    });

    it(`clip that clips nothing, ${kind} response with noise ${noise}`, () => {
      const law = clipLaw(1e4, response, geometry);
      const sample: Sample = (_, star) => (xi, take) => take(y(star, xi), 1);
      const noiseStep = noise === 0 ? 0 : 0.4;
      expectPlane(law, sample, { step: noise === 0 ? 0.05 : 0.12, noiseStep }, { step: 0.25, noiseStep }, 1e-8);
    });
  }
});

describe('closed forms', () => {
  it('E[sech^4(s x)] = 0.131664 at s = 4', () => {
    const law = lawOf('logistic', { kind: 'logistic' }, frameGeometry([1], [1], { w: [8] }));
    expect(Math.abs(16 * law.secondMoment - 0.131664)).toBeLessThan(5e-7);
  });

  it.each([0.3, 1, 3])('exponential loss, labels independent of h: log-normal, |w| = %d', (s) => {
    const law = lawOf('exponential', { kind: 'logistic' }, frameGeometry([1], [1], { w: [s] }));
    expect(Math.abs(law.mean / Math.exp((s * s) / 2) - 1)).toBeLessThan(1e-13);
    expect(Math.abs(law.secondMoment / Math.exp(2 * s * s) - 1)).toBeLessThan(1e-12);
  });

  it('phase retrieval: Gaussian moments', () => {
    const law = lawOf(
      'phase-retrieval',
      { kind: 'phase-retrieval', noise: 0 },
      frameGeometry([1], [1], { w: [0, 1], wStar: [2, 0] }),
    );
    expect(Math.abs(law.mean + 1)).toBeLessThan(1e-13);
    expect(Math.abs(law.secondMoment - 51)).toBeLessThan(51e-13);
  });

  it('square loss: g = 1 whatever the response', () => {
    const response: Response = { kind: 'linear', noise: 1 };
    const law = lawOf('square', response, frameGeometry([1], [1], GENERAL));
    expect(law.support).toEqual([[1, 1]]);
    expect(law.transform({ re: 1, im: 0 })).toMatchObject({ phi: { re: 0.5 }, derivative: { re: -0.25 } });
    expect(law.signalMoments(1).psi).toEqual([
      [0.5, 0, 0],
      [0, 0.5, 0],
      [0, 0, 0.5],
    ]);
  });

  // g ~ N(0, 1): Im phi(x + i0) = -pi nu(G) / x^2 at G = -1 / x; the next term is of relative order Im delta. G = 2.5 is an
  // end of panels.
  describe.each([-0.4, -0.41])('Gaussian g, Re delta = %d: phi by its residue', (x) => {
    const law = clipLaw(1e4, { kind: 'linear', noise: 0 }, frameGeometry([1], [1], { wStar: [1] }));
    const density = Math.exp(-0.5 / (x * x)) / Math.sqrt(2 * Math.PI);
    const exact = (-Math.PI * density) / (x * x);

    it.each([1e-3, 1e-6, 1e-9, 1e-13, 1e-30, 1e-100])('Im delta = %d', (im) => {
      const { phi, error } = law.transform({ re: x, im });
      expect(Math.abs(phi.im / exact - 1)).toBeLessThan(1e-11 + 5 * im);
      expect(error).toBeLessThan(1e-11);
    });

    // The slope of a density known to 1e-11 on the narrowest panels, of relative width 1e-7, is good to 1e-4: enough for
    // Newton's steps, the only use of the derivative at a pole.
    it.each([1e-3, 1e-6, 1e-9])('Im delta = %d: phi changes by its derivative', (im) => {
      const step = 1e-5;
      const { derivative } = law.transform({ re: x, im });
      const [ahead, behind] = [x + step, x - step].map((re) => law.transform({ re, im }).phi);
      expect(Math.abs((ahead.re - behind.re) / (2 * step) - derivative.re)).toBeLessThan(1e-4);
      expect(Math.abs((ahead.im - behind.im) / (2 * step) - derivative.im)).toBeLessThan(1e-4);
    });
  });
});

describe('clip', () => {
  const geometry = frameGeometry([1], [1], { w: [0.6, 0.8], wStar: [1, 0] });

  it('puts the mass beyond the bounds at them', () => {
    // P(|y| > 1) = 0.31731050786 for a standard normal y; half of it on either side.
    const law = clipLaw(1, { kind: 'linear', noise: 0 }, geometry);
    expect(law.support).toEqual([[-1, 1]]);
    expect(Math.abs(law.mean)).toBeLessThan(1e-15);
    const inner = 0.6826894921370859 - 2 * 0.24197072451914337;
    expect(Math.abs(law.secondMoment - (1 - 0.6826894921370859) - inner)).toBeLessThan(1e-14);
  });

  it('sees a noisy linear response as a noiseless one of a longer wStar', () => {
    const noisy = clipLaw(0.7, { kind: 'linear', noise: 0.75 }, geometry);
    const longer = clipLaw(
      0.7,
      { kind: 'linear', noise: 0 },
      frameGeometry([1], [1], { w: [0.6, 0.8], wStar: [1.25, 0] }),
    );
    const [a, b] = [noisy, longer].map((law) => law.transform(DELTA).phi);
    expect(Math.hypot(a.re - b.re, a.im - b.im)).toBeLessThan(1e-14);
    // E[psi a] shrinks by the share of wStar in y.
    const [first, whole] = [noisy, longer].map((law) => law.signalMoments(0.5).psi[0][1]);
    expect(Math.abs(first / whole - 0.8)).toBeLessThan(1e-13);
  });

  it('of labels is two point masses', () => {
    const law = clipLaw(0.5, { kind: 'logistic' }, geometry);
    expect(law.support).toEqual([
      [-0.5, -0.5],
      [0.5, 0.5],
    ]);
    expect(Math.abs(law.mean)).toBeLessThan(1e-15);
    expect(Math.abs(law.secondMoment - 0.25)).toBeLessThan(1e-15);
  });

  it('of a constant zero response is an atom at zero', () => {
    const law = clipLaw(0.5, { kind: 'linear', noise: 0 }, frameGeometry([1], [1]));
    expect(law.atomAtZero).toBe(1);
    expect(law.support).toEqual([[0, 0]]);
  });
});

describe('limits that link models', () => {
  const geometry = frameGeometry([1], [1], GENERAL);
  const distance = (one: CurvatureLaw, other: CurvatureLaw) => {
    const [a, b] = [one, other].map((law) => law.transform(DELTA).phi);
    return Math.hypot(a.re - b.re, a.im - b.im);
  };

  it.each(['linear', 'phase-retrieval'] as const)('noise -> 0, %s response: a change of its square', (kind) => {
    const quiet = lawOf('phase-retrieval', { kind, noise: 0 }, geometry);
    const changes = [0.04, 0.02].map((noise) => distance(lawOf('phase-retrieval', { kind, noise }, geometry), quiet));
    expect(changes[0]).toBeLessThan(0.04 ** 2);
    expect(changes[0] / changes[1]).toBeGreaterThan(3.9);
    expect(changes[0] / changes[1]).toBeLessThan(4.1);
  });

  it('scores close to proportional: a change of the second order in the angle', () => {
    const at = (angle: number) =>
      lawOf(
        'phase-retrieval',
        { kind: 'phase-retrieval', noise: 0 },
        frameGeometry([1], [1], { mean: [0.2, 0], w: [1, 0], wStar: [1, angle] }),
      );
    const parallel = at(0);
    expect(parallel.basis.rank).toBe(1);
    const changes = [2e-2, 1e-2].map((angle) => distance(at(angle), parallel));
    expect(changes[1]).toBeGreaterThan(0);
    expect(changes[0] / changes[1]).toBeGreaterThan(3.9);
    expect(changes[0] / changes[1]).toBeLessThan(4.1);
  });

  it('w -> 0: the curvature at h = 0, for every loss', () => {
    const small = frameGeometry([1], [1], { mean: [1, 0], w: [1e-5, 1e-5], wStar: [1, 0] });
    const none = frameGeometry([1], [1], { mean: [1, 0], wStar: [1, 0] });
    for (const loss of ['logistic', 'exponential', 'phase-retrieval'] as const) {
      const response: Response = { kind: 'probit' };
      expect(distance(lawOf(loss, response, small), lawOf(loss, response, none))).toBeLessThan(3e-5);
    }
    const response: Response = { kind: 'phase-retrieval', noise: 0 };
    expect(distance(lawOf('phase-retrieval', response, small), lawOf('phase-retrieval', response, none))).toBeLessThan(
      3e-5,
    );
    expect(lawOf('logistic', { kind: 'probit' }, none).support).toEqual([[0.25, 0.25]]);
    expect(lawOf('exponential', { kind: 'probit' }, none).support).toEqual([[1, 1]]);
  });
});

describe('signal moments', () => {
  const geometry = frameGeometry([1, 3], [0.25, 0.75], GENERAL);
  const combinations: [string, CurvatureLaw, number][] = [
    ['logistic', lawOf('logistic', { kind: 'logistic' }, geometry), -3.9],
    ['exponential', lawOf('exponential', { kind: 'logistic' }, geometry), 5],
    ['clipped', clipLaw(1, { kind: 'phase-retrieval', noise: 0.1 }, geometry), 0.99],
  ];

  it.each(combinations)('%s: their first entries are phi and -phi, close to a pole', (_, law, delta) => {
    const { psi, psiSquared } = law.signalMoments(delta);
    const { phi, derivative } = law.transform({ re: delta, im: 0 });
    expect(Math.abs(psi[0][0] / phi.re - 1)).toBeLessThan(1e-13);
    expect(Math.abs(psiSquared[0][0] / derivative.re + 1)).toBeLessThan(1e-13);
    expect(phi.im).toBeCloseTo(0, 300);
  });

  it.each(combinations)('%s: psi^2 is minus the derivative of psi', (_, law, delta) => {
    const step = 1e-5;
    const middle = law.signalMoments(delta);
    const [ahead, behind] = [law.signalMoments(delta + step), law.signalMoments(delta - step)];
    const scale = middle.psiSquared[0][0];
    middle.psiSquared.forEach((row, i) => {
      row.forEach((value, j) => {
        const slope = (ahead.psi[i][j] - behind.psi[i][j]) / (2 * step);
        expect(Math.abs(slope + value)).toBeLessThan(1e-5 * scale);
      });
    });
  });

  it('have as many rows as the basis has columns, and one more', () => {
    for (const signals of [{}, { w: [1] }, { w: [1, 0], wStar: [0, 1] }]) {
      const law = lawOf('logistic', { kind: 'logistic' }, frameGeometry([1], [1], signals));
      expect(law.signalMoments(0).psi.length).toBe(law.basis.rank + 1);
      expect(law.signalMoments(0).psi[0].length).toBe(law.basis.rank + 1);
    }
  });
});

describe('refusals and supports', () => {
  const geometry = frameGeometry([1], [1], GENERAL);

  it.each(['logistic', 'exponential'] as const)('refuses the %s loss with a continuous response', (loss) => {
    const build = () => defineModel({ aspectRatio: 1, loss, response: { kind: 'linear', noise: 1 } });
    expect(build).toThrow(ModelError);
    expect(build).toThrow(/^loss: .*labels/);
  });

  it('states the values that g takes', () => {
    const [none, all] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const square: Response = { kind: 'phase-retrieval', noise: 0 };
    expect(lawOf('logistic', { kind: 'logistic' }, geometry).support).toEqual([[0, 0.25]]);
    expect(lawOf('exponential', { kind: 'logistic' }, geometry).support).toEqual([[0, all]]);
    expect(lawOf('phase-retrieval', { kind: 'logistic' }, geometry).support).toEqual([[-1, all]]);
    expect(lawOf('phase-retrieval', square, geometry).support).toEqual([[none, all]]);
    expect(lawOf('phase-retrieval', square, frameGeometry([1], [1], { wStar: [1] })).support).toEqual([[none, 0]]);
    expect(lawOf('phase-retrieval', square, frameGeometry([1], [1], { w: [1], wStar: [1] })).support).toEqual([
      [0, all],
    ]);
    expect(clipLaw(2, square, geometry).support).toEqual([[0, 2]]);
    expect(clipLaw(2, { kind: 'linear', noise: 1 }, geometry).support).toEqual([[-2, 2]]);
  });
});
