/** Pictures one below the other in one SVG. */

import { escapeText, SVG_NAMESPACE } from './svg';

export interface Panel {
  /** The text of a whole SVG with a width and a height. */
  readonly svg: string;
}

/** The panels from top to bottom, as wide as the widest; `title` tells a reader that sees no picture what it is. */
export function stackPanels(title: string, panels: readonly Panel[]): string {
  let y = 0;
  let width = 0;
  const placed = panels.map(({ svg }) => {
    const start = svg.slice(0, svg.indexOf('>'));
    const size = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(start)?.[1]);
    const text = svg.trim().replace('<svg', `<svg y="${y}"`);
    y += size('height');
    width = Math.max(width, size('width'));
    return text;
  });
  const size = `height="${y}" viewBox="0 0 ${width} ${y}" width="${width}"`;
  const head = `<svg ${size} role="img" xmlns="${SVG_NAMESPACE}"><title>${escapeText(title)}</title>`;
  return `${head}${placed.join('')}</svg>\n`;
}
