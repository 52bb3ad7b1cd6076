/** Functions of the caller's in place of the catalogue's: the same numbers where they say the same, and typed refusals. */

import { describe, expect, it } from 'vitest';
import { signalGeometry } from '../../src/covariance/geometry';
import { FunctionError, ModelError } from '../../src/errors';
import { curvatureLaw } from '../../src/law/curvature/builder';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { modelFileOf } from '../../src/model/model-file';
import { simulate } from '../../src/simulation/simulate';

const SIZE = { samples: 90, features: 30, mean: [0.4, 0], w: [1, 0], wStar: [0.6, 0.8] } as const;

/** What a caller writes, beside the name that says the same. */
const TWINS: [string, Partial<ModelInput>, Partial<ModelInput>][] = [
  [
    'a loss',
    { response: 'logistic', loss: { curvature: (_, h) => 0.25 / Math.cosh(h / 2) ** 2, range: [0, 0.25] } },
    { response: 'logistic', loss: 'logistic' },
  ],
  [
    'a loss with kinks that are not declared',
    { response: 'logistic', loss: { curvature: (y, h) => (y * h < 1 ? 1 : 0) } },
    { response: 'logistic', loss: 'squared-hinge' },
  ],
  [
    'a response with labels',
    {
      response: {
        values: [1, -1],
        probabilities: (hStar) => [1 / (1 + Math.exp(-hStar)), 1 / (1 + Math.exp(hStar))],
      },
      loss: 'exponential',
    },
    { response: 'logistic', loss: 'exponential' },
  ],
  [
    'a response with a jump',
    {
      response: { values: [1, -1], probabilities: (hStar) => (hStar >= 0 ? [0.9, 0.1] : [0.1, 0.9]), kinks: [0] },
      loss: 'exponential',
    },
    { response: { kind: 'sign', flip: 0.1 }, loss: 'exponential' },
  ],
  [
    'a map with noise',
    { response: { map: (hStar) => Math.max(hStar, 0), noise: 0.3, kinks: [0] }, loss: 'huber' },
    { response: { kind: 'relu', noise: 0.3 }, loss: 'huber' },
  ],
  [
    'a preprocessing',
    {
      response: { kind: 'phase-retrieval', noise: 0.2 },
      preprocessing: { transform: (y) => Math.max(-1, Math.min(1, y)), kinks: [-1, 1] },
    },
    { response: { kind: 'phase-retrieval', noise: 0.2 }, preprocessing: { kind: 'clip', bound: 1 } },
  ],
];

describe.each(TWINS)('%s of the caller s', (_, own, named) => {
  const [mine, theirs] = [own, named].map((part) => defineModel({ ...SIZE, ...part } as ModelInput));

  it('simulates to the same eigenvalues', async () => {
    const [a, b] = [await simulate(mine, { seed: 2 }), await simulate(theirs, { seed: 2 })];
    const norm = Math.max(...b.eigenvalues.map(Math.abs));
    // exp and cosh of the host differ from the kernels' in the last place.
    a.eigenvalues.forEach((value, i) => {
      expect(Math.abs(value - b.eigenvalues[i])).toBeLessThan(64 * Number.EPSILON * 30 * norm);
    });
  });

  it('has the same law of g', () => {
    const [a, b] = [mine, theirs].map((model) => curvatureLaw(model, signalGeometry(model)));
    for (const delta of [
      { re: 0.3, im: 0.8 },
      { re: -0.2, im: 0.05 },
    ]) {
      const [p, q] = [a, b].map((law) => law.transform(delta).phi);
      expect(Math.hypot(p.re - q.re, p.im - q.im)).toBeLessThan(1e-11 * Math.hypot(q.re, q.im));
    }
    expect(Math.abs(a.atomAtZero - b.atomAtZero)).toBeLessThan(1e-11);
    a.signalMoments(0).psi.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(Math.abs(value - b.signalMoments(0).psi[i][j])).toBeLessThan(1e-11 * (1 + Math.abs(b.secondMoment)));
      });
    });
    a.support.flat().forEach((end, i) => {
      const expected = b.support.flat()[i];
      if (end !== expected) expect(Math.abs(end - expected), `${a.support} | ${b.support}`).toBeLessThan(1e-8);
    });
  });
});

it('takes a loss of y and h with a continuous response, by sheets', () => {
  const own = { curvature: (y: number, h: number) => 1 / (1 + (y - h) ** 2) ** 1.5, range: [0, 1] } as const;
  const base = { aspectRatio: 0.5, response: { kind: 'linear', noise: 0.5 }, w: [1, 0], wStar: [0.6, 0.8] } as const;
  const [mine, theirs] = [own, 'pseudo-huber' as const].map((loss) => defineModel({ ...base, loss }));
  const [a, b] = [mine, theirs].map((model) => curvatureLaw(model, signalGeometry(model)));
  for (const delta of [
    { re: 0.3, im: 0.8 },
    { re: -0.5, im: 0.3 },
  ]) {
    const { phi, error } = a.transform(delta);
    const exact = b.transform(delta).phi;
    expect(Math.hypot(phi.re - exact.re, phi.im - exact.im)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-6);
  }
});

describe('wrong functions', () => {
  const law = (part: Partial<ModelInput>) => () => limitingLaw(defineModel({ ...SIZE, ...part } as ModelInput)).support;
  const wrong: [string, Partial<ModelInput>, RegExp][] = [
    [
      'NaN',
      { response: 'logistic', loss: { curvature: (_, h) => Math.sqrt(h) } },
      /^loss\.curvature: expected a finite number, got NaN at y = -?1, h = -/,
    ],
    [
      'infinity',
      { response: 'linear', preprocessing: { transform: (y) => (y > 2 ? Number.POSITIVE_INFINITY : y) } },
      /^preprocessing\.transform: expected a finite number, got Infinity at y = /,
    ],
    [
      'probabilities that do not add to 1',
      { response: { values: [0, 1], probabilities: (s) => (s > 1 ? [0.5, 0.6] : [0.5, 0.5]) }, loss: 'huber' },
      /^response\.probabilities: expected probabilities that add to 1, not 1\.1, got \[0\.5,0\.6\] at hStar = /,
    ],
    [
      'a negative probability',
      { response: { values: [0, 1], probabilities: () => [-0.5, 1.5] }, loss: 'huber' },
      /^response\.probabilities: expected numbers from 0 to 1/,
    ],
    ['a map', { response: { map: () => Number.NaN }, loss: 'huber' }, /^response\.map: expected a finite number/],
  ];

  it.each(wrong)('%s: the law and the simulation name the point', async (_, part, message) => {
    expect(law(part)).toThrow(FunctionError);
    expect(law(part)).toThrow(message);
    await expect(simulate(defineModel({ ...SIZE, ...part } as ModelInput))).rejects.toThrow(FunctionError);
  });

  it('what is not a function, and labels that repeat', () => {
    expect(law({ response: 'linear', loss: { curvature: 3 } as never })).toThrow(
      /^loss\.curvature: expected a function/,
    );
    const probabilities = () => [0.5, 0.5];
    expect(law({ response: { values: [1, 1], probabilities }, loss: 'huber' })).toThrow(/distinct values/);
  });

  it('has no model file', () => {
    const model = defineModel({ ...SIZE, ...TWINS[0][1] } as ModelInput);
    expect(() => modelFileOf(model)).toThrow(ModelError);
    expect(() => modelFileOf(model)).toThrow(/without functions/);
  });
});
