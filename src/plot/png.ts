/** SVG to PNG, by the optional package @resvg/resvg-js. Node only. */

import { DependencyError } from '../errors';
import { FONT } from './style';

const PACKAGE = '@resvg/resvg-js';

export interface PngOptions {
  /** Pixels of the picture for each pixel of the SVG; by default 2. */
  readonly scale?: number;
  /** Font files to use beside those of the system, none of which are loaded with `systemFonts: false`. */
  readonly fontFiles?: readonly string[];
  readonly systemFonts?: boolean;
}

/**
 * @throws {DependencyError} if @resvg/resvg-js is not installed, or no font is: text would silently be missing.
 */
export async function renderPng(svg: string, options: PngOptions = {}): Promise<Uint8Array> {
  const { scale = 2, fontFiles = [], systemFonts = true } = options;
  const { Resvg } = await import('@resvg/resvg-js').catch((cause) => {
    throw new DependencyError(PACKAGE, `npm install ${PACKAGE}, or write an SVG`, cause);
  });
  const font = {
    loadSystemFonts: systemFonts,
    fontFiles: [...fontFiles],
    defaultFontFamily: 'DejaVu Sans',
    sansSerifFamily: 'DejaVu Sans',
  };
  const probe = `<svg xmlns="http://www.w3.org/2000/svg"><text y="9" font-family="${FONT}">x</text></svg>`;
  if (new Resvg(probe, { font }).getBBox() === undefined) {
    throw new DependencyError('a font', 'install a sans-serif one (on Debian: apt-get install fonts-dejavu-core)');
  }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale }, background: 'white' }).render().asPng();
}
