import { describe, expect, it } from 'vitest';
import { COLORS, FAMILY_COLORS } from '../../src/plot/style';
import { type ChartPoint, renderSweepFigure, type SweepChart } from '../../src/plot/sweep-figure';
import { modelOf } from '../../src/sweep/cell';
import { chartOf } from '../../src/sweep/chart';
import { quantitiesOf } from '../../src/sweep/quantity';
import { decodeFloats, encodeFloats } from '../../src/sweep/shard-file';
import { predict, statisticsOf } from '../../src/sweep/statistics';
import { parseSweepFile } from '../../src/sweep/sweep-file';

describe('statistics', () => {
  it('of 1, 2, 3, 4, 5', () => {
    const { mean, standardDeviation, standardError, quantiles, z } = statisticsOf([5, 1, 4, 2, 3], 4);
    expect(mean).toBe(3);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(2.5), 15);
    expect(standardError).toBeCloseTo(Math.sqrt(0.5), 15);
    expect(quantiles).toEqual([1.2, 2, 3, 4, 4.8]);
    expect(z).toBeCloseTo(-Math.sqrt(2), 15);
  });

  it('of one trial have no errors', () => {
    expect(statisticsOf([2], 1)).toMatchObject({ mean: 2, standardError: null, z: null });
  });

  it('has no z without a prediction, or without a spread', () => {
    expect(statisticsOf([1, 2], null).z).toBeNull();
    expect(statisticsOf([1, 1], 1).z).toBeNull();
  });
});

describe('predictions', () => {
  const c = 1 / 4;
  const sweep = parseSweepFile(
    JSON.stringify({
      model: { samples: 400, features: 100, response: 'logistic', loss: 'logistic', mean: [[0.5, Math.sqrt(2)]] },
      trials: 1,
      keep: { extremes: 2, alignments: true },
    }),
  );
  const named = (name: string) => quantitiesOf(sweep).find((quantity) => quantity.name === name);
  const predicted = (name: string, cell: number) => predict(named(name) as never, modelOf(sweep.cells[cell]));
  const edge = (1 / 4) * (1 + Math.sqrt(c)) ** 2;

  // w = wStar = 0, logistic loss, C = I, rho = |mean|^2: an outlier at (1 + rho + c (1 + rho) / rho) / 4 for rho > sqrt c.
  it('are the outlier and its alignment above the threshold, the edge and 0 below it', () => {
    const rho = 2;
    expect(predicted('largest', 1)).toBeCloseTo((1 + rho + (c * (1 + rho)) / rho) / 4, 8);
    expect(predicted('alignment_largest_mean', 1)).toBeCloseTo((rho ** 2 - c) / (rho ** 2 + c * rho), 8);
    expect(predicted('largest', 0)).toBeCloseTo(edge, 8);
    expect(predicted('alignment_largest_mean', 0)).toBe(0);
    expect(predicted('largest_2', 1)).toBeCloseTo(edge, 8);
    expect(predicted('smallest', 1)).toBeCloseTo((1 / 4) * (1 - Math.sqrt(c)) ** 2, 8);
  });

  it('have no column for signals that are zero', () => {
    expect(named('alignment_largest_w')).toBeUndefined();
  });
});

describe('floats of a record', () => {
  it('come back to the bit', () => {
    const values = Float64Array.of(0, -0, 1 / 3, 5e-324, -1.7976931348623157e308, Number.NaN);
    expect(decodeFloats(encodeFloats(values))).toEqual(values);
  });
});

describe('the figure of a sweep', () => {
  const chart = (axes: SweepChart['axes'], points: readonly ChartPoint[]): SweepChart => ({
    title: 'largest eigenvalue against w[0]',
    subtitle: '2 cells',
    quantity: 'largest eigenvalue',
    axes,
    families: [],
    points,
    curve: [
      { x: 1, predicted: 2, family: 0 },
      { x: 2, predicted: null, family: 0 },
      { x: 3, predicted: 4, family: 0 },
    ],
    metadata: { quantity: 'größte' },
  });
  const linear = (label: string) => ({ label, scale: 'linear' as const });
  const point = (x: number, y: number): ChartPoint => ({
    x,
    y,
    mean: x + y,
    standardError: 0.1,
    predicted: x,
    family: 0,
  });

  it('has a dot and an error bar for each cell, and the law as a line', async () => {
    const svg = await renderSweepFigure(chart([linear('w[0]')], [point(1, 0), point(2, 0)]));
    const marks = svg.slice(svg.indexOf('aria-description="simulated"'));
    expect(marks.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain('aria-description="limiting law"');
    expect(svg).toContain('gr\\u00f6\\u00dfte');
  });

  it('is a pair of heat maps over two axes', async () => {
    const cells = [1, 2].flatMap((x) => [1, 2, 3].map((y) => point(x, y)));
    const svg = await renderSweepFigure(chart([linear('a'), linear('b')], cells));
    expect(svg).toContain('>simulated<');
    expect(svg).toContain('>limiting law<');
    expect(await renderSweepFigure(chart([linear('a'), linear('b')], cells))).toBe(svg);
  });

  it('has a curve for each value of an axis that is not of numbers', async () => {
    const entries = ['gaussian', { kind: 'student-t', degrees: 5 }];
    const model = {
      samples: 90,
      features: 30,
      response: 'logistic',
      loss: 'logistic',
      entries,
      w: [{ list: [0.5, 1, 1.5] }],
    };
    const sweep = parseSweepFile(JSON.stringify({ model, trials: 1 }));
    const [quantity] = quantitiesOf(sweep);
    const cells = sweep.cells.map((cell, k) => ({
      cell,
      statistics: statisticsOf([k, k + 1], predict(quantity, modelOf(cell))),
    }));
    const found = chartOf({ sweep, quantity, cells });
    expect(found.families).toEqual(['entries gaussian', 'entries student-t degrees 5']);
    for (const [family] of found.families.entries()) {
      const points = found.points.filter((one) => one.family === family);
      expect(points.map(({ x }) => x)).toEqual([0.5, 1, 1.5]);
      const curve = found.curve.filter((one) => one.family === family);
      expect(curve.length).toBeGreaterThan(80);
      expect(curve).toEqual(curve.toSorted((a, b) => a.x - b.x));
      for (const { x, predicted } of points) expect(curve.find((one) => one.x === x)?.predicted).toBe(predicted);
    }
    const svg = await renderSweepFigure(found);
    expect(svg).toContain('>entries student-t degrees 5<');
    expect(new Set(svg.match(/(?<=<circle [^>]*stroke=")#[0-9A-F]{6}/g))).toEqual(
      new Set([COLORS.note, ...FAMILY_COLORS.slice(0, 2)]),
    );
  });

  it('needs one or two axes of numbers', () => {
    const model = { samples: 90, features: 30, response: 'logistic', loss: ['logistic', 'exponential'] };
    const sweep = parseSweepFile(JSON.stringify({ model, trials: 1 }));
    const [quantity] = quantitiesOf(sweep);
    expect(() => chartOf({ sweep, quantity, cells: [] })).toThrow('one or two axes of numbers');
  });
});
