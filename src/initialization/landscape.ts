/** A picture made by formula, to be measured and found again: a sun over two mountains and their lake. */

const SUN = { x: 0.72, y: 0.24, radius: 0.12 };
const MOUNTAINS = [
  { x: 0.34, top: 0.2, slope: 1.25, shade: -0.9 },
  { x: 0.7, top: 0.4, slope: 1.05, shade: -0.45 },
];
const SHORE = 0.66;

/** size x size gray values, row by row, of mean zero: dark below 0, light above. */
export function landscape(size: number): Float64Array {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      values[row * size + column] = shadeAt((column + 0.5) / size, (row + 0.5) / size);
    }
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function shadeAt(x: number, y: number): number {
  if (y > SHORE) {
    // What is above the shore, mirrored, under ripples.
    const ripple = 0.25 * Math.sin(70 * (y - SHORE) + 5 * Math.sin(9 * x));
    return 0.6 * shadeAt(x, 2 * SHORE - y) - 0.25 + ripple;
  }
  for (const { x: center, top, slope, shade } of MOUNTAINS) {
    const height = y - top - slope * Math.abs(x - center);
    if (height > 0) return height < 0.07 && y < top + 0.14 ? 0.9 : shade;
  }
  if (Math.hypot(x - SUN.x, y - SUN.y) < SUN.radius) return 1.2;
  return 0.55 - 0.5 * y;
}
