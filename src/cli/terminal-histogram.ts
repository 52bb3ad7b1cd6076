/** The histogram of a comparison in block characters, with the law's density over it. */

import pc from 'picocolors';
import type { Comparison } from '../compare/comparison';
import { histogram } from '../numerics/histogram';
import { type Scene, sceneOf } from '../plot/scene';
import { formatNumber } from '../words/format';

export interface TerminalHistogramOptions {
  /** The width of the whole picture; by default 80. */
  readonly columns?: number;
  /** The height of the bars; by default 12. */
  readonly rows?: number;
  /** Whether there are colors; by default as the terminal and NO_COLOR say. */
  readonly color?: boolean;
}

const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const MARGIN = 8;
const FEWEST_COLUMNS = 24;

export function terminalHistogram(comparison: Comparison, options: TerminalHistogramOptions = {}): string {
  const { columns = 80, rows = 12, color } = options;
  const { blue, red } = pc.createColors(color);
  const scene = sceneOf(comparison);
  const bins = Math.max(columns, FEWEST_COLUMNS) - MARGIN;
  const [left, right] = scene.window;
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => left + ((right - left) * k) / bins);
  const { density } = histogram(scene.values, { edges, total: scene.total });
  const theory = Array.from({ length: bins }, (_, k) => comparison.law.density((edges[k] + edges[k + 1]) / 2));
  // Narrow bins are higher than the scene's wherever the density bends.
  const top = Math.max(scene.top, ...density.filter((value) => value <= 1.25 * scene.top));

  const lines: string[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    const label = row === rows - 1 ? formatNumber(top, 3) : row === 0 ? '0' : '';
    const cells = theory.map((curve, k) => {
      const level = Math.min(curve / top, 1) * rows;
      if (curve > 0 && Math.min(Math.floor(level), rows - 1) === row) return red('•');
      const eighths = Math.round(Math.min(density[k] / top, 1) * 8 * rows) - 8 * row;
      return blue(BLOCKS[Math.min(Math.max(eighths, 0), 8)]);
    });
    lines.push(`${label.padStart(MARGIN - 2)} │${cells.join('')}`);
  }
  lines.push(`${' '.repeat(MARGIN - 2)} └${'─'.repeat(bins)}`);

  const columnOf = (x: number) => Math.floor(((x - left) / (right - left)) * bins);
  const indent = ' '.repeat(MARGIN);
  const { outliers } = comparison;
  if (outliers.length > 0) {
    lines.push(
      indent +
        red(
          markers(
            outliers.map(({ predicted }) => columnOf(predicted.location)),
            '▲',
            bins,
          ),
        ),
    );
    lines.push(
      indent +
        blue(
          markers(
            outliers.map(({ location }) => columnOf(location)),
            '○',
            bins,
          ),
        ),
    );
  }
  lines.push(indent + axisLabels(scene, bins), '');
  const legend = [`${blue('█')} simulated`, `${red('•')} limiting law`];
  if (outliers.length > 0) legend.push(`${red('▲')} outlier, predicted`, `${blue('○')} simulated`);
  lines.push(indent + legend.join('   '));
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Outliers beyond the window show as arrows at its sides. */
function markers(columns: readonly number[], symbol: string, width: number): string {
  const cells = Array.from({ length: width }, () => ' ');
  for (const column of columns) {
    if (column < 0) cells[0] = '←';
    else if (column >= width) cells[width - 1] = '→';
    else cells[column] = symbol;
  }
  return cells.join('');
}

function axisLabels({ window: [left, right] }: Scene, width: number): string {
  const [first, middle, last] = [left, (left + right) / 2, right].map((x) => formatNumber(x, 3));
  const before = Math.max(Math.floor((width - middle.length) / 2) - first.length, 1);
  const after = Math.max(width - first.length - before - middle.length - last.length, 1);
  return first + ' '.repeat(before) + middle + ' '.repeat(after) + last;
}
