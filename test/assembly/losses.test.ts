import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOSS_KINDS } from '../../src/model/losses';
import { PREPROCESSING_KINDS } from '../../src/model/preprocessings';
import { RESPONSE_KINDS } from '../../src/model/responses';
import { createKernels, type Kernels } from '../../src/wasm/kernels';

let kernels: Kernels;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  kernels.arena.reset();
});

function curvature(name: string, y: readonly number[], h: readonly number[], parameter = 0): number[] {
  const { exports, arena } = kernels;
  const count = y.length;
  const [g, yPointer, hPointer] = [0, 0, 0].map(() => arena.allocate(8 * count));
  arena.view(yPointer, count).set(y);
  arena.view(hPointer, count).set(h);
  exports.curvature(g, yPointer, hPointer, exports.curvatureKind(name), parameter, count);
  return [...arena.view(g, count)];
}

const LOSSES: Record<string, { readonly value: (y: number, h: number) => number; readonly labels: readonly number[] }> =
  {
    logistic: { value: (y, h) => Math.log1p(Math.exp(-y * h)), labels: [-1, 1] },
    exponential: { value: (y, h) => Math.exp(-y * h), labels: [-1, 1] },
    square: { value: (y, h) => (y - h) ** 2 / 2, labels: [-0.7, 0, 2.5] },
    'phase-retrieval': { value: (y, h) => (y - h * h) ** 2 / 4, labels: [-0.7, 0, 2.5] },
    'tanh-square': { value: (y, h) => (y - Math.tanh(h)) ** 2 / 2, labels: [-0.7, 0, 1] },
    poisson: { value: (y, h) => Math.exp(h) - y * h, labels: [0, 1, 4] },
    'pseudo-huber': { value: (y, h) => Math.sqrt(1 + (y - h) ** 2) - 1, labels: [-0.7, 0, 2.5] },
    'log-cosh': { value: (y, h) => Math.log(Math.cosh(y - h)), labels: [-0.7, 0, 2.5] },
    cauchy: { value: (y, h) => Math.log1p((y - h) ** 2) / 2, labels: [-0.7, 0, 2.5] },
  };

describe.each(Object.entries(LOSSES))('the curvature of the %s loss', (name, { value, labels }) => {
  it('is its second derivative', () => {
    const step = 2 ** -10;
    for (const y of labels) {
      for (let h = -2; h <= 2; h += 0.25) {
        const [g] = curvature(name, [y], [h], 1);
        const [below, at, above] = [value(y, h - step), value(y, h), value(y, h + step)];
        const second = (above - 2 * at + below) / step ** 2;
        // Truncation step^2 / 12 times the fourth derivative (at most 8 here), and three roundings over step^2.
        const tolerance = (8 * step ** 2) / 12 + (4 * Number.EPSILON * (at + above + below)) / step ** 2;
        expect(Math.abs(g - second)).toBeLessThanOrEqual(tolerance);
      }
    }
  });
});

it('keeps the logistic curvature within (0, 1/4] and finite for any h', () => {
  const h = [0, 1, -1, 30, -30, 700, -700, 800, -800, 1e308, -1e308, Number.POSITIVE_INFINITY];
  const g = curvature(
    'logistic',
    h.map(() => 1),
    h,
  );
  expect(g[0]).toBe(0.25);
  expect(g[1]).toBe(g[2]);
  h.forEach((field, i) => {
    expect(g[i]).toBeLessThanOrEqual(0.25);
    // At large |h| it is exp(-|h|).
    if (Math.abs(field) <= 700) expect(g[i]).toBeGreaterThan(0);
    if (Math.abs(field) >= 800) expect(g[i]).toBe(0);
  });
  expect(Math.abs(g[3] / Math.exp(-30) - 1)).toBeLessThan(2 * Math.exp(-30) + 4 * Number.EPSILON);
});

it('keeps the digits of the log-cosh curvature for any residual', () => {
  // 1 / cosh^2 r is 4 exp(-2 r) / (1 + exp(-2 r))^2: a power series in exp(-2 r), of which two terms are left at 20.
  const [near, far, beyond, endless] = curvature(
    'log-cosh',
    [0, 0, 1e308, 0],
    [20, -300, -1e308, Number.POSITIVE_INFINITY],
  );
  const decay = Math.exp(-40);
  expect(Math.abs(near / (4 * decay * (1 - 2 * decay)) - 1)).toBeLessThan(4 * Number.EPSILON);
  expect(Math.abs(far / (4 * Math.exp(-600)) - 1)).toBeLessThan(4 * Number.EPSILON);
  expect([beyond, endless]).toEqual([0, 0]);
  expect(curvature('log-cosh', [1.25], [1.25])).toEqual([1]);
});

it('is piecewise constant for Huber and the squared hinge, and truncates', () => {
  expect(curvature('huber', [0, 0, 0], [0.5, 1.5, -1.6], 1.5)).toEqual([1, 1, 0]);
  expect(curvature('squared-hinge', [1, 1, -1], [0.9, 1, -1.1])).toEqual([1, 0, 0]);
  expect(curvature('truncate', [-3, -2, 1, 2.5], [0, 0, 0, 0], 2)).toEqual([0, -2, 1, 0]);
});

it('keeps the probit curvature within [0, 1], at its limits and values for any margin', () => {
  const [low, middle, high] = curvature('probit', [1, 1, 1], [-40, 0, 40]);
  // r (r + m) at 0 is 2 / pi; 1 - 1 / m^2 + ... far below.
  expect(Math.abs(middle - 2 / Math.PI)).toBeLessThan(8 * Number.EPSILON);
  expect(Math.abs(low - (1 - 1 / 1600 + 6 / 1600 ** 2))).toBeLessThan(60 / 1600 ** 3);
  expect(high).toBe(0);
});

it('clips y to the bound on both sides', () => {
  expect(curvature('clip', [-5, -2, -1.5, 0, 1.5, 2, 5], [0, 0, 0, 0, 0, 0, 0], 2)).toEqual([
    -2, -2, -1.5, 0, 1.5, 2, 2,
  ]);
});

it('knows names by content, and refuses others', () => {
  const curvatureKind = (name: string) => kernels.exports.curvatureKind(name);
  const responseKind = (name: string) => kernels.exports.responseKind(name);
  const losses = [...LOSS_KINDS, ...PREPROCESSING_KINDS];
  expect(new Set(losses.map(curvatureKind)).size).toBe(losses.length);
  const responses = [...RESPONSE_KINDS];
  expect(new Set(responses.map(responseKind)).size).toBe(responses.length);
  expect(Math.min(...losses.map(curvatureKind), ...responses.map(responseKind))).toBeGreaterThanOrEqual(0);
  expect([curvatureKind('hinge'), responseKind(''), responseKind('Probit')]).toEqual([-1, -1, -1]);
});

it('gives NaN, not a number that looks right, for a code it does not know', () => {
  const { exports, arena } = kernels;
  const out = arena.allocate(8);
  exports.curvature(out, out, out, -1, 0, 1);
  expect(arena.view(out, 1)[0]).toBeNaN();
});
