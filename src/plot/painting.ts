/** Spectra beside their law as an SVG that stands alone: what the picture is of is the caller's to say. */

import { ModelError } from '../errors';
import type { Annotation } from './annotations';
import { drawScene } from './drawing';
import {
  barSign,
  type FigureOptions,
  framed,
  headOf,
  type Key,
  legendOf,
  lineSign,
  packed,
  ringSign,
  type Sign,
  textOf,
} from './frame';
import type { Host } from './host';
import type { Scene } from './scene';
import { COLORS } from './style';
import { element, makeSelfContained } from './svg';

/** All that a picture shows and says. */
export interface Painting {
  readonly scene: Scene;
  /** The horizontal axis. */
  readonly horizontal: string;
  readonly annotations: readonly Annotation[];
  readonly footnotes: readonly string[];
  /** Lines of phrases, which are broken between phrases where they are too long. */
  readonly subtitle: readonly (readonly string[])[];
  readonly legend: Legend;
  /** The picture in words, for those who cannot see it. */
  readonly summary: string;
  /** JSON. */
  readonly metadata: string;
}

/** What the legend lists beside the law. */
export interface Legend {
  /** What the eigenvalues are: 'simulated', say. */
  readonly observed: string;
  readonly hasFit: boolean;
  readonly hasOutliers: boolean;
  readonly hasUnexplained: boolean;
  readonly hasFresh: boolean;
}

type PaintOptions = Omit<FigureOptions, 'document'> & { readonly title: string };

const SMALLEST = { width: 320, height: 260 };
const MARGIN = { left: 62, right: 20, bottom: 44 };
const FOOTNOTE_LINE = 14;

/** The SVG text. */
export function paint({ Plot, document }: Host, painting: Painting, options: PaintOptions): string {
  const { width = 720, height = 460, title } = options;
  if (!(width >= SMALLEST.width)) throw new ModelError('renderFigure: width', `at least ${SMALLEST.width}`, width);
  if (!(height >= SMALLEST.height)) throw new ModelError('renderFigure: height', `at least ${SMALLEST.height}`, height);
  const { scene, horizontal, annotations, footnotes, summary, metadata } = painting;
  const subtitle = painting.subtitle.flatMap((phrases) => packed(phrases, width));
  const legend = legendOf(document, keysOf(painting.legend), { y: 45 + 16 * subtitle.length, width });
  const bottom = MARGIN.bottom + (footnotes.length > 0 ? 6 + FOOTNOTE_LINE * footnotes.length : 0);
  const { svg } = drawScene(Plot, scene, {
    ...{ document, width, height, palette: COLORS, horizontal, annotations, openEnd: 'no edge' },
    margin: { ...MARGIN, top: legend.y + 18, bottom },
  });
  makeSelfContained(svg);
  footnotes.forEach((note, k) => {
    const y = height - 9 - FOOTNOTE_LINE * (footnotes.length - 1 - k);
    const place = { x: MARGIN.left, y, 'text-anchor': 'start', 'font-size': 10.5, fill: COLORS.note };
    svg.appendChild(textOf(document, note, place));
  });
  const head = [...headOf(document, { title, subtitle, fits: 'title' }, width), ...legend.elements];
  return framed(document, svg, { title, summary, metadata, width, height, head });
}

const DASHES = '7,4';

const triangleSign: Sign = (document, x, y, width) =>
  element(document, 'path', { d: `M${x + width / 2 - 6},${y - 5}h12l-6,10z`, fill: COLORS.law });

function keysOf({ observed, hasFit, hasOutliers, hasUnexplained, hasFresh }: Legend): Key[] {
  const keys: Key[] = [
    { label: observed, sign: barSign },
    { label: 'limiting law', sign: lineSign(COLORS.law) },
  ];
  if (hasFresh) keys.push({ label: 'fresh sample, same w (thin: simulated)', sign: lineSign(COLORS.fresh, DASHES) });
  else if (hasFit) keys.push({ label: 'Marchenko-Pastur fit', sign: lineSign(COLORS.marchenkoPastur, DASHES) });
  if (hasOutliers) {
    keys.push({ label: 'outlier, predicted', sign: triangleSign });
    keys.push({ label: `(${observed})`, sign: ringSign(COLORS.simulated) });
  }
  if (hasUnexplained) keys.push({ label: 'unexplained', sign: ringSign(COLORS.unexplained) });
  return keys;
}
