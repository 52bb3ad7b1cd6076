/** How far the numbers can be trusted: error estimates over random models, and m(z) against a plain fixed point. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signalGeometry } from '../../../src/covariance/geometry';
import { curvatureLaw } from '../../../src/law/curvature/builder';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import { planeTransforms, type Sample } from '../../reference/plane-integral';

type Curvature = (y: number, h: number) => number;

/** r (r + m), 1 / r = Phi(m) / Phi'(m) = integral from 0 to infinity of exp(m t - t^2 / 2), by Simpson's rule. */
function probitCurvature(y: number, h: number): number {
  const m = y * h;
  const count = 4000;
  const step = (Math.max(m, 0) + 9) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) {
    const t = i * step;
    sum += (i === 0 || i === count ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(m * t - (t * t) / 2);
  }
  const r = 3 / (step * sum);
  return r * (r + m);
}

const CURVATURES: Record<string, Curvature> = {
  logistic: (_, h) => 0.25 / Math.cosh(h / 2) ** 2,
  exponential: (y, h) => Math.exp(-y * h),
  'phase-retrieval': (y, h) => 3 * h * h - y,
  'tanh-square': (y, h) => {
    const t = Math.tanh(h);
    return (1 - t * t) ** 2 + 2 * t * (1 - t * t) * (y - t);
  },
  'pseudo-huber': (y, h) => (1 + (y - h) ** 2) ** -1.5,
  cauchy: (y, h) => (1 - (y - h) ** 2) / (1 + (y - h) ** 2) ** 2,
};

it('error estimates hold for at least 99% of random models', () => {
  const signal = fc.array(
    fc.integer({ min: -10, max: 10 }).map((i) => i / 10),
    { minLength: 2, maxLength: 2 },
  );
  const models = fc.record({
    loss: fc.constantFrom(...Object.keys(CURVATURES)),
    mean: signal,
    w: signal,
    wStar: signal,
    re: fc.integer({ min: -10, max: 10 }).map((i) => i / 10),
    im: fc.integer({ min: 8, max: 15 }).map((i) => i / 10),
  });
  let held = 0;
  const cases = fc.sample(models, { seed: 11, numRuns: 40 });
  for (const { loss, re, im, ...signals } of cases) {
    const model = defineModel({ aspectRatio: 1, response: 'logistic', loss, ...signals } as ModelInput);
    const geometry = signalGeometry(model);
    const law = curvatureLaw(model, geometry);
    const sample: Sample = (h, star) => (_, take) => {
      for (const y of [1, -1]) take(CURVATURES[loss](y, h), 1 / (1 + Math.exp(-y * star)));
    };
    // The plain sum's own error: what a finer step changes.
    const [coarse, plane] = [0.2, 0.15].map((step) => planeTransforms(geometry, sample, [{ re, im }], { step })[0].phi);
    const own =
      Math.hypot(coarse.re - plane.re, coarse.im - plane.im) + 64 * Number.EPSILON * Math.hypot(plane.re, plane.im);
    const { phi, error } = law.transform({ re, im });
    if (Math.hypot(phi.re - plane.re, phi.im - plane.im) <= error + own) held++;
    expect(error).toBeLessThan(1e-10 * (1 + Math.hypot(phi.re, phi.im)));
  }
  expect(held / cases.length).toBeGreaterThanOrEqual(0.99);
});

/** m(z) for C = I by delta <- c / (E[g / (1 + g delta)] - z), averaged with what was before. */
function plainStieltjes(
  g: readonly number[],
  weight: readonly number[],
  c: number,
  zRe: number,
  zIm: number,
): [number, number] {
  let [re, im] = [0, 1];
  for (let step = 0; step < 5_000; step++) {
    let [phiRe, phiIm] = [-zRe, -zIm];
    for (let i = 0; i < g.length; i++) {
      const [x, y] = [1 + g[i] * re, g[i] * im];
      const scale = (weight[i] * g[i]) / (x * x + y * y);
      phiRe += scale * x;
      phiIm -= scale * y;
    }
    const size = phiRe * phiRe + phiIm * phiIm;
    const [nextRe, nextIm] = [(c * phiRe) / size, (-c * phiIm) / size];
    const change = Math.hypot(nextRe - re, nextIm - im);
    [re, im] = [(re + nextRe) / 2, (im + nextIm) / 2];
    if (change < 1e-13) break;
  }
  return [re / c, im / c];
}

/** Gaussian nodes by the trapezoid rule. */
const NODES = Array.from({ length: 301 }, (_, i) => -9 + 0.06 * i);
const WEIGHTS = NODES.map((x) => (0.06 * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI));

it.each([
  [
    'probit loss',
    { response: 'logistic', loss: 'probit', w: [1] },
    (x: number) => probitCurvature(1, x),
    [0.2, 0.6, 1.2],
  ],
  [
    'cauchy loss, linear response: y - h of variance 1 + 0.64 + 0.36',
    { response: { kind: 'linear', noise: 0.6 }, loss: 'cauchy', w: [1, 0], wStar: [0, 0.8] },
    (x: number) => CURVATURES.cauchy(Math.SQRT2 * x, 0),
    [-0.05, 0.3, 1],
  ],
  [
    'pseudo-huber loss of a fit: y = h',
    { response: { kind: 'linear', noise: 0.6 }, loss: 'pseudo-huber', w: [0.5], wStar: [0.5] },
    (x: number) => CURVATURES['pseudo-huber'](0.6 * x, 0),
    [0.3, 0.8, 1.5],
  ],
] as [string, Partial<ModelInput>, (x: number) => number, number[]][])(
  'm(z) just above the real line to 1e-8: %s',
  (_, part, curvature, points) => {
    const law = limitingLaw(defineModel({ aspectRatio: 0.3, ...part } as ModelInput));
    const g = NODES.map(curvature);
    for (const x of points) {
      const { m } = law.stieltjes({ re: x, im: 0.05 });
      const [re, im] = plainStieltjes(g, WEIGHTS, 0.3, x, 0.05);
      expect(Math.hypot(m.re - re, m.im - im)).toBeLessThan(1e-8 * Math.hypot(re, im));
      expect(Math.abs(m.im / im - 1)).toBeLessThan(1e-8);
    }
  },
);

it('huber loss: the law of two atoms with exact weights', () => {
  const model = defineModel({
    aspectRatio: 0.3,
    response: { kind: 'linear', noise: 0.6 },
    loss: { kind: 'huber', threshold: 1 },
    w: [0.5],
    wStar: [0.5],
  });
  const law = curvatureLaw(model, signalGeometry(model));
  // P(|N(0, 0.36)| <= 1) = erf(1 / (0.6 sqrt 2)).
  const inside = 0.9044192954543706;
  expect(law.support).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(Math.abs(law.mean - inside)).toBeLessThan(1e-13);
  expect(Math.abs(law.atomAtZero - (1 - inside))).toBeLessThan(1e-13);
  expect(law.transform({ re: 1, im: 0 }).phi.re).toBeCloseTo(inside / 2, 13);
});
