/** The benches' output: a Markdown table for each topic. */

import { formatTable } from './markdown';
import type { Group, TopicReport } from './topic';

export function formatTopic({ title, check, unit = 'ms', groups }: TopicReport): string {
  const tables = groups.map((group) => formatGroup(group, unit));
  return [`## ${title}`, `Checked before and after: ${check}.`, ...tables].join('\n\n');
}

function formatGroup({ label, rows }: Group, unit: 'ms' | 'MiB'): string {
  const format = unit === 'ms' ? milliseconds : (value: number) => value.toFixed(1);
  const cells = rows.map(({ peer, measurement: { samples, median, quartiles }, ratio }) => [
    peer,
    format(median),
    quartiles.map(format).join(' - '),
    String(samples.length),
    `${ratio >= 1000 ? ratio.toFixed(0) : ratio.toPrecision(3)}x`,
  ]);
  return formatTable([label, `median, ${unit}`, 'quartiles', 'samples', 'ratio'], cells);
}

export const milliseconds = (value: number) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));
