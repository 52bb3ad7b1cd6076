import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssembledLaw } from '../../src/law/assembled-law';
import { silversteinSupport } from '../reference/silverstein';
import { discreteCurvature } from './dense-curvature';
import { frameGeometry } from './frame-geometry';

function lawOf(
  t: readonly number[],
  weights: readonly number[],
  c: number,
  g = [1],
  probabilities = [1],
): AssembledLaw {
  const geometry = frameGeometry(t, weights);
  return new AssembledLaw(discreteCurvature(geometry, g, probabilities), geometry, c);
}

const even = (count: number) => new Array<number>(count).fill(1 / count);

/**
 * Intervals of the real line on which the density, a little above it, is not small: a scan that knows nothing of edges.
 * Im m at x + i height falls like height outside the support, and does not inside.
 */
function scanBulks(law: AssembledLaw, from: number, to: number, steps: number): number {
  let count = 0;
  let inside = false;
  for (let i = 0; i <= steps; i++) {
    const re = from + ((to - from) * i) / steps;
    const [low, high] = [1e-6, 2e-6].map(
      (im) => law.stieltjes({ re, im }).m.im - (law.atomAtZero * im) / (re * re + im * im),
    );
    // Inside the two agree; outside the second is twice the first; at an edge their ratio is sqrt 2.
    const isInside = high < 1.3 * low;
    if (isInside && !inside) count++;
    inside = isInside;
  }
  return count;
}

const models = fc.record({
  c: fc.double({ min: 0.005, max: 3, noNaN: true }),
  t: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  g: fc
    .uniqueArray(fc.integer({ min: -4, max: 8 }), { minLength: 1, maxLength: 3 })
    .filter((values) => values.some((x) => x !== 0)),
});

describe('the bulks of random models', () => {
  it('are as many as a scan just above the real line sees, their masses are those that the density integrates to', () => {
    fc.assert(
      fc.property(models, ({ c, t, g }) => {
        const law = lawOf(t, even(t.length), c, g, even(g.length));
        const { supportCheck, bulks } = law;
        const ends = law.support.flat() as number[];
        const [first, last] = [ends[0], ends[ends.length - 1]];
        const margin = 0.05 * (last - first);
        const steps = 1500;
        const step = (last - first + 2 * margin) / steps;
        // The scan sees no bulk or gap narrower than a few of its steps.
        fc.pre(ends.every((end, i) => i === 0 || end - ends[i - 1] > 4 * step));
        expect(scanBulks(law, first - margin, last + margin, steps)).toBe(bulks.length);
        expect(supportCheck.bulks).toBe(bulks.length);
        // P(g < s) in a gap of g comes from a quadrature of 1e-11.
        expect(supportCheck.massError).toBeLessThan(1e-10);
        expect(supportCheck.certified).toBe(true);
        expect(supportCheck.bounded).toEqual({ left: true, right: true });
        const { bulks: integrated } = law.massCheck;
        bulks.forEach(({ mass }, k) => {
          expect(Math.abs(integrated[k] - mass)).toBeLessThan(1e-8);
        });
      }),
      { seed: 8, numRuns: 12 },
    );
  });

  it('have edges where dz/ddelta changes its sign, with the branch itself on both sides', () => {
    fc.assert(
      fc.property(models, ({ c, t, g }) => {
        for (const { left, right } of lawOf(t, even(t.length), c, g, even(g.length)).bulks) {
          for (const { kind, certificate, delta, residual } of [left, right]) {
            if (kind !== 'regular') continue;
            expect(residual).toBeLessThan(1e-9);
            if (certificate === null) continue;
            const { outside, inside } = certificate;
            expect(outside.slope).toBeGreaterThan(0);
            expect(inside.slope).toBeLessThan(0);
            expect((outside.delta - (delta as number)) * (inside.delta - (delta as number))).toBeLessThan(0);
          }
          // A bulk lies between two stretches: delta leaves the lower one upwards and enters the upper one from below.
          if (left.certificate) expect(left.certificate.inside.delta).toBeGreaterThan(left.delta as number);
          if (right.certificate) expect(right.certificate.inside.delta).toBeLessThan(right.delta as number);
        }
      }),
      { seed: 9, numRuns: 60 },
    );
  });
});

