/**
 * Does every number keep within its error? Random models over the whole catalogue, each number against the same from a law of
 * doubled resolution: every stretch of every curve halved, blocks of counts as well, and twice the nodes for a continuous
 * spectrum of C.
 */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { assembledLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { LOSS_KINDS } from '../../src/model/losses';
import { type Model, SIGNALS } from '../../src/model/model';
import { RESPONSE_KINDS } from '../../src/model/responses';
import { doubledLaw } from './doubled-law';

const MODELS = 60;
/** Of one model at most: a law of counts has hundreds, which would drown the rest. */
const BULKS = 6;
/** Where in each bulk densities are taken. */
const SHARES = [0.08, 0.52, 0.9];
/** Relative accuracy of a density, and from which density on. */
const ACCURACY = [
  { least: 1e-3, relative: 1e-8 },
  { least: 1e-10, relative: 1e-6 },
] as const;
/** Share of the numbers that must hold, of each kind and of all. */
const HOLDS = 0.99;

const NOISELESS: readonly string[] = ['logistic', 'probit', 'poisson'];

const signal = fc.array(
  fc.integer({ min: -9, max: 9 }).map((i) => i / 10),
  { minLength: 2, maxLength: 2 },
);

const inputs = fc.record({
  aspectRatio: fc.constantFrom(0.1, 0.3, 0.7, 1.4),
  response: fc.constantFrom(...RESPONSE_KINDS).map((kind) => {
    if (NOISELESS.includes(kind)) return { kind };
    return kind === 'sign' ? { kind, flip: 0.1 } : { kind, noise: 0.4 };
  }),
  // A preprocessing in place of the loss for some.
  law: fc.constantFrom<object>(
    ...LOSS_KINDS.map((loss) => ({ loss })),
    { preprocessing: { kind: 'identity' } },
    { preprocessing: { kind: 'clip', bound: 0.9 } },
    { preprocessing: { kind: 'truncate', bound: 0.9 } },
  ),
  covariance: fc.constantFrom<object>(
    { kind: 'identity' },
    { eigenvalues: [1, 4], weights: [0.5, 0.5] },
    { eigenvalues: [0.5, 1, 3], weights: [0.3, 0.3, 0.4] },
    { kind: 'toeplitz', correlation: 0.4 },
    { kind: 'uniform', low: 0.5, high: 1.5 },
  ),
  mean: signal,
  w: signal,
  wStar: signal,
});

function modelOf({ law, ...input }: object & { law: object }): Model | null {
  try {
    return defineModel({ ...input, ...law } as ModelInput);
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}

interface Check {
  readonly kind: string;
  readonly model: string;
  readonly value: number;
  readonly difference: number;
  readonly error: number;
}

function checksOf(model: Model): Check[] {
  const law = assembledLaw(model);
  const fine = doubledLaw(model, law);
  const checks: Check[] = [];
  const add = (kind: string, a: number, b: number, error: number) =>
    checks.push({ kind, model: JSON.stringify(model), value: a, difference: Math.abs(a - b), error });
  expect(fine.bulks.length).toBe(law.bulks.length);
  expect(fine.outliers.length).toBe(law.outliers.length);
  law.bulks.slice(0, BULKS).forEach((bulk, k) => {
    for (const side of ['left', 'right'] as const) {
      const edge = bulk[side];
      if (edge.location !== null) add('edge', edge.location, fine.bulks[k][side].location as number, edge.error);
    }
    const [low, high] = [bulk.left.location ?? -law.size, bulk.right.location ?? law.size];
    for (const share of SHARES) {
      const x = low + share * (high - low);
      const { density, error } = law.densityAt(x);
      add('density', density, fine.density(x), error);
    }
    const z = { re: (low + high) / 2, im: 0.1 * law.size };
    const value = law.stieltjes(z);
    const { m } = fine.stieltjes(z);
    add('stieltjes', Math.hypot(value.m.re - m.re, value.m.im - m.im), 0, value.error);
  });
  law.outliers.forEach((outlier, k) => {
    const { location, alignment } = fine.outliers[k];
    add('outlier', outlier.location, location, outlier.error);
    for (const name of SIGNALS) {
      const [a, b] = [outlier.alignment[name], alignment[name]];
      if (a !== undefined && b !== undefined) add('alignment', a, b, outlier.alignmentError[name] ?? 0);
    }
  });
  return checks;
}

it('numbers keep within their errors, over responses, losses, preprocessings and covariances', () => {
  const models = fc
    .sample(inputs, { seed: 23, numRuns: 5 * MODELS })
    .map(modelOf)
    .filter((model) => model !== null)
    .slice(0, MODELS);
  expect(models.length).toBe(MODELS);
  const checks = models.flatMap(checksOf);
  const kinds = [...new Set(checks.map(({ kind }) => kind))].sort();
  const holds = ({ difference, error }: Check) => difference <= error;
  const failures = checks.filter((check) => !holds(check));
  const report = kinds.map((kind) => {
    const all = checks.filter((check) => check.kind === kind);
    return `${kind}: ${all.filter(holds).length} of ${all.length}`;
  });
  console.info(`within their error estimates, ${models.length} models: ${report.join(', ')}`);
  for (const { kind, model, difference, error } of failures) console.info(kind, difference, error, model);
  for (const { kind, value, difference, model } of checks) {
    const accuracy = kind === 'density' ? ACCURACY.find(({ least }) => value >= least) : undefined;
    if (accuracy) expect(difference / value, model).toBeLessThan(accuracy.relative);
  }
  expect(kinds).toEqual(['alignment', 'density', 'edge', 'outlier', 'stieltjes']);
  expect(1 - failures.length / checks.length).toBeGreaterThanOrEqual(HOLDS);
});
