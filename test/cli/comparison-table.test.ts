import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../src/cli/comparison-table';
import { CASES } from '../plot/fabricate';

/** The cells of the row that begins with `name`. */
function rowOf(table: string, name: string): string[] {
  const line = table.split('\n').find((text) => text.trim().startsWith(name));
  return (line ?? '').trim().split(/\s{2,}/);
}

describe('comparisonTable', () => {
  it('sets predicted, simulated and difference side by side', () => {
    const comparison = CASES.oneSpike();
    const table = comparisonTable(comparison, { color: false });
    const { location } = comparison.outliers[0];
    expect(rowOf(table, 'left edge')[1]).toBe('0.0815378');
    expect(rowOf(table, 'right edge')[1]).toBe('0.391276');
    const [, predicted, simulated, difference] = rowOf(table, 'outlier, right');
    expect([predicted, simulated]).toEqual(['0.471344', location.toFixed(6)]);
    expect(Number(difference)).toBeCloseTo(location - 0.4713443, 4);
    expect(rowOf(table, 'cos² with mean').slice(1)).toEqual(['0.75249', '0.74849', '-0.0040']);
    expect(rowOf(table, 'limiting law').slice(1)).toEqual(['0.00212', '0.000231']);
    expect(rowOf(table, 'Marchenko-Pastur fit').slice(1)).toEqual(['0.0345', '0.00512']);
  });

  it('adds standard errors once there are several trials', () => {
    expect(comparisonTable(CASES.oneSpike(), { color: false })).not.toContain('std. error');
    const several = comparisonTable(CASES.threeTrials(), { color: false });
    expect(several).toContain('std. error');
    expect(rowOf(several, 'outlier, left')[4]).toBe('0.00043');
    expect(rowOf(several, 'cos² with w ')[4]).toBe('0.0021');
    expect(rowOf(several, 'right edge')[4]).toBe('0.00052');
  });

  it('gives what is expected at this size, whether an outlier is outside, and the verdict', () => {
    const table = comparisonTable(CASES.oneSpike(), { color: false });
    expect(rowOf(table, 'at this size').slice(1, 3)).toEqual(['0.391276', rowOf(table, 'right edge')[2]]);
    // The made-up left edge has no such row.
    expect(table.split('at this size').length).toBe(2);
    expect(rowOf(table, 'p-value of a bulk eigenvalue').slice(1)).toEqual(['–', '1.2e-9', '–']);
    expect(table).toContain('about 420 spectra, or 91000 features, tell the two apart');
  });

  it('numbers the bulks when there are several', () => {
    const table = comparisonTable(CASES.twoBulks(), { color: false });
    expect(rowOf(table, 'bulk 1, right edge')[1]).toBe('0.234000');
    expect(rowOf(table, 'bulk 2, left edge')[1]).toBe('0.339800');
    expect(rowOf(table, 'outlier, in a gap')[1]).toBe('0.334400');
  });

  it('names an unbounded end, and gives the mass at zero', () => {
    const [, predicted, , difference] = rowOf(comparisonTable(CASES.unbounded(), { color: false }), 'right edge');
    expect([predicted, difference]).toEqual(['unbounded', '–']);
    const atom = rowOf(comparisonTable(CASES.atom(), { color: false }), 'mass at zero');
    expect(atom.slice(1)).toEqual(['0.50000', '0.50000', '0']);
  });

  it('colors only when asked to', () => {
    const comparison = CASES.oneSpike();
    expect(comparisonTable(comparison, { color: false })).not.toContain('\u001b');
    expect(comparisonTable(comparison, { color: true })).toContain('\u001b[');
  });
});
