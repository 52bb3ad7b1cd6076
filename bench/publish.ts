/** What is shown of the published run: the README's table, the tables of docs/benchmarks.md and the scaling figure. */

import { readFileSync, writeFileSync } from 'node:fs';
import { withGeneratedPart } from './markdown';
import { formatEnvironment } from './report';
import { loadResults, PUBLISHED_RESULTS, type Results } from './results';
import { renderScaling } from './scaling-figure';
import { summaryOf } from './summary';
import { formatTopic } from './table';

/** Texts by their path, as they should be. */
export async function published(results: Results): Promise<Record<string, string>> {
  const { environment, topics } = results;
  const tables = [formatEnvironment(environment), ...topics.map(formatTopic)].join('\n\n');
  return {
    'README.md': withGeneratedPart(readFileSync('README.md', 'utf8'), summaryOf(results)),
    'docs/benchmarks.md': withGeneratedPart(readFileSync('docs/benchmarks.md', 'utf8'), tables),
    'docs/scaling.svg': await renderScaling(results),
  };
}

export async function publish(): Promise<void> {
  for (const [path, text] of Object.entries(await published(loadResults(PUBLISHED_RESULTS)))) writeFileSync(path, text);
}
