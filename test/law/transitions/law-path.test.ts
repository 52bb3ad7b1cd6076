import { describe, expect, it } from 'vitest';
import { limitingLaw } from '../../../src/law/limiting-law';
import { lawAlongPath } from '../../../src/law/transitions/law-path';
import { defineModel, type ModelInput } from '../../../src/model/define-model';

const logistic = (more: Partial<ModelInput>) =>
  defineModel({ aspectRatio: 0.25, response: 'logistic', loss: 'logistic', ...more } as ModelInput);

describe('a mean that grows and shrinks, w = 0', () => {
  // An outlier while |mean|^2 > sqrt(c) = 1/2.
  const norm = (t: number) => 2 * Math.sin(Math.PI * t);
  const { points, tracks } = lawAlongPath((t) => logistic({ mean: [norm(t)] }), { steps: 10 });

  it('has one outlier, born and dead where the closed form says', () => {
    expect(tracks.length).toBe(1);
    const { birth, death, positions } = tracks[0];
    const exact = Math.asin(Math.SQRT1_2 / 2) / Math.PI;
    expect(birth?.t).toBeCloseTo(exact, 12);
    expect(death?.t).toBeCloseTo(1 - exact, 12);
    for (const passage of [birth, death]) {
      expect(passage).toMatchObject({ side: 'right', through: 'edge' });
      expect(passage?.location).toBeCloseTo(0.5625, 10);
      expect(Math.abs((passage?.t as number) - (passage?.kind === 'birth' ? exact : 1 - exact))).toBeLessThan(
        10 * (passage?.error as number) + 1e-14,
      );
    }
    for (const { t, location } of positions) {
      const rho = norm(t) ** 2;
      expect(location).toBeCloseTo(0.25 * (1 + rho + (0.25 * (1 + rho)) / rho), 11);
    }
    expect(positions.length).toBe(points.filter(({ t }) => norm(t) ** 2 > 0.5).length);
  });

  it('gives the law at each point', () => {
    expect(points.map(({ t }) => t)).toEqual(Array.from({ length: 11 }, (_, k) => (k === 10 ? 1 : k / 10)));
    for (const { model, law, outliers } of points) {
      const { bulks, outliers: expected } = limitingLaw(model);
      expect(law.bulks).toEqual(bulks);
      expect(outliers.map(({ id, ...outlier }) => outlier)).toEqual(expected);
    }
  });
});

it('from an initialization to wStar: ids stay, and the end has the outliers of w = wStar', () => {
  const ends = { mean: [1.5, 0, 0], wStar: [0, 3, 0] };
  const from = logistic({ aspectRatio: 0.1, ...ends, w: [0.2, 0.1, 0.4] });
  const to = logistic({ aspectRatio: 0.1, ...ends, w: ends.wStar });
  const { points, tracks } = lawAlongPath({ from, to }, { steps: 12 });
  expect(points[12].outliers.map(({ side }) => side)).toEqual(['left', 'right']);
  const [left, right] = points[12].outliers;
  // The mean's is there all the way; that of w is born on it.
  expect(points[0].outliers.map(({ id }) => id)).toEqual([right.id]);
  expect(tracks[right.id]).toMatchObject({ birth: null, death: null });
  expect(tracks[right.id].positions.length).toBe(13);
  const birth = tracks[left.id].birth;
  expect(birth).toMatchObject({ kind: 'birth', side: 'left', through: 'edge' });
  const count = (t: number) => {
    const w = ends.wStar.map((end, i) => (1 - t) * [0.2, 0.1, 0.4][i] + t * end);
    return limitingLaw(logistic({ aspectRatio: 0.1, ...ends, w })).outliers.length;
  };
  expect(count((birth?.t as number) - 1e-6)).toBe(1);
  expect(count((birth?.t as number) + 1e-6)).toBe(2);
});

describe('a gap between two bulks', () => {
  const covariance = { eigenvalues: [1, 4], weights: [0.5, 0.5] };

  it('closes as p/n grows, and takes the outlier in it along', () => {
    const at = (t: number) => logistic({ covariance, mean: [2.5], aspectRatio: t });
    const { points, tracks } = lawAlongPath(at, { from: 0.05, to: 0.6, steps: 11 });
    expect([points[0].law.bulks.length, points[11].law.bulks.length]).toEqual([2, 1]);
    const inGap = tracks.filter(({ positions }) => positions[0]?.side === 'gap');
    expect(inGap.length).toBe(1);
    const death = inGap[0].death;
    expect(death).not.toBeNull();
    const t = death?.t as number;
    const gap = (c: number) => limitingLaw(at(c)).outliers.filter(({ side }) => side === 'gap').length;
    expect([gap(t - 1e-5), gap(t + 1e-5)]).toEqual([1, 0]);
    expect(tracks.every(({ positions }, id) => positions.length > 0 || tracks[id].birth !== null)).toBe(true);
  });

  it('holds two outliers that cross: each keeps its signal', () => {
    const at = (t: number) => logistic({ covariance, aspectRatio: 1 / 6, mean: [t, 0], w: [0, 1.5] });
    const { points } = lawAlongPath(at, { from: 2, to: 2.6, steps: 8 });
    const strong = points.map(({ outliers }) =>
      outliers.filter(({ side }) => side === 'gap').map(({ id, alignment }) => [id, (alignment.mean as number) > 1e-9]),
    );
    expect(strong[0].length).toBe(2);
    const meanId = strong[0].find(([, isMean]) => isMean)?.[0];
    for (const pair of strong) expect(pair.find(([, isMean]) => isMean)?.[0]).toBe(meanId);
    const order = (k: number) => strong[k].findIndex(([, isMean]) => isMean);
    expect(order(0)).not.toBe(order(8));
  });
});

it('refuses ends that are not of one model, and an empty range', () => {
  const from = logistic({ mean: [1] });
  expect(() => lawAlongPath({ from, to: logistic({ mean: [2], loss: 'exponential' }) })).toThrow(/path: loss/);
  expect(() => lawAlongPath(() => from, { from: 1, to: 1 })).toThrow(/to: expected more than/);
  expect(() => lawAlongPath(() => from, { steps: 0 })).toThrow(/steps: expected an integer/);
});
