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
  /** A fresh sample at a fitted w. */
  fresh: '#8F3F71',
  /** An eigenvalue outside that nothing predicts. */
  unexplained: '#8F3F71',
} as const;

/** Of several curves in one picture. */
export const FAMILY_COLORS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'] as const;

export const FONT = "system-ui, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', 'Liberation Sans', sans-serif";

/** Advances of a wide sans-serif, in units of its size: upper estimates, since no host can be asked to measure. */
const ADVANCE = { narrow: 0.34, usual: 0.62, wide: 0.9 };

/** The width that the longest of the lines needs at most, in pixels. */
export function textWidth(lines: readonly string[], size: number): number {
  return size * Math.max(0, ...lines.map((line) => Array.from(line).reduce((sum, c) => sum + advanceOf(c), 0)));
}

function advanceOf(character: string): number {
  if (/[ .,:;|!'()[\]fijlt]/.test(character)) return ADVANCE.narrow;
  return /[MWmw%@±→←]/.test(character) ? ADVANCE.wide : ADVANCE.usual;
}
