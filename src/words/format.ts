/** Numbers for people: one place decides on digits, for the figure and the terminal. */

const ABSENT = '–';

/** `digits` significant digits, trailing zeros kept; an exponent only below 1e-4 and from 1e6. Null and NaN: a dash. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return ABSENT;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e6) return value.toExponential(digits - 1);
  return size >= 10 ** (digits - 1) ? value.toFixed(0) : value.toPrecision(digits);
}

/** A number as short as `digits` significant digits allow: 1 stays "1". */
export function formatShort(value: number, digits = 4): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : formatNumber(value);
}

/** A squared cosine, in [0, 1]: fixed decimals, so that small ones look small. */
export function formatCosine(value: number | null | undefined, decimals = 2): string {
  return value === null || value === undefined ? ABSENT : value.toFixed(decimals);
}

/** Two significant digits, the sign always there. */
export function formatDifference(value: number | null | undefined): string {
  const text = formatNumber(value, 2);
  return value !== null && value !== undefined && value > 0 ? `+${text}` : text;
}

/** "0.47182 ± 0.00043": the error's two leading digits say how many of the value's are worth printing. */
export function formatWithError(value: number, standardError: number | null | undefined): string {
  if (!standardError || !Number.isFinite(standardError)) return formatNumber(value);
  const decimals = 1 - Math.floor(Math.log10(standardError));
  if (decimals > 8) return `${formatNumber(value, 8)} ± ${formatNumber(standardError, 2)}`;
  return `${value.toFixed(Math.max(decimals, 0))} ± ${standardError.toFixed(Math.max(decimals, 0))}`;
}

/** "1 trial", "3 trials". */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
