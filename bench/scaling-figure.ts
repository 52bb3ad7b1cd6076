/** The time of a whole trial against p, on log axes, with what the multiply-adds alone would take at the machine's SIMD limit. */

import { defaultDocument } from '../src/plot/host';
import { COLORS } from '../src/plot/style';
import { element, makeSelfContained, serialize } from '../src/plot/svg';
import { SAMPLES_PER_FEATURE } from './inputs';
import { FLOOR } from './peers/floor';
import type { Results } from './results';

const SIZE = { width: 720, height: 480 };
const MARGIN = { marginTop: 64, marginLeft: 70, marginRight: 168, marginBottom: 48 };
const LEFT = 16;
const AXIS = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;

/** Drawn peers by how their names begin; hues of Okabe & Ito. */
const LINES = [
  { name: /^hessian-eigenspectra/, label: 'this library', color: COLORS.simulated, width: 3 },
  { name: /^NumPy [\d.]+$/, label: 'NumPy', color: COLORS.law, width: 2 },
  { name: /^NumPy [\d.]+, preallocated$/, label: 'NumPy, preallocated', color: '#E69F00', width: 2 },
  { name: /^typed arrays, blocked$/, label: 'blocked JavaScript', color: COLORS.marchenkoPastur, width: 2 },
  { name: /^ml-matrix/, label: 'ml-matrix', color: '#CC79A7', width: 2 },
] as const;

/** Multiply-adds of the build, n p (p + 1) / 2, and of the reduction, 2/3 p^3. */
const buildWork = (p: number) => (SAMPLES_PER_FEATURE * p * p * (p + 1)) / 2;
const reductionWork = (p: number) => (2 / 3) * p ** 3;

interface Point {
  readonly p: number;
  readonly time: number;
}

interface Line {
  readonly label: string;
  readonly color: string;
  readonly width: number;
  readonly points: readonly Point[];
}

const featuresOf = (label: string) => Number(/p = (\d+)/.exec(label)?.[1]);

function linesOf({ topics }: Results): Line[] {
  const groups = topics.find(({ name }) => name === 'trial')?.groups ?? [];
  return LINES.map(({ name, label, color, width }) => ({
    label,
    color,
    width,
    points: groups.flatMap((group) => {
      const row = group.rows.find(({ peer }) => name.test(peer));
      return row ? [{ p: featuresOf(group.label), time: row.measurement.median }] : [];
    }),
  })).filter(({ points }) => points.length > 0);
}

/** The limit at each size of the build's bench, from the rate that was measured beside the build. */
function limitOf({ topics }: Results): Point[] {
  const groups = topics.find(({ name }) => name === 'hessian')?.groups ?? [];
  return groups.flatMap(({ label, rows }) => {
    const p = featuresOf(label);
    const floor = rows.find(({ peer }) => peer === FLOOR)?.measurement.median;
    return floor === undefined ? [] : [{ p, time: floor * (1 + reductionWork(p) / buildWork(p)) }];
  });
}

export async function renderScaling(results: Results): Promise<string> {
  const Plot = await import('@observablehq/plot');
  const document = await defaultDocument();
  const lines = linesOf(results);
  const limit = limitOf(results);
  const sizes = lines[0]?.points.map(({ p }) => p) ?? [];
  const at = { x: 'p', y: 'time' } as const;
  const svg = Plot.plot({
    document,
    ...SIZE,
    ...MARGIN,
    x: { type: 'log', inset: 8 },
    y: { type: 'log', inset: 8 },
    marks: [
      Plot.axisX({
        ...AXIS,
        label: `p (n = ${SAMPLES_PER_FEATURE} p)`,
        labelOffset: 40,
        ticks: sizes,
        tickFormat: String,
      }),
      Plot.axisY({ ...AXIS, label: 'milliseconds', labelOffset: 58, ticks: 6, tickFormat: String }),
      Plot.line(limit, { ...at, stroke: COLORS.ink, strokeDasharray: '6,4', ariaDescription: 'SIMD limit' }),
      ...lines.flatMap(({ label, color, width, points }) => [
        Plot.line(points, { ...at, stroke: color, strokeWidth: width, ariaDescription: label }),
        Plot.dot(points, { ...at, r: 2.5, fill: color }),
      ]),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
    ],
  });
  makeSelfContained(svg);
  const { processor, runtime } = results.environment;
  const title = 'One trial of the logistic model: sample, build H, all eigenvalues';
  const text = (content: string, x: number, y: number, more: Record<string, string | number>) =>
    element(document, 'text', { x, y, 'text-anchor': 'start', ...more }, content);
  const front = [
    element(document, 'title', {}, title),
    element(document, 'rect', { width: SIZE.width, height: SIZE.height, fill: 'white' }),
    text(title, LEFT, 24, { 'font-size': 15, 'font-weight': 600, fill: COLORS.ink }),
    text(`One thread. ${runtime}; ${processor}`, LEFT, 43, { 'font-size': 11.5, fill: COLORS.note }),
  ];
  for (const node of front.reverse()) svg.insertBefore(node, svg.firstChild);
  for (const [k, { label, color, width, dashes }] of legendOf(lines).entries()) {
    const y = MARGIN.marginTop + 16 + 20 * k;
    const x = SIZE.width - MARGIN.marginRight + 10;
    const stroke = { stroke: color, 'stroke-width': width, ...(dashes ? { 'stroke-dasharray': dashes } : {}) };
    svg.append(element(document, 'line', { x1: x, x2: x + 24, y1: y, y2: y, ...stroke }));
    svg.append(text(label, x + 30, y + 4, { 'font-size': 11.5, fill: COLORS.ink }));
  }
  return serialize(svg);
}

/** The slowest on top, as in the plot. */
function legendOf(lines: readonly Line[]) {
  const entries = [...lines].reverse().map((line) => ({ ...line, dashes: '' }));
  return [...entries, { label: "SIMD's limit", color: COLORS.ink, width: 1.5, dashes: '6,4' }];
}
