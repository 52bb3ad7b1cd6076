/** A plain panel of a larger figure: title, a line of facts, a legend, and Plot's marks below. */

import { barSign, framed, headOf, type Key, legendOf, lineSign, type Sign } from './frame';
import { hostOf, type PlotModule, type PlotOptions } from './host';
import { AXIS, COLORS } from './style';
import { element, makeSelfContained } from './svg';

export interface PanelOptions {
  readonly title: string;
  readonly facts: string;
  readonly keys: readonly { readonly label: string; readonly kind: 'bar' | 'line' | 'dot' }[];
  readonly x: { readonly label: string } & PlotOptions['x'];
  readonly y: { readonly label: string } & PlotOptions['y'];
  readonly height?: number;
  marks(Plot: PlotModule): PlotOptions['marks'];
}

const WIDTH = 720;
const MARGIN = { marginTop: 76, marginLeft: 68, marginRight: 20, marginBottom: 44 };

/** The SVG text. */
export async function renderPanel(options: PanelOptions): Promise<string> {
  const { title, facts, keys, x, y, height = 300 } = options;
  const { Plot, document } = await hostOf();
  const svg = Plot.plot({
    ...{ document, width: WIDTH, height, ...MARGIN },
    x: { ...x, axis: null },
    y: { ...y, axis: null },
    marks: [
      Plot.axisX({ ...AXIS, label: x.label, labelOffset: 38 }),
      Plot.axisY({ ...AXIS, label: y.label, labelOffset: 56, ticks: 5 }),
      ...(options.marks(Plot) ?? []),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
    ],
  });
  makeSelfContained(svg);
  const signs: Key[] = keys.map(({ label, kind }) => ({ label, sign: SIGNS[kind] }));
  const legend = legendOf(document, signs, { y: 58, width: WIDTH });
  const head = [...headOf(document, { title, subtitle: [facts], kind: 'panel' }, WIDTH), ...legend.elements];
  return framed(document, svg, { title, summary: `${title}. ${facts}.`, width: WIDTH, height, head });
}

const dotSign: Sign = (document, x, y, width) => {
  const colors = { stroke: COLORS.simulated, 'stroke-width': 0.6, fill: COLORS.simulated };
  return element(document, 'circle', { cx: x + width / 2, cy: y, r: 3, ...colors });
};

const SIGNS = { bar: barSign, line: lineSign(COLORS.law), dot: dotSign } as const;
