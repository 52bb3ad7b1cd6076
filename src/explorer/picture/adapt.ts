/** A drawing of Plot's for the page: one labeled image, since labels of its parts are for nobody without a role. */

import { makeSelfContained } from '../../plot/host';

export function adaptToPage(svg: SVGSVGElement, ink: string): void {
  makeSelfContained(svg);
  svg.setAttribute('color', ink);
  for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
}
