import { describe, expect, it } from 'vitest';
import type { SignalGeometry } from '../../../src/covariance/geometry';
import { AssembledLaw } from '../../../src/law/assembled-law';
import type { Bulk } from '../../../src/law/law';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';
import { discreteCurvature } from '../dense-curvature';
import { frameGeometry } from '../frame-geometry';

const square = (aspectRatio: number) => limitingLaw(defineModel({ aspectRatio, response: 'linear', loss: 'square' }));
const twoBulks = limitingLaw(
  defineModel({
    aspectRatio: 2 / 15,
    response: 'logistic',
    loss: 'logistic',
    w: [1],
    covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
  }),
);

describe('the coefficient of a square-root edge', () => {
  it.each([0.1, 0.25, 4])('is that of the Marchenko-Pastur density, c = %d', (c) => {
    const law = square(c);
    const [{ left, right }] = law.bulks;
    // density = sqrt((x - left)(right - x)) / (2 pi c x).
    for (const edge of [left, right]) {
      const expected = Math.sqrt(4 * Math.sqrt(c)) / (2 * c * (edge.location as number));
      expect(Math.abs((law.edgeShape(edge)?.coefficient as number) / expected - 1)).toBeLessThan(1e-9);
      expect(law.edgeShape(edge)?.deviation).toBe(0);
    }
  });

  it.each(twoBulks.bulks.flatMap((bulk, k) => (['left', 'right'] as const).map((side) => [k, side, bulk] as const)))(
    'is the limit of pi density / sqrt(distance): bulk %d, %s edge',
    (_, side, bulk) => {
      const { coefficient } = twoBulks.edgeShape(bulk[side]) as { coefficient: number };
      const width = (bulk.right.location as number) - (bulk.left.location as number);
      const ratio = (distance: number) => {
        const x = (bulk[side].location as number) + (side === 'left' ? distance : -distance);
        return (Math.PI * twoBulks.density(x)) / Math.sqrt(distance) / coefficient;
      };
      // The next term is linear in the distance: extrapolated, the error is of the order of its square.
      const h = 1e-5 * width;
      expect(Math.abs(2 * ratio(h) - ratio(2 * h) - 1)).toBeLessThan(1e-6);
    },
  );

  it('is not there for an end at zero, or for none', () => {
    expect(square(1).edgeShape(square(1).bulks[0].left)).toBeNull();
    const unbounded = limitingLaw(defineModel({ aspectRatio: 0.2, response: 'logistic', loss: 'exponential', w: [1] }));
    expect(unbounded.edgeShape(unbounded.bulks[0].right)).toBeNull();
    expect(unbounded.edgeShape(unbounded.bulks[0].left)).not.toBeNull();
  });
});

/** Curvatures with their probabilities, moved a little towards one of them: what a sample does to their law. */
const VALUES = [-0.5, 1, 3];
const PROBABILITIES = [0.2, 0.5, 0.3];
const STEP = 1e-4;

function lawMovedTowards(geometry: SignalGeometry, aspectRatio: number, index: number, step: number): AssembledLaw {
  const moved = PROBABILITIES.map((probability, i) => (1 - step) * probability + (i === index ? step : 0));
  return new AssembledLaw(discreteCurvature(geometry, VALUES, moved), geometry, aspectRatio);
}

/** sqrt(n) times the standard deviation of a smooth function of the empirical law: that of its influence function. */
function deviationOf(quantity: (law: AssembledLaw) => number, geometry: SignalGeometry, aspectRatio: number): number {
  const influences = VALUES.map((_, i) => {
    const [above, below] = [STEP, -STEP].map((step) => quantity(lawMovedTowards(geometry, aspectRatio, i, step)));
    return (above - below) / (2 * STEP);
  });
  // The influence function has mean zero; central differences leave an error of the order of STEP^2.
  return Math.sqrt(influences.reduce((sum, value, i) => sum + PROBABILITIES[i] * value * value, 0));
}

describe.each([
  ['C = I', frameGeometry([1], [1], {}), 0.1],
  ['C with two eigenvalues', frameGeometry([1, 3], [0.6, 0.4], {}), 0.3],
])('how the sampled curvatures move the law: %s', (_, geometry, aspectRatio) => {
  const law = lawMovedTowards(geometry, aspectRatio, 0, 0);

  it('at its edges', () => {
    const ends = law.bulks.flatMap((_bulk, k) => (['left', 'right'] as const).map((side) => ({ k, side })));
    expect(ends.length).toBeGreaterThan(1);
    for (const { k, side } of ends) {
      const location = (bulks: readonly Bulk[]) => bulks[k][side].location as number;
      const expected = deviationOf(({ bulks }) => location(bulks), geometry, aspectRatio);
      expect(Math.abs((law.edgeShape(law.bulks[k][side])?.deviation as number) / expected - 1)).toBeLessThan(1e-6);
    }
  });

  it('inside', () => {
    for (const share of [0.2, 0.5, 0.9]) {
      const x = law.quantile(share);
      const expected = deviationOf((moved) => moved.cdf(x), geometry, aspectRatio);
      // The distribution function is tabulated to 1e-11, over the step.
      expect(Math.abs(law.cdfDeviation(x) / expected - 1)).toBeLessThan(1e-5);
    }
    expect(law.cdfDeviation(1e3)).toBe(0);
  });
});
