/** Densities of 1e-10, six digits of them: in tails that have no end, and as close to an edge as numbers come. */

import { describe, expect, it } from 'vitest';
import { marchenkoPastur } from '../../src/law/distribution/marchenko-pastur';
import { assembledLaw, limitingLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { doubledLaw } from './doubled-law';

const RARE = 1e-10;
const ACCURACY = 1e-6;

/** Where a density that falls from `start` on, in the direction of `step`, is down to 1e-10. */
function whereRare(density: (x: number) => number, start: number, step: number): number {
  let [inner, outer] = [start, start + step];
  while (density(outer) > RARE) [inner, outer] = [outer, start + 2 * (outer - start)];
  while (density(inner) / density(outer) > 1.01) {
    const middle = (inner + outer) / 2;
    if (density(middle) > RARE) inner = middle;
    else outer = middle;
  }
  return inner;
}

/**
 * g = exp(s t), t ~ N(0, 1), for C = I, where m = delta / c and phi(delta) - c / delta = z. With delta = x + i eta the integral
 * for phi is the mean S of those just below and above its pole, plus half of the residue there; S is real on the real line:
 *
 *     S(x) - c / x = z,   eta (S'(x) + c / x^2) = -pi phi(t_p) / (s x),   t_p = log(-1 / x) / s,
 *
 * up to eta^2. S and S' by the trapezoid rule on Im t = 1/2.
 */
function logNormalTail(s: number, c: number, z: number): number {
  const sums = (x: number) => {
    let [value, slope] = [0, 0];
    const step = 0.05;
    for (let k = -260; k <= 260; k++) {
      const t = k * step;
      // exp(s (t + i/2)) and the Gaussian density at t + i/2.
      const size = Math.exp(s * t);
      const [gRe, gIm] = [size * Math.cos(s / 2), size * Math.sin(s / 2)];
      const weight = (step * Math.exp((-t * t) / 2 + 1 / 8)) / Math.sqrt(2 * Math.PI);
      const [wRe, wIm] = [weight * Math.cos(t / 2), -weight * Math.sin(t / 2)];
      const [qRe, qIm] = [1 + x * gRe, x * gIm];
      const q2 = qRe * qRe + qIm * qIm;
      const [psiRe, psiIm] = [(gRe * qRe + gIm * qIm) / q2, (gIm * qRe - gRe * qIm) / q2];
      value += wRe * psiRe - wIm * psiIm;
      slope -= wRe * (psiRe * psiRe - psiIm * psiIm) - wIm * 2 * psiRe * psiIm;
    }
    return { value, slope };
  };
  // Between the bulk and -0 the left side grows with x: bisection.
  let [low, high] = [-1, -1e-9];
  const left = (x: number) => sums(x).value - c / x - z;
  while (left(low) > 0) low *= 2;
  // The tail is the last crossing: x just below zero, where -c / x outweighs S.
  let inner = high;
  while (left(inner) > 0 && inner > low) inner *= 1.05;
  [low, high] = [inner, inner / 1.05];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (left(middle) > 0) high = middle;
    else low = middle;
  }
  const pole = Math.log(-1 / low) / s;
  const gaussian = Math.exp((-pole * pole) / 2) / Math.sqrt(2 * Math.PI);
  const eta = (-Math.PI * gaussian) / (s * low) / (sums(low).slope + c / (low * low));
  return eta / (Math.PI * c);
}

it('exponential loss: against a contour off the axis and the residue of its pole', () => {
  const [s, c] = [0.8, 0.25];
  const law = limitingLaw(defineModel({ aspectRatio: c, response: 'logistic', loss: 'exponential', w: [s] }));
  const x = whereRare((at) => law.density(at), 2, 2);
  for (const at of [x, 0.7 * x]) {
    const { density, error } = law.densityAt(at);
    const exact = logNormalTail(s, c, at);
    // The formula leaves out its own square.
    expect(Math.abs(density / exact - 1)).toBeLessThan(ACCURACY);
    expect(error / density).toBeLessThan(ACCURACY);
  }
  expect(law.density(x)).toBeLessThan(1.1 * RARE);
});

const phaseRetrieval: ModelInput = {
  aspectRatio: 0.2,
  response: 'phase-retrieval',
  loss: 'phase-retrieval',
  w: [1, 0],
  wStar: [0.4, 1.2],
};

describe('against doubled resolution', () => {
  it.each<[string, ModelInput, 1 | -1]>([
    ['phase retrieval, right', phaseRetrieval, 1],
    ['phase retrieval, left', phaseRetrieval, -1],
    ['noisy phase retrieval, left', { ...phaseRetrieval, response: { kind: 'phase-retrieval', noise: 0.5 } }, -1],
    ['Poisson loss', { aspectRatio: 0.3, response: 'poisson', loss: 'poisson', w: [0.7], wStar: [0.5] }, 1],
    ['tanh-square, linear response', { aspectRatio: 0.3, response: 'linear', loss: 'tanh-square', w: [0.7] }, 1],
    [
      'a preprocessing without a bound, two atoms of C',
      {
        aspectRatio: 0.4,
        response: { kind: 'tanh', noise: 1 },
        preprocessing: { kind: 'identity' },
        wStar: [1],
        covariance: { eigenvalues: [1, 3], weights: [0.5, 0.5] },
      },
      1,
    ],
  ])('%s', (_, input, side) => {
    const model = defineModel(input);
    const law = assembledLaw(model);
    const x = whereRare((at) => law.density(at), side * law.size, side * law.size);
    const { density, error } = law.densityAt(x);
    expect(density).toBeLessThan(1.1 * RARE);
    expect(density).toBeGreaterThan(0.9 * RARE);
    expect(error / density).toBeLessThan(ACCURACY);
    expect(Math.abs(doubledLaw(model, law).density(x) / density - 1)).toBeLessThan(ACCURACY);
  });
});

// A density of 1e-10 is 1e-20 from such an edge: no number is. At 1e-9 rounding of x itself changes it by 1e-7.
it.each([0.04, 0.5])('next to the edges of the Marchenko-Pastur law, c = %d', (c) => {
  const law = limitingLaw(defineModel({ aspectRatio: c, response: 'linear', loss: 'square' }));
  const { support } = marchenkoPastur({ aspectRatio: c });
  const [left, right] = support;
  for (const side of [0, 1]) {
    const x = support[side] + (side === 0 ? 1 : -1) * 1e-9;
    const [below, above] = [x - left, right - x];
    const exact = Math.sqrt(below * above) / (2 * Math.PI * c * x);
    expect(Math.abs(law.density(x) / exact - 1)).toBeLessThan(ACCURACY);
  }
});
