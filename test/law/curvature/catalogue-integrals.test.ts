/** E[psi] at complex delta for every loss that is not the first paper's, against sums that know nothing of the law's. */

import { describe, expect, it } from 'vitest';
import { signalGeometry } from '../../../src/covariance/geometry';
import { curvatureLaw } from '../../../src/law/curvature/builder';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import type { Complex } from '../../../src/numerics/complex';
import { type Plan, planeTransforms, type Sample } from '../../reference/plane-integral';

const DELTAS: readonly Complex[] = [
  { re: 0.3, im: 0.8 },
  { re: -0.7, im: 0.5 },
  { re: -0.1, im: 2 },
];
/** Of |phi|: what the plain sums resolve at their steps; without noise, where those are finer, 1e-10 and less. */
const TOLERANCE = 1e-8;
const SIGNALS = { mean: [0.3, -0.2], w: [0.5, 0.2], wStar: [-0.1, 0.6] } as const;

/** g at h, as a function of y. */
type Curvature = (h: number) => (y: number) => number;

/** The function, remembering its last value: sums over the plane ask for the same score again and again. */
function remembering<T>(f: (x: number) => T): (x: number) => T {
  let [last, value]: [number, T | undefined] = [Number.NaN, undefined];
  return (x) => {
    if (x !== last) [last, value] = [x, f(x)];
    return value as T;
  };
}

/** r (r + m), 1 / r = Phi(m) / Phi'(m) = integral from 0 to infinity of exp(m t - t^2 / 2), by the midpoint rule in log t. */
function probit(m: number): number {
  let sum = 0;
  for (let u = -36; u < 4; u += 0.15) sum += 0.15 * Math.exp(u + m * Math.exp(u) - Math.exp(2 * u) / 2);
  return (1 / sum) * (1 / sum + m);
}

const CURVATURES: Record<string, Curvature> = {
  probit: (h) => {
    const [above, below] = [probit(h), probit(-h)];
    return (y) => (y > 0 ? above : below);
  },
  poisson: (h) => {
    const rate = Math.exp(h);
    return () => rate;
  },
  'squared-hinge': (h) => (y) => (y * h < 1 ? 1 : 0),
  'phase-retrieval': (h) => (y) => 3 * h * h - y,
  // (y - tanh h)^2 / 2: the square of the slope, less the residual times the second derivative.
  'tanh-square': (h) => {
    const t = Math.tanh(h);
    const slope = 1 - t * t;
    return (y) => slope * slope + 2 * t * slope * (y - t);
  },
  huber: (h) => (y) => (Math.abs(y - h) <= 1 ? 1 : 0),
  'pseudo-huber': (h) => (y) => (1 + (y - h) ** 2) ** -1.5,
  'log-cosh': (h) => (y) => Math.cosh(y - h) ** -2,
  cauchy: (h) => (y) => (1 - (y - h) ** 2) / (1 + (y - h) ** 2) ** 2,
};

function expectAgreement(input: Partial<ModelInput>, sample: Sample, plan: Plan): void {
  const model = defineModel({ aspectRatio: 0.5, ...SIGNALS, ...input } as ModelInput);
  const geometry = signalGeometry(model);
  const law = curvatureLaw(model, geometry);
  planeTransforms(geometry, sample, DELTAS, plan).forEach(({ phi: exact }, i) => {
    const { phi, error } = law.transform(DELTAS[i]);
    const size = Math.hypot(exact.re, exact.im);
    expect(Math.hypot(phi.re - exact.re, phi.im - exact.im)).toBeLessThan(TOLERANCE * size);
    expect(error).toBeLessThan(1e-11 * size);
  });
}

