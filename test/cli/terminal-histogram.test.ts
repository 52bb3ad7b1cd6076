import { describe, expect, it } from 'vitest';
import { terminalHistogram } from '../../src/cli/terminal-histogram';
import { sceneOf } from '../../src/plot/scene';
import { CASES } from '../plot/fabricate';

const MARGIN = 8;
const lines = (text: string) => text.split('\n');

describe('terminalHistogram', () => {
  it.each([24, 60, 80, 132])('fits into %d columns', (columns) => {
    const picture = lines(terminalHistogram(CASES.oneSpike(), { columns, rows: 10, color: false }));
    const bars = picture.filter((line) => line.includes('│'));
    expect(bars).toHaveLength(10);
    for (const line of picture.slice(0, 13)) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('puts the curve at the height of the density', () => {
    const comparison = CASES.oneSpike();
    const rows = 16;
    const bars = lines(terminalHistogram(comparison, { rows, color: false })).slice(0, rows);
    const top = Number(bars[0].trim().split(' ')[0]);
    const [left, right] = sceneOf(comparison).window;
    const width = (right - left) / (80 - MARGIN);
    for (const column of [15, 25, 40]) {
      const fromTop = bars.findIndex((line) => line[MARGIN + column] === '•');
      const density = comparison.law.density(left + (column + 0.5) * width);
      expect(rows - 1 - fromTop).toBe(Math.floor((density / top) * rows));
    }
  });

  it('marks outliers, predicted and simulated, at their columns', () => {
    const comparison = CASES.threeTrials();
    const [left, right] = sceneOf(comparison).window;
    const picture = lines(terminalHistogram(comparison, { color: false }));
    const columnOf = (x: number) => MARGIN + Math.floor(((x - left) / (right - left)) * (80 - MARGIN));
    const marked = picture.find((line) => line.trim().startsWith('▲')) ?? '';
    for (const { predicted } of comparison.outliers) expect(marked[columnOf(predicted.location)]).toBe('▲');
    const observed = picture.find((line) => line.trim().startsWith('○')) ?? '';
    for (const { location } of comparison.outliers) expect(observed[columnOf(location)]).toBe('○');
  });

  it('points to outliers out of sight', () => {
    expect(terminalHistogram(CASES.wideRange(), { color: false })).toContain('→');
  });

  it('colors only when asked to', () => {
    expect(terminalHistogram(CASES.atom(), { color: false })).not.toContain('\u001b');
    expect(terminalHistogram(CASES.atom(), { color: true })).toContain('\u001b[');
  });
});
