/** Phase curves as a picture: an outlier's distance from the bulk and its alignment, against what is varied. */

import { ModelError } from '../errors';
import type { Transition } from '../law/transitions/transition';
import type { Model } from '../model/model';
import { formatShort } from '../words/format';
import { describeLaws, describeSignals, describeSizes, PARAMETER_NAMES } from '../words/model-words';
import { type FigureOptions, framed, headOf, LEFT, packed, textOf } from './frame';
import { hostOf } from './host';
import { modelOrNull, reportMetadataOf } from './metadata';
import { MARGIN, phasePanels } from './phase-panels';
import { COLORS, FONT } from './style';
import { element, makeSelfContained } from './svg';

/** The size is 720 x 520 by default. */
export type TransitionFigureOptions = FigureOptions;

const SMALLEST = { width: 320, height: 320 };

/** The SVG text of a transition. */
export async function renderTransition(
  model: Model,
  found: Transition,
  options: TransitionFigureOptions = {},
): Promise<string> {
  const { width = 720, height = 520, title = titleOf(found) } = options;
  if (!(width >= SMALLEST.width)) throw new ModelError('renderTransition: width', `at least ${SMALLEST.width}`, width);
  if (!(height >= SMALLEST.height)) {
    throw new ModelError('renderTransition: height', `at least ${SMALLEST.height}`, height);
  }
  const { Plot, document } = await hostOf(options.document);
  const subtitle = packed([...describeLaws(model), ...describeSignals(model), ...describeSizes(model)], width);
  const head = headOf(document, { title, subtitle }, width);
  const top = 27 + 16 * subtitle.length + 30;
  const half = (height - top - MARGIN.bottom) / 2;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const root = element(document, 'svg', { ...size, 'font-family': FONT, color: COLORS.ink, role: 'img' });
  if (found.curve.length === 0) {
    const place = { x: LEFT, y: top + half, 'font-size': 12, fill: COLORS.ink };
    root.appendChild(textOf(document, found.reason ?? 'nothing to draw', place));
  } else {
    const panels = phasePanels(Plot, found, { document, width, height: half, palette: COLORS });
    for (const [k, { svg }] of panels.entries()) {
      makeSelfContained(svg);
      svg.setAttribute('y', String(top + k * half));
      root.appendChild(svg);
    }
  }
  const { parameter, criticals } = found;
  const metadata = reportMetadataOf({ model: modelOrNull(model), parameter, criticals }, title);
  return framed(document, root, { title, summary: summaryOf(model, found), metadata, width, height, head });
}

function titleOf({ parameter }: Transition): string {
  return `Outlier against ${PARAMETER_NAMES[parameter]}: distance from the bulk and alignment`;
}

/** The picture in words, for those who cannot see it. */
function summaryOf(model: Model, { parameter, criticals, reason }: Transition): string {
  const name = PARAMETER_NAMES[parameter];
  const found = criticals.map(
    ({ value, present, side }) => `an outlier on the ${side} is there ${present} ${name} = ${formatShort(value, 6)}`,
  );
  const words = found.length > 0 ? `In the limit ${found.join('; ')}.` : `No threshold: ${reason}.`;
  return `Phase curves. Model: ${[...describeLaws(model), ...describeSignals(model)].join(', ')}. ${words}`;
}
