/** Colors and type of the figures. Hues of Okabe & Ito (2008), told apart with every kind of color vision. */

export const COLORS = {
  ink: '#1a1a1a',
  note: '#555555',
  /** What was simulated. */
  simulated: '#0072B2',
  bar: '#A9D3EE',
  /** What the limiting law predicts. */
  law: '#D55E00',
  marchenkoPastur: '#009E73',
} as const;

export const FONT = "system-ui, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', 'Liberation Sans', sans-serif";

/** A wide sans-serif's mean advance, in units of its size: an upper estimate, no host can be asked to measure. */
const ADVANCE = 0.58;

/** The width that the longest of the lines needs at most, in pixels. */
export function textWidth(lines: readonly string[], size: number): number {
  return ADVANCE * size * Math.max(0, ...lines.map((line) => line.length));
}
