import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { type HistogramOptions, histogram, quantileOf } from '../../src/numerics/histogram';
import { randomSource } from '../plot/fabricate';

/** Rounding of a sum of `count` shares, each good to a few ulps. */
const rounding = (count: number) => 8 * Number.EPSILON * count;

function uniform(count: number, lower: number, upper: number, seed = 1): Float64Array {
  const random = randomSource(seed);
  return Float64Array.from({ length: count }, () => lower + (upper - lower) * random());
}

describe('histogram', () => {
  it('counts every value once and has area 1, wherever the aligned intervals lie', () => {
    const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    const values = fc.float64Array({ noNaN: true, min: -1e6, max: 1e6, minLength: 1, maxLength: 60 });
    const ends = fc.uniqueArray(finite, { minLength: 2, maxLength: 4 }).map((xs) => xs.sort((a, b) => a - b));
    fc.assert(
      fc.property(values, ends, (sample, cuts) => {
        const intervals: [number, number][] = [[cuts[0], cuts[1]]];
        if (cuts.length === 4) intervals.push([cuts[2], cuts[3]]);
        fc.pre(intervals.every(([lower, upper]) => upper - lower > 1e-3));
        const { edges, counts, density } = histogram(sample, { intervals });
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(sample.length);
        for (let k = 1; k < edges.length; k++) expect(edges[k]).toBeGreaterThan(edges[k - 1]);
        const area = density.reduce((sum, height, k) => sum + height * (edges[k + 1] - edges[k]), 0);
        expect(Math.abs(area - 1)).toBeLessThan(rounding(counts.length));
        for (const end of intervals.flat()) expect(edges).toContain(end);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('gives a value on an inner edge to the bin above it and one on the last edge to the last bin', () => {
    const edges = Float64Array.of(0, 1, 2);
    expect(histogram(Float64Array.of(0, 1, 2), { edges }).counts).toEqual(Uint32Array.of(1, 2));
    expect(histogram(Float64Array.of(-1e-300, 2 + 1e-15), { edges }).counts).toEqual(Uint32Array.of(0, 0));
  });

  it('keeps the share of values outside the edges out of the area', () => {
    const { density, total } = histogram(Float64Array.of(0.5, 0.5, 7, 8), { edges: Float64Array.of(0, 2) });
    expect([total, density[0]]).toEqual([4, 0.25]);
    expect(histogram(Float64Array.of(0.5), { edges: Float64Array.of(0, 2), total: 10 }).density[0]).toBe(0.05);
  });

  it('puts equal values into one bin of unit width', () => {
    const { edges, counts, density } = histogram(new Float64Array(9).fill(3));
    expect([[...edges], [...counts], [...density]]).toEqual([[2.5, 3.5], [9], [1]]);
  });

  it('does not change the order of its input', () => {
    const values = Float64Array.of(3, 1, 2);
    histogram(values);
    expect(values).toEqual(Float64Array.of(3, 1, 2));
  });

  it.each([Number.NaN, Infinity, -Infinity])('refuses %s', (odd) => {
    expect(() => histogram(Float64Array.of(1, odd, 2))).toThrow(ModelError);
    expect(() => histogram(Float64Array.of(1, odd, 2))).toThrow(`got ${odd}`);
  });

  it('refuses no values at all', () => {
    expect(() => histogram(new Float64Array(0))).toThrow(ModelError);
  });
});

describe('edges', () => {
  const binEdges = (values: Float64Array, options: HistogramOptions) => histogram(values, options).edges;

  it('has half the bins width of Freedman and Diaconis between its bounds', () => {
    const values = uniform(8000, 0, 1);
    const inner = binEdges(values, { intervals: [[0, 1]] }).length - 1;
    // IQR = 1/2, n^(1/3) = 20: width 1/40. The quartiles of 8000 uniforms stray by less than 2%.
    expect(inner).toBeGreaterThanOrEqual(39);
    expect(inner).toBeLessThanOrEqual(41);
    expect(binEdges(values, { intervals: [[0, 1]], bins: [1, 12] })).toHaveLength(13);
    expect(binEdges(values, { intervals: [[0, 1]], bins: [64, 100] })).toHaveLength(65);
  });

  it('cuts each interval by its own width: a narrow bulk beside a wide one keeps its shape', () => {
    const values = Float64Array.from([...uniform(500, 0, 0.01), ...uniform(500, 50, 100, 2)]);
    const edges = binEdges(values, {
      intervals: [
        [0, 0.01],
        [50, 100],
      ],
    });
    expect(edges.filter((x) => x <= 0.01).length).toBeGreaterThan(32);
    expect(edges.length).toBeLessThan(400);
  });
});

describe('quantileOf', () => {
  it('interpolates between order statistics', () => {
    const sorted = Float64Array.of(0, 1, 4);
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantileOf(sorted, q))).toEqual([0, 0.5, 1, 2.5, 4]);
  });
});
