/**
 * Chebyshev series sum_j c_j T_j(x) on [-1, 1] (Trefethen, Approximation Theory and Approximation Practice, 2013,
 * chapters 3 and 19).
 */

/** The series through f at `count` Chebyshev points of the first kind; f is called with x ascending. */
export function seriesOf(f: (x: number) => number, count: number): Float64Array {
  const values = Float64Array.from({ length: count }, (_, i) => f(-Math.cos((Math.PI * (i + 0.5)) / count)));
  return Float64Array.from({ length: count }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[i] * Math.cos(j * Math.PI * (1 - (i + 0.5) / count));
    return ((j === 0 ? 1 : 2) * sum) / count;
  });
}

/** The antiderivative that vanishes at -1. */
export function antiderivative(series: Float64Array): Float64Array {
  const count = series.length;
  const at = (j: number) => (j < count ? series[j] : 0);
  const result = new Float64Array(count + 1);
  for (let j = 1; j <= count; j++) result[j] = ((j === 1 ? 2 : 1) * at(j - 1) - at(j + 1)) / (2 * j);
  for (let j = 1; j <= count; j++) result[0] += (j % 2 === 0 ? -1 : 1) * result[j];
  return result;
}

/** The series at x, by Clenshaw's recurrence. */
export function evaluateSeries(series: Float64Array, x: number): number {
  let next = 0;
  let afterNext = 0;
  for (let j = series.length - 1; j > 0; j--) {
    const value = series[j] + 2 * x * next - afterNext;
    afterNext = next;
    next = value;
  }
  return series[0] + x * next - afterNext;
}
