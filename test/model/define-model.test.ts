import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramOf, signalGeometry } from '../../src/covariance/geometry';
import { modelSchema, parseModelFile } from '../../src/data/model-file';
import { ModelError } from '../../src/errors';
import type { CovarianceInput } from '../../src/model/define-covariance';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { eigenspaceSizes } from '../../src/model/eigenspaces';
import { modelFileOf } from '../../src/model/model-file';
import { PRESETS } from '../../src/model/presets';

const base = { aspectRatio: 0.5, response: 'logistic', loss: 'logistic' } as const;
const sized = { samples: 40, features: 20, response: 'logistic', loss: 'logistic' } as const;

/** Each wrong input beside the words its error must contain: the argument, and what was expected. */
const refused: [string, unknown, RegExp][] = [
  ['not an object', 7, /^model: expected an object/],
  ['an array', [], /^model: expected an object/],
  ['unknown field', { ...base, weight: 1 }, /^model: expected no other fields.*got "weight"/],
  ['unknown response', { ...base, response: 'logit' }, /^response: expected one of "logistic".*got "logit"/],
  ['unknown loss', { ...base, loss: 'hinge' }, /^loss: expected one of/],
  ['wrong type', { ...base, w: 'long' }, /^w: expected an object with values, got "long"/],
  ['NaN', { ...base, w: [Number.NaN] }, /^w\[0\]: expected a finite number, got NaN/],
  ['Infinity', { ...base, mean: [0, Number.POSITIVE_INFINITY] }, /^mean\[1\]: expected a finite number, got Infinity/],
  ['negative size', { ...sized, samples: -3 }, /^samples: expected an integer >= 1, got -3/],
  ['p = 0', { ...sized, features: 0 }, /^features: expected an integer >= 1, got 0/],
  ['fractional size', { ...sized, samples: 2.5 }, /^samples: expected an integer/],
  ['no size', { response: 'logistic', loss: 'logistic' }, /^model: expected samples and features, or aspectRatio/],
  ['two sizes', { ...sized, aspectRatio: 1 }, /^aspectRatio: expected samples and features, or aspectRatio, not both/],
  ['samples alone', { ...base, aspectRatio: undefined, samples: 5 }, /^features: expected an integer/],
  ['no loss', { aspectRatio: 1, response: 'logistic' }, /^model: expected a loss or a preprocessing/],
  ['loss and preprocessing', { ...base, preprocessing: { kind: 'clip', bound: 1 } }, /^model: expected a loss or/],
  [
    'binary loss, continuous response',
    { ...base, response: 'linear' },
    /^loss: .*labels \+-1, the response \\?"linear\\?" gives real numbers/,
  ],
  ['negative noise', { aspectRatio: 1, response: { kind: 'linear', noise: -1 }, loss: 'square' }, /^response.noise: /],
  ['noise on labels', { ...base, response: { kind: 'logistic', noise: 1 } }, /^response: expected no other fields/],
  ['clip at zero', { aspectRatio: 1, response: 'linear', preprocessing: { kind: 'clip', bound: 0 } }, /bound: .*> 0/],
  ['weights that miss 1', { ...base, covariance: { eigenvalues: [1, 2], weights: [0.5, 0.6] } }, /add to 1.*1\.1/],
  ['weights of another length', { ...base, covariance: { eigenvalues: [1, 2], weights: [1] } }, /2 weights/],
  ['eigenvalue zero', { ...base, covariance: { eigenvalues: [0], weights: [1] } }, /eigenvalues\[0\]: .*> 0/],
  ['no eigenvalue', { ...base, covariance: { eigenvalues: [], weights: [] } }, /at least one eigenvalue/],
  ['unknown covariance', { ...base, covariance: { kind: 'wishart' } }, /^covariance.kind: expected one of "identity"/],
  ['a field of another kind', { ...base, covariance: { kind: 'toeplitz', from: 1 } }, /^covariance: .*got "from"/],
  [
    'correlation 1',
    { ...base, covariance: { kind: 'toeplitz', correlation: 1 } },
    /^covariance.correlation: .*< 1, got 1/,
  ],
  ['no correlation', { ...base, covariance: { kind: 'toeplitz' } }, /^covariance.correlation: .*got undefined/],
  ['an empty range', { ...base, covariance: { kind: 'uniform', from: 2, to: 2 } }, /^covariance.to: .*> 2, got 2/],
  [
    'power law from zero',
    { ...base, covariance: { kind: 'power-law', exponent: 2, from: 0, to: 1 } },
    /covariance.from/,
  ],
  ['ratio 1', { ...base, covariance: { kind: 'marchenko-pastur', aspectRatio: 1 } }, /^covariance.aspectRatio: .*< 1/],
  ['variance zero', { ...base, covariance: { kind: 'toeplitz', correlation: 0, variance: 0 } }, /^covariance.variance/],
  [
    'too few variances',
    { ...sized, covariance: { kind: 'diagonal', values: [1, 2] } },
    /^covariance.values: .*20 entries/,
  ],
  [
    'a variance below zero',
    { ...base, covariance: { kind: 'diagonal', values: [1, -2] } },
    /^covariance.values\[1\]: .*> 0/,
  ],
  [
    'a matrix of another order',
    { ...sized, covariance: { kind: 'matrix', rows: [[1]] } },
    /^covariance.rows: .*20 entries/,
  ],
  [
    'a ragged matrix',
    { ...base, covariance: { kind: 'matrix', rows: [[1, 0], [0]] } },
    /^covariance.rows\[1\]: expected 2/,
  ],
  [
    'an asymmetric matrix',
    {
      ...base,
      covariance: {
        kind: 'matrix',
        rows: [
          [1, 0.5],
          [0.4, 1],
        ],
      },
    },
    /^covariance.rows\[1\]\[0\]: expected 0.5, as at \[0\]\[1\].*got 0.4/,
  ],
  [
    'an indefinite matrix',
    {
      ...base,
      covariance: {
        kind: 'matrix',
        rows: [
          [1, 2],
          [2, 1],
        ],
      },
    },
    /^covariance.rows\[1\]: expected a positive definite matrix, got .*variance -3 given the 1 before it/,
  ],
  [
    'a singular matrix',
    {
      ...base,
      covariance: {
        kind: 'matrix',
        rows: [
          [1, 1],
          [1, 1],
        ],
      },
    },
    /^covariance.rows\[1\]: expected a positive definite matrix/,
  ],
  ['too many coordinates', { ...base, w: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, /^w: expected at most 8/],
  ['values without p', { ...base, w: { values: [1] } }, /^w.values: expected samples and features/],
  ['values of another length', { ...sized, w: { values: [1, 2] } }, /^w.values: expected 20 coordinates.*got 2/],
  [
    'an eigenspace smaller than the frame',
    { ...sized, covariance: { eigenvalues: [1, 2], weights: [0.9, 0.1] }, w: [1, 1, 1] },
    /^features: expected enough for 3 frame directions.*eigenvalue 2 gets 2 dimensions/,
  ],
];

describe('defineModel', () => {
  it.each(refused)('refuses %s', (_, input, message) => {
    expect(() => defineModel(input as ModelInput)).toThrow(ModelError);
    expect(() => defineModel(input as ModelInput)).toThrow(message);
  });

  it('fills in the defaults', () => {
    const model = defineModel({ ...base, response: { kind: 'phase-retrieval' }, loss: 'square' });
    expect(model.response).toEqual({ kind: 'phase-retrieval', noise: 0 });
    expect(model.covariance).toEqual({ kind: 'atoms', eigenvalues: [1], weights: [1] });
    expect([model.mean, model.w, model.wStar]).toEqual([{ frame: [] }, { frame: [] }, { frame: [] }]);
    expect(defineModel(sized).aspectRatio).toBe(0.5);
  });

  it('accepts every preset', () => {
    for (const preset of Object.values(PRESETS)) expect(defineModel(preset).samples).toBeGreaterThan(0);
  });
});

describe('the model file', () => {
  it('agrees with its schema on what is a model', () => {
    for (const [name, input] of refused) {
      if (/NaN|Infinity/.test(name)) continue; // JSON has neither
      expect(() => parseModelFile(JSON.stringify(input)), name).toThrow(ModelError);
    }
    for (const preset of Object.values(PRESETS)) {
      expect(modelSchema.safeParse(preset).success).toBe(true);
      expect(parseModelFile(JSON.stringify(preset))).toEqual(defineModel(preset));
    }
  });

  it.each(['', '{', '{"response":', 'null', '[1]', '{"samples": 1e999}'])('refuses %j', (text) => {
    expect(() => parseModelFile(text)).toThrow(ModelError);
  });
});

describe('eigenspace sizes', () => {
  it('add up to p, and miss each share by less than one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5000 }),
        (raw, features) => {
          const sum = raw.reduce((a, b) => a + b, 0);
          const weights = raw.map((weight) => weight / sum);
          const sizes = eigenspaceSizes({ weights }, features);
          expect(sizes.reduce((a, b) => a + b, 0)).toBe(features);
          for (const [k, size] of sizes.entries()) expect(Math.abs(size - features * weights[k])).toBeLessThan(1);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('signal geometry', () => {
  const covariance = { eigenvalues: [1, 4], weights: [0.25, 0.75] };

  it('spreads frame vectors evenly over the eigenspaces', () => {
    const geometry = signalGeometry(defineModel({ ...base, covariance, mean: [1, 2], w: [0, 3] }));
    expect(geometry.atoms[1].gram[0]).toEqual([0.75 * 5, 0.75 * 6, 0]);
    expect(gramOf(geometry, 1)[1][1]).toBeCloseTo(9 * (0.25 + 4 * 0.75), 12);
  });

  it('is the same for a frame vector and for its coordinates', () => {
    const frame = defineModel({ ...sized, covariance, mean: [0.3, -0.7], w: [1, 0, 2], wStar: [0, 0, 1] });
    const values = Float64Array.from({ length: 20 }, (_, i) => (i < 5 ? 1 : -1));
    const measured = signalGeometry(
      defineModel({ ...sized, covariance, mean: { values }, w: [1, 0, 2], wStar: [0, 0, 1] }),
    );
    const exact = signalGeometry(frame);
    for (const [k, { gram }] of exact.atoms.entries()) {
      for (const i of [1, 2]) for (const j of [1, 2]) expect(measured.atoms[k].gram[i][j]).toBeCloseTo(gram[i][j], 13);
    }
    expect(measured.atoms.map((atom) => atom.gram[0][0])).toEqual([5, 15]);
  });
});

describe('kinds of covariance', () => {
  const kinds = [
    { kind: 'diagonal', values: Array.from({ length: 20 }, (_, k) => 1 + k) },
    { kind: 'toeplitz', correlation: -0.5, variance: 1 },
    { kind: 'power-law', exponent: 1.5, from: 0.1, to: 2 },
    { kind: 'uniform', from: 1, to: 2 },
    { kind: 'marchenko-pastur', aspectRatio: 0.5, variance: 2 },
    {
      kind: 'matrix',
      rows: Array.from({ length: 20 }, (_, i) => Array.from({ length: 20 }, (__, j) => 0.5 ** Math.abs(i - j))),
    },
    { eigenvalues: [1, 2], weights: [0.5, 0.5] },
  ] as const;

  it.each(kinds)('go through a model file and back: %j', (covariance) => {
    const model = defineModel({ ...sized, covariance: covariance as CovarianceInput });
    const file = modelFileOf(model);
    expect(file.covariance).toEqual(covariance);
    expect(parseModelFile(JSON.stringify(file))).toEqual(model);
  });

  it('evens out what rounding leaves of symmetry', () => {
    const rows = [
      [1, 0.5 + 1e-15],
      [0.5, 1],
    ];
    const { covariance } = defineModel({ ...base, covariance: { kind: 'matrix', rows } });
    if (covariance.kind !== 'matrix') throw new Error(covariance.kind);
    expect(covariance.entries[1]).toBe(covariance.entries[2]);
  });
});
