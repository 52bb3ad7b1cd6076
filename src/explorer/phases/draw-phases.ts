/** Gap above, alignment below: the law's line, the simulated points on it. */

import * as Plot from '@observablehq/plot';
import type { Transition } from '../../law/transitions/transition';
import { PARAMETER_NAMES, SIGNAL_NAMES } from '../../words/model-words';
import { h } from '../base/dom';
import { adaptToPage } from '../picture/adapt';
import { PAGE_PALETTE as PALETTE } from '../picture/palette';
import type { SimulatedPoint } from './sweep';

const HEIGHT = 220;
const MARGIN = { left: 56, right: 14, top: 14, bottom: 40 };

interface Panel {
  readonly label: string;
  readonly of: 'gap' | 'alignment';
  readonly domain: readonly [number, number];
  readonly hasAxis: boolean;
}

export function drawPhases(
  found: Transition,
  points: readonly SimulatedPoint[],
  width: number,
  onOpen: (value: number) => void,
): HTMLElement {
  if (found.curve.length === 0) return h('p', { class: 'note' }, found.reason ?? 'Nothing to draw.');
  const largest = Math.max(...found.curve.map(({ gap }) => gap), ...points.map(({ gap }) => gap)) || 1;
  const cosine = found.signal === null ? 'cos²' : `cos² with ${SIGNAL_NAMES[found.signal]}`;
  const panels: Panel[] = [
    { label: 'outlier to edge', of: 'gap', domain: [0, 1.08 * largest], hasAxis: false },
    { label: cosine, of: 'alignment', domain: [0, 1], hasAxis: true },
  ];
  return h('div', {}, ...panels.map((panel) => panelOf(panel, found, points, width, onOpen)));
}

function panelOf(
  { label, of, domain, hasAxis }: Panel,
  { curve, criticals, parameter, value }: Transition,
  points: readonly SimulatedPoint[],
  width: number,
  onOpen: (value: number) => void,
): Element {
  const range: [number, number] = [curve[0].value, curve[curve.length - 1].value];
  const axis = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;
  const within = criticals.filter((critical) => critical.value > range[0] && critical.value < range[1]);
  const plot = Plot.plot({
    width,
    height: HEIGHT,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: hasAxis ? MARGIN.bottom : 12,
    x: { domain: range, axis: null },
    y: { domain: [...domain] },
    marks: [
      Plot.axisY({ ...axis, label, labelOffset: 46, ticks: 4 }),
      ...(hasAxis ? [Plot.axisX({ ...axis, label: PARAMETER_NAMES[parameter], labelOffset: 34 })] : []),
      Plot.ruleX(within, { x: 'value', stroke: PALETTE.marchenkoPastur, strokeDasharray: '7,4' }),
      Plot.ruleX([value], { stroke: PALETTE.note, strokeWidth: 1 }),
      Plot.line(curve, { x: 'value', y: of, stroke: PALETTE.law, strokeWidth: 2 }),
      Plot.dot(points, { x: 'value', y: of, fill: PALETTE.simulated, r: 5, stroke: PALETTE.paper }),
      Plot.frame({ anchor: 'bottom', stroke: PALETTE.ink }),
      Plot.frame({ anchor: 'left', stroke: PALETTE.ink }),
    ],
  });
  const svg = plot as unknown as SVGSVGElement & { scale(name: 'x'): { invert(pixel: number): number } };
  const scale = svg.scale('x');
  adaptToPage(svg, PALETTE.ink);
  svg.setAttribute('aria-label', `${label} against ${PARAMETER_NAMES[parameter]}: line by the law, points simulated`);
  svg.addEventListener('click', (event) => {
    const { target } = event;
    if (!(target instanceof SVGCircleElement)) return;
    const at = scale.invert(target.cx.baseVal.value);
    const nearest = points.reduce((a, b) => (Math.abs(b.value - at) < Math.abs(a.value - at) ? b : a));
    onOpen(nearest.value);
  });
  return svg;
}
