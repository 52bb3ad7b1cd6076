import { describe, expect, it } from 'vitest';
import { formatCosine, formatDifference, formatNumber, formatShort, formatWithError } from '../../src/words/format';

describe('numbers for people', () => {
  it.each([
    [0.47134431, '0.4713'],
    [0.5, '0.5000'],
    [12.5458, '12.55'],
    [123456.7, '123457'],
    [1234567, '1.235e+6'],
    [-0.000012345, '-1.234e-5'],
    [0, '0'],
    [Infinity, '∞'],
    [-Infinity, '-∞'],
    [Number.NaN, '–'],
    [null, '–'],
  ])('formatNumber(%s) is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('prints as many digits as the standard error is worth', () => {
    expect(formatWithError(0.471282, 0.00043)).toBe('0.47128 ± 0.00043');
    expect(formatWithError(123.456, 12.3)).toBe('123 ± 12');
    expect(formatWithError(0.5, 0)).toBe('0.5000');
    expect(formatWithError(0.5, null)).toBe('0.5000');
    expect(formatWithError(1 / 3, 1e-12)).toBe('0.33333333 ± 1.0e-12');
  });

  it('signs differences, drops zeros, fixes decimals of cosines', () => {
    expect([0.00128, -0.00128, 0, null].map(formatDifference)).toEqual(['+0.0013', '-0.0013', '0', '–']);
    expect([1, 0.1333333, 1e-7].map((value) => formatShort(value))).toEqual(['1', '0.1333', '1e-7']);
    expect([formatCosine(0.0004), formatCosine(undefined)]).toEqual(['0.00', '–']);
  });
});
