/** What depends on where a figure is drawn: the document it is made in, and what Plot adds for pages. */

import { COLORS, FONT } from './style';

/** The page's own document; in Node one is made. */
export async function defaultDocument(): Promise<Document> {
  if (typeof globalThis.document !== 'undefined') return globalThis.document;
  const { parseHTML } = await import('linkedom/worker');
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

/** Plot's own style sheet is for pages; everything is said by attributes, which every renderer understands. */
export function makeSelfContained(svg: Element): void {
  svg.querySelector('style')?.remove();
  svg.removeAttribute('class');
  svg.setAttribute('font-size', '12');
  svg.setAttribute('font-family', FONT);
  svg.setAttribute('color', COLORS.ink);
  svg.setAttribute('role', 'img');
  undoHalfPixels(svg);
}

/** On a page with a coarse screen Plot shifts its marks by half a pixel; ours are all set off by whole ones. */
function undoHalfPixels(svg: Element): void {
  for (const mark of svg.children) {
    const shift = /^translate\(([^,]+),([^)]+)\)$/.exec(mark.getAttribute('transform') ?? '');
    if (!shift) continue;
    const [dx, dy] = [Math.floor(Number(shift[1])), Math.floor(Number(shift[2]))];
    if (dx === 0 && dy === 0) mark.removeAttribute('transform');
    else mark.setAttribute('transform', `translate(${dx},${dy})`);
  }
}
