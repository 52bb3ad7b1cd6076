/** Colors, type and axes of the figures. Hues of Okabe & Ito (2008), told apart with every kind of color vision. */

export const COLORS = {
  ink: '#1a1a1a',
  note: '#555555',
  paper: 'white',
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

/** Colors by role: those of a file, or those of a page's theme. */
export type Palette = Readonly<Record<keyof typeof COLORS, string>>;

/** The colors of several curves in one picture. */
export const FAMILY_COLORS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'] as const;

export const FONT = "system-ui, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', 'Liberation Sans', sans-serif";

/** Every axis that Plot draws looks like this. */
export const AXIS = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;

/** Error bars: this many standard errors either way, about 95%. */
export const ERRORS = 2;

/** Advances of a wide sans-serif, in units of its size: upper estimates, since no host can be asked to measure. */
const ADVANCE = { narrow: 0.34, usual: 0.62, wide: 0.9 };

/** The width that the longest of the lines needs at most, in pixels. */
export function textWidth(lines: readonly string[], size: number): number {
  return size * Math.max(0, ...lines.map((line) => Array.from(line).reduce((sum, c) => sum + advanceOf(c), 0)));
}

/** The size, or a smaller one at which the text fits into the width; `weight` is how much wider bold type is. */
export function fittingSize(text: string, size: number, width: number, weight = 1): number {
  return Math.min(size, width / (weight * textWidth([text], 1) || 1));
}

function advanceOf(character: string): number {
  if (/[ .,:;|!'()[\]fijlt]/.test(character)) return ADVANCE.narrow;
  return /[MWmw%@±→←]/.test(character) ? ADVANCE.wide : ADVANCE.usual;
}