describe('exact separation (Bai & Silverstein 1999)', () => {
  it('gives each bulk the weight of the eigenvalues of C that it belongs to', () => {
    const weights = [0.1, 0.2, 0.3, 0.4];
    const { bulks, supportCheck } = lawOf([1, 8, 60, 500], weights, 0.02);
    expect(bulks.map(({ mass }) => mass)).toEqual(weights.map((weight) => expect.closeTo(weight, 13)));
    expect(supportCheck.massError).toBeLessThan(1e-13);
  });

  it('gives one of two merged neighbors both weights, and takes the atom at zero off the lowest for c > 1', () => {
    const merged = lawOf([1, 1.1, 60], [0.3, 0.3, 0.4], 0.02).bulks.map(({ mass }) => mass);
    expect(merged).toEqual([expect.closeTo(0.6, 13), expect.closeTo(0.4, 13)]);
    const law = lawOf([1, 1000], [0.9, 0.1], 2);
    expect(law.atomAtZero).toBeCloseTo(0.5, 14);
    expect(law.bulks.map(({ mass }) => mass)).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.1, 12)]);
    expect(law.supportCheck.massError).toBeLessThan(1e-13);
  });

  it('holds for 200 eigenvalues, all apart or all in one', () => {
    const apart = Array.from({ length: 200 }, (_, k) => 1.2 ** k);
    const separated = lawOf(apart, even(200), 0.01);
    expect(separated.supportCheck.bulks).toBe(200);
    for (const { mass } of separated.bulks) expect(mass).toBeCloseTo(1 / 200, 12);
    const close = Array.from({ length: 200 }, (_, k) => 1 + k / 199);
    const law = lawOf(close, even(200), 0.1);
    const [expected] = silversteinSupport(close, even(200), 0.1);
    expect(law.support.length).toBe(1);
    law.support[0].forEach((end, i) => {
      expect(Math.abs((end as number) - expected[i])).toBeLessThan(1e-11 * expected[1]);
    });
  });
});

describe('kinds of edges', () => {
  const kinds = (law: AssembledLaw) => law.bulks.map(({ left, right }) => [left.kind, right.kind]);

  it('are regular away from zero, of either sign', () => {
    expect(kinds(lawOf([1], [1], 0.5))).toEqual([['regular', 'regular']]);
    expect(kinds(lawOf([1], [1], 0.5, [-2]))).toEqual([['regular', 'regular']]);
  });

  it('are hard at zero where c = P(g != 0), on the side of g', () => {
    for (const [g, side] of [
      [3, 'left'],
      [-3, 'right'],
    ] as const) {
      const [bulk] = lawOf([1], [1], 1, [g]).bulks;
      expect(bulk[side].kind).toBe('hard');
      expect(bulk[side].location).toBe(0);
      expect(bulk.touchesZero).toBe(true);
    }
    const [bulk] = lawOf([1, 2], [0.5, 0.5], 0.5, [0, 1], [0.5, 0.5]).bulks;
    expect([bulk.left.kind, bulk.touchesZero]).toEqual(['hard', true]);
  });

  it('are regular on both sides of the atom for c > P(g != 0) and g away from zero', () => {
    const law = lawOf([1], [1], 4, [-1, 1], [0.5, 0.5]);
    expect(kinds(law)).toEqual([
      ['regular', 'regular'],
      ['regular', 'regular'],
    ]);
    expect(law.bulks.some(({ touchesZero }) => touchesZero)).toBe(false);
  });

  it('lose their certificate where two of them merge, and only there', () => {
    const c = 0.1;
    let [merged, split] = [1.2, 4];
    for (let i = 0; i < 60; i++) {
      const t = (merged + split) / 2;
      if (lawOf([1, t], even(2), c).bulks.length === 2) split = t;
      else merged = t;
    }
    expect(lawOf([1, split], even(2), c).supportCheck.certified).toBe(false);
    expect(lawOf([1, split * 1.001], even(2), c).supportCheck.certified).toBe(true);
  });
});
