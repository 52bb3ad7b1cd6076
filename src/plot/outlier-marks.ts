/** Outliers over a spectrum: a rule where one is predicted, a ring where it was seen, and its label above the curves. */

import type { Annotation } from './annotations';
import type { PlotModule } from './host';
import type { Placement } from './labels';
import { type Palette, textWidth } from './style';
import { element } from './svg';

export interface Rule extends Annotation, Placement {
  /** Height of the rule, on the scale of the densities. */
  readonly y: number;
}

const LABEL = { size: 11, line: 13, row: 31, offset: 5 };
/** Sizes in pixels. The row is that of a label with gauges, which begin `down` below the middle of its text. */
const GAUGE = { row: 60, down: 10, height: 34, width: 8, gap: 4 };

/** The height of a row of labels. */
export function rowHeight(annotations: readonly Annotation[]): number {
  return annotations.some(({ gauges }) => gauges) ? GAUGE.row : LABEL.row;
}

/** The width of a label, with the space beside it. */
export function widthOf({ lines, gauges = [] }: Annotation): number {
  return Math.max(textWidth(lines, LABEL.size), gaugesWidth(gauges.length)) + LABEL.offset + 4;
}

function gaugesWidth(count: number): number {
  return count * (GAUGE.width + GAUGE.gap) - GAUGE.gap;
}

/** @param bottom the density where the rules begin */
export function outlierMarks(Plot: PlotModule, rules: readonly Rule[], bottom: number, palette: Palette) {
  const inside = rules.filter(({ beyond }) => beyond === null);
  const predicted = inside.filter(({ kind }) => kind === 'outlier');
  const observed = inside.filter(({ kind, simulated }) => kind === 'outlier' && simulated !== null);
  const unexplained = inside.filter(({ kind }) => kind === 'unexplained');
  const rule = { x: 'x', y1: bottom, y2: 'y' };
  const ring = { x: 'simulated', y: bottom, dy: -6, r: 4.5, fill: palette.paper, strokeWidth: 2 };
  const marks = [
    Plot.ruleX(
      inside.filter(({ kind }) => kind !== 'unexplained'),
      { ...rule, stroke: palette.law, strokeWidth: 1, ariaDescription: 'predicted position' },
    ),
    Plot.dot(predicted, {
      ...{ x: 'x', y: 'y', symbol: 'triangle', rotate: 180, r: 5 },
      fill: palette.law,
      ariaDescription: 'predicted outlier',
    }),
    Plot.dot(observed, { ...ring, stroke: palette.simulated, ariaDescription: 'simulated outlier' }),
  ];
  if (unexplained.length > 0) {
    const stroke = palette.unexplained;
    const ariaDescription = 'unexplained eigenvalue';
    const dotted = { stroke, strokeWidth: 0.7, strokeDasharray: '2,3' };
    marks.push(
      Plot.ruleX(unexplained, { ...rule, ...dotted, ariaDescription }),
      Plot.dot(unexplained, { ...ring, stroke, ariaDescription }),
    );
  }
  return [
    ...marks,
    ...rules.map((one) => labelMark(Plot, one, palette)),
    ...rules.flatMap((one) => gaugesMark(one, palette)),
  ];
}

/** How far the label is from its rule, in pixels. */
function shiftOf({ anchor, kind }: Rule): number {
  return (anchor === 'start' ? 1 : -1) * (LABEL.offset + (kind === 'outlier' ? 4 : 0));
}

function labelMark(Plot: PlotModule, rule: Rule, palette: Palette) {
  const { x, y, anchor, lines, kind } = rule;
  return Plot.text([{ x, y }], {
    ...{ x: 'x', y: 'y', text: () => lines.join('\n'), textAnchor: anchor, dx: shiftOf(rule) },
    ...{ fontSize: LABEL.size, lineHeight: LABEL.line / LABEL.size },
    ...{ fill: palette.ink, stroke: palette.paper, strokeWidth: 4 },
    ariaDescription: kind,
  });
}

type Scales = Readonly<Record<'x' | 'y', (value: number) => number>>;

/** Below the label, each in its place, whichever of them are there. */
function gaugesMark(rule: Rule, palette: Palette) {
  const { gauges = [] } = rule;
  if (gauges.length === 0) return [];
  return [
    (_: unknown, scales: unknown, __: unknown, ___: unknown, { document }: { readonly document: Document }) => {
      const { x, y } = scales as Scales;
      const start = x(rule.x) + shiftOf(rule) - (rule.anchor === 'start' ? 0 : gaugesWidth(gauges.length));
      const top = y(rule.y) + GAUGE.down;
      const bottom = top + GAUGE.height;
      const drawn = gauges.flatMap(({ name, predicted, simulated }, k) => {
        if (predicted === null) return [];
        const left = start + k * (GAUGE.width + GAUGE.gap);
        const level = bottom - predicted * GAUGE.height;
        const full = simulated * GAUGE.height;
        const column = { x: left, width: GAUGE.width };
        const outline = { fill: palette.paper, stroke: palette.note, 'stroke-width': 0.6 };
        const ends = { x1: left - 2, x2: left + GAUGE.width + 2, y1: level, y2: level };
        return [
          element(
            document,
            'g',
            {},
            element(document, 'title', {}, `cos² with ${name}: predicted ${predicted.toFixed(3)}`),
            element(document, 'rect', { ...column, y: top, height: GAUGE.height, ...outline }),
            element(document, 'rect', { ...column, y: bottom - full, height: full, fill: palette.simulated }),
            element(document, 'line', { ...ends, stroke: palette.law, 'stroke-width': 2 }),
          ),
        ];
      });
      return element(document, 'g', {}, ...drawn);
    },
  ];
}
