/** How the figures' drawings become the page's: by what it has of Plot, in its theme's colors, each an image with one label. */

import {
  areaY,
  axisFx,
  axisX,
  axisY,
  cell,
  dot,
  frame,
  line,
  plot,
  rectY,
  ruleX,
  ruleY,
  text,
} from '@observablehq/plot';
import type { PlotModule } from '../../plot/host';
import { COLORS, type Palette } from '../../plot/style';
import { makeSelfContained } from '../../plot/svg';

export const PLOT: PlotModule = {
  areaY,
  axisFx,
  axisX,
  axisY,
  cell,
  dot,
  frame,
  line,
  plot,
  rectY,
  ruleX,
  ruleY,
  text,
};

/** The page draws no fresh sample, and no outlier that is unexplained. */
export const PAGE_PALETTE: Palette = {
  ...COLORS,
  ink: 'var(--ink)',
  note: 'var(--note)',
  paper: 'var(--paper)',
  bar: 'var(--bar)',
  simulated: 'var(--simulated)',
  law: 'var(--law)',
  marchenkoPastur: 'var(--marchenko-pastur)',
};

/** Labels of an image's parts are for nobody without a role. */
export function adaptToPage(svg: SVGSVGElement, label: string): void {
  makeSelfContained(svg);
  svg.setAttribute('color', PAGE_PALETTE.ink);
  for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
  svg.setAttribute('aria-label', label);
}