describe('labels', () => {
  it.each(['probit', 'squared-hinge', 'tanh-square', 'huber', 'pseudo-huber', 'log-cosh', 'cauchy'])(
    '%s loss',
    (loss) => {
      const curvature = remembering(CURVATURES[loss]);
      const sample: Sample = (h, star) => (_, take) => {
        const g = curvature(h);
        for (const y of [1, -1]) take(g(y), 1 / (1 + Math.exp(-y * star)));
      };
      // Everything that jumps does so in h: |y h| = 1, |y - h| = 1.
      expectAgreement({ response: 'logistic', loss: loss as 'probit' }, sample, {
        along: 'w',
        cuts: [-2, -1, 0, 1, 2],
        width: 0.75,
        step: 0.25,
      });
    },
  );

  it('probit loss, flipped signs', () => {
    const sample: Sample = (h, star) => (_, take) => {
      const g = CURVATURES.probit(h);
      for (const y of [1, -1]) take(g(y), y * star > 0 ? 0.9 : 0.1);
    };
    const input = { response: { kind: 'sign', flip: 0.1 }, loss: 'probit' } as const;
    expectAgreement(input, sample, { along: 'wStar', cuts: [0], width: 3, step: 0.3 });
  });
});

describe('maps of h* with noise', () => {
  const maps: [string, (star: number) => number][] = [
    ['linear', (star) => star],
    ['phase-retrieval', (star) => star * star],
    ['amplitude', Math.abs],
    ['tanh', Math.tanh],
    ['relu', (star) => Math.max(star, 0)],
  ];
  for (const [kind, map] of maps) {
    it.each(['phase-retrieval', 'tanh-square', 'pseudo-huber', 'log-cosh'])(`%s loss, ${kind}`, (loss) => {
      const middle = remembering(map);
      const sample: Sample = (h, star) => {
        const [g, y] = [CURVATURES[loss](h), middle(star)];
        return (noise, take) => take(g(y + 0.6 * noise), 1);
      };
      const input = { response: { kind, noise: 0.6 }, loss } as Partial<ModelInput>;
      // A square changes fast far out.
      const step = kind === 'phase-retrieval' ? 0.1 : 0.14;
      expectAgreement(input, sample, { along: 'wStar', cuts: [0], width: 1.5, step, noiseStep: 0.22 });
    });

    it.each(['phase-retrieval', 'tanh-square', 'pseudo-huber', 'log-cosh', 'cauchy'])(
      `%s loss, ${kind}, without noise`,
      (loss) => {
        const sample: Sample = (h, star) => (_, take) => take(CURVATURES[loss](h)(map(star)), 1);
        const input = { response: { kind, noise: 0 }, loss } as Partial<ModelInput>;
        expectAgreement(input, sample, { along: 'wStar', cuts: [0], width: 0.6, step: 0.06 });
      },
    );
  }
});

describe('counts', () => {
  const logFactorials = [0];
  for (let k = 1; k < 4000; k++) logFactorials.push(logFactorials[k - 1] + Math.log(k));
  /** The counts from `first` on that have a probability to speak of. */
  const countsAt = (star: number) => {
    const rate = Math.exp(star);
    const spread = 9 * Math.sqrt(rate) + 30;
    const first = Math.max(0, Math.floor(rate - spread));
    const probabilities: number[] = [];
    for (let y = first; y <= rate + spread && y < 4000; y++) {
      probabilities.push(Math.exp(y * star - rate - logFactorials[y]));
    }
    return { first, probabilities };
  };
  const withCounts = (curvature: Curvature): Sample => {
    const [counts, at] = [remembering(countsAt), remembering(curvature)];
    return (h, star) => (_, take) => {
      const { first, probabilities } = counts(star);
      const g = at(h);
      for (let k = 0; k < probabilities.length; k++) take(g(first + k), probabilities[k]);
    };
  };

  it.each(['poisson', 'tanh-square', 'phase-retrieval', 'pseudo-huber', 'log-cosh', 'cauchy'])('%s loss', (loss) => {
    const plan = { along: 'wStar', width: 1.5, step: 0.12 } as const;
    expectAgreement({ response: 'poisson', loss: loss as 'poisson' }, withCounts(CURVATURES[loss]), plan);
  });

  it('huber loss', () => {
    const cuts = Array.from({ length: 16 }, (_, k) => k - 8);
    const plan = { along: 'w', cuts, width: 1.5, step: 0.2 } as const;
    expectAgreement({ response: 'poisson', loss: 'huber' }, withCounts(CURVATURES.huber), plan);
  });
});
