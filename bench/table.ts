/** The benches' output: a Markdown table for each topic. */

import type { Group, TopicReport } from './topic';

export function formatTopic({ title, check, groups }: TopicReport): string {
  return [`## ${title}`, `Checked before and after: ${check}.`, '', ...groups.map(formatGroup)].join('\n');
}

function formatGroup({ label, rows }: Group): string {
  const cells = rows.map(({ peer, measurement: { samples, median, quartiles }, ratio }) => [
    peer,
    milliseconds(median),
    quartiles.map(milliseconds).join(' - '),
    String(samples.length),
    `${ratio.toPrecision(3)}x`,
  ]);
  return `${formatTable([label, 'median', 'quartiles', 'samples', 'ratio'], cells)}\n`;
}

const milliseconds = (value: number) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));

/** A Markdown table: the first column to the left, numbers to the right. */
function formatTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}
