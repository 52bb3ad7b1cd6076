/**
 * The panels of phase curves, for figures and for the page. They stand apart from the figure's own file because they name Plot's types,
 * which the public types must not ask their users for.
 */

import type { Transition } from '../law/transitions/transition';
import { formatShort } from '../words/format';
import { PARAMETER_NAMES, SIGNAL_NAMES } from '../words/model-words';
import type { PlotModule } from './host';
import { AXIS, type Palette } from './style';

export const MARGIN = { left: 68, right: 20, bottom: 44 };

export interface PhaseOptions {
  readonly document: Document;
  readonly width: number;
  /** The height of each panel, without the lower one's axis. */
  readonly height: number;
  readonly palette: Palette;
  /** Simulated points beside the law's curve; none by default. */
  readonly points?: readonly { readonly value: number; readonly gap: number; readonly alignment: number }[];
}

export interface PhasePanel {
  readonly label: string;
  readonly svg: SVGSVGElement & { scale(name: 'x'): { invert(pixel: number): number } };
}

/** The outlier's distance from the bulk, and below it its alignment. */
export function phasePanels(Plot: PlotModule, found: Transition, options: PhaseOptions): [PhasePanel, PhasePanel] {
  const { curve, signal } = found;
  const largest = Math.max(...[...curve, ...(options.points ?? [])].map(({ gap }) => gap)) || 1;
  const cosine = signal === null ? 'squared cosine' : `cos² with ${SIGNAL_NAMES[signal]}`;
  const upper = { label: 'outlier to edge', of: 'gap', domain: [0, 1.05 * largest], isLower: false } as const;
  const lower = { label: cosine, of: 'alignment', domain: [0, 1], isLower: true } as const;
  return [panelOf(Plot, upper, found, options), panelOf(Plot, lower, found, options)];
}

interface Quantity {
  readonly label: string;
  readonly of: 'gap' | 'alignment';
  readonly domain: readonly [number, number];
  /** The lower panel has the axis, the upper one the labels. */
  readonly isLower: boolean;
}

function panelOf(
  Plot: PlotModule,
  { label, of, domain, isLower }: Quantity,
  { curve, criticals, parameter, value }: Transition,
  { document, width, height, palette, points = [] }: PhaseOptions,
): PhasePanel {
  const range = [curve[0].value, curve[curve.length - 1].value] as const;
  const within = criticals.filter((critical) => critical.value >= range[0] && critical.value <= range[1]);
  const dashed = { stroke: palette.marchenkoPastur, strokeDasharray: '7,4' };
  const marks = [
    Plot.axisY({ ...AXIS, label, labelOffset: 56, ticks: 4 }),
    ...(isLower ? [Plot.axisX({ ...AXIS, label: PARAMETER_NAMES[parameter], labelOffset: 38 })] : []),
    Plot.ruleX(within, { x: 'value', ...dashed, ariaDescription: 'threshold' }),
    Plot.ruleX([value], { stroke: palette.simulated, strokeWidth: 1, ariaDescription: 'the model' }),
    Plot.line(curve, { x: 'value', y: of, stroke: palette.law, strokeWidth: 2, ariaDescription: label }),
    Plot.frame({ anchor: 'bottom', stroke: palette.ink }),
    Plot.frame({ anchor: 'left', stroke: palette.ink }),
  ];
  if (points.length > 0) {
    marks.push(Plot.dot(points, { x: 'value', y: of, fill: palette.simulated, r: 5, stroke: palette.paper }));
  }
  if (!isLower) {
    const labels = [
      ...within.map((critical) => ({ x: critical.value, text: `threshold ${formatShort(critical.value, 6)}` })),
      { x: value, text: 'the model' },
    ].filter(({ x }) => x >= range[0] && x <= range[1]);
    for (const [k, { x, text }] of labels.sort((a, b) => a.x - b.x).entries()) {
      const anchor = x > (range[0] + range[1]) / 2 ? 'end' : 'start';
      marks.push(
        Plot.text([{ x, y: domain[1] }], {
          ...{ x: 'x', y: 'y', text: () => text, textAnchor: anchor, dx: anchor === 'start' ? 5 : -5, dy: -2 + 13 * k },
          ...{ fontSize: 11, fill: palette.ink, stroke: palette.paper, strokeWidth: 4 },
          ariaDescription: 'label',
        }),
      );
    }
  }
  const svg = Plot.plot({
    ...{ document, width, height: isLower ? height + MARGIN.bottom : height },
    ...{ marginTop: 12, marginBottom: isLower ? MARGIN.bottom : 8, marginLeft: MARGIN.left, marginRight: MARGIN.right },
    x: { domain: [...range], axis: null },
    y: { domain: [...domain] },
    marks,
  }) as unknown as PhasePanel['svg'];
  return { label, svg };
}
