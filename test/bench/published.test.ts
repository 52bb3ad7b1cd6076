/** What the README, docs/benchmarks.md and the scaling figure show is what the committed run of the benches holds. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withGeneratedPart } from '../../bench/markdown';
import { published } from '../../bench/publish';
import { loadResults, PUBLISHED_RESULTS } from '../../bench/results';
import { summaryOf } from '../../bench/summary';

const results = loadResults(PUBLISHED_RESULTS);

describe('the published run', async () => {
  const texts = await published(results);

  it.each(Object.keys(texts))('is what %s shows: npm run bench:report writes it', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(texts[path]);
  });

  it('would show in the README if a time changed', () => {
    const doubled = structuredClone(results) as unknown as {
      topics: { name: string; groups: { rows: { ratio: number }[] }[] }[];
    };
    const trial = doubled.topics.find(({ name }) => name === 'trial');
    for (const group of trial?.groups ?? []) for (const row of group.rows) row.ratio *= 2;
    expect(summaryOf(doubled as unknown as typeof results)).not.toBe(summaryOf(results));
  });
});

describe('a generated part', () => {
  it('needs its marks', () => {
    expect(() => withGeneratedPart('no marks', 'part')).toThrow('each once');
  });
});
