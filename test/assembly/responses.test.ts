import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKernels, type Kernels } from '../../src/wasm/kernels';

const COUNT = 200_000;

let kernels: Kernels;
let uniforms: number;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  const { exports, arena } = kernels;
  arena.reset();
  const stream = arena.allocate(32);
  uniforms = arena.allocate(8 * COUNT);
  exports.seedStream(stream, Uint32Array.of(42), new Uint32Array(0));
  exports.fillUniforms(uniforms, stream, COUNT);
});

function responses(name: string, hStar: number, noise = 0): Float64Array {
  const { exports, arena } = kernels;
  const field = arena.allocate(8 * COUNT);
  const y = arena.allocate(8 * COUNT);
  arena.view(field, COUNT).fill(hStar);
  exports.respond(y, field, uniforms, exports.responseKind(name), noise, COUNT);
  return arena.view(y, COUNT).slice();
}

function mean(values: Iterable<number>): number {
  let sum = 0;
  for (const x of values) sum += x;
  return sum / COUNT;
}

const LABELS: Record<string, Record<string, number>> = {
  // 1 / (1 + exp(-h)) and Phi(h).
  logistic: { '-2': 0.11920292202211755, '0': 0.5, '0.5': 0.6224593312018546 },
  probit: { '-2': 0.022750131948179195, '0': 0.5, '0.5': 0.6914624612740131 },
};

describe.each(Object.entries(LABELS))('%s labels', (name, probabilities) => {
  it('are +-1, with the right frequency (5 standard errors)', () => {
    for (const [hStar, probability] of Object.entries(probabilities)) {
      const y = responses(name, Number(hStar));
      expect(y.every((label) => label === 1 || label === -1)).toBe(true);
      const found = mean(y.map((label) => Number(label === 1)));
      expect(Math.abs(found - probability)).toBeLessThan(5 * Math.sqrt((probability * (1 - probability)) / COUNT));
    }
  });

  it('are certain at large fields', () => {
    expect(new Set(responses(name, 1000))).toEqual(new Set([1]));
    expect(new Set(responses(name, -1000))).toEqual(new Set([-1]));
  });
});

describe.each(['linear', 'phase-retrieval'])('the %s response', (name) => {
  const signal = name === 'linear' ? -1.5 : 2.25;

  it('is the signal alone without noise', () => {
    expect(new Set(responses(name, -1.5))).toEqual(new Set([signal]));
  });

  it('has Gaussian noise of the given deviation (5 standard errors)', () => {
    const noise = 0.3;
    const z = responses(name, -1.5, noise).map((y) => (y - signal) / noise);
    expect(Math.abs(mean(z))).toBeLessThan(5 / Math.sqrt(COUNT));
    expect(Math.abs(mean(z.map((x) => x * x)) - 1)).toBeLessThan(5 * Math.sqrt(2 / COUNT));
    expect(Math.abs(mean(z.map((x) => x ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / COUNT));
  });

  it('stays finite where a uniform is 0', () => {
    const { arena } = kernels;
    arena.view(uniforms, 1)[0] = 0;
    for (const noise of [0, 1]) expect(Number.isFinite(responses(name, 1, noise)[0])).toBe(true);
  });
});

describe('counts', () => {
  it.each([0.3, 4, 390, 410, 5000])('of rate %d have its mean and variance (5 standard errors)', (rate) => {
    const y = responses('poisson', Math.log(rate));
    expect(y.every((count) => count >= 0 && Number.isInteger(count))).toBe(true);
    const deviations = y.map((count) => (count - rate) / Math.sqrt(rate));
    expect(Math.abs(mean(deviations))).toBeLessThan(5 / Math.sqrt(COUNT));
    // The fourth moment of a standardized count is 3 + 1 / rate.
    expect(Math.abs(mean(deviations.map((z) => z * z)) - 1)).toBeLessThan(5 * Math.sqrt((2 + 1 / rate) / COUNT));
  });

  it('are the quantile: the least k with u below the distribution function', () => {
    const { arena } = kernels;
    // P(Poisson(2) <= k) = .1353, .4060, .6767, .8571, ...
    arena.view(uniforms, 5).set([0, 0.1353, 0.1354, 0.676, 0.677]);
    expect([...responses('poisson', Math.log(2)).subarray(0, 5)]).toEqual([0, 0, 1, 2, 3]);
  });
});

it('signs are flipped with the given probability', () => {
  const y = responses('sign', -0.2, 0.1);
  const flipped = mean(y.map((label) => Number(label === 1)));
  expect(Math.abs(flipped - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / COUNT));
  expect(new Set(responses('sign', 3))).toEqual(new Set([1]));
});
