/** What a run of the benches found, as a file. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Environment } from './report';
import type { TopicReport } from './topic';

export interface Results {
  readonly environment: Environment;
  readonly topics: readonly TopicReport[];
}

/** The run that the README and docs/benchmarks.md show. */
export const PUBLISHED_RESULTS = 'bench/results/published.json';

/** Digits that a file keeps of each time: more than can be measured. */
const DIGITS = 5;

/** Replaces the file as a whole, so that a run that is stopped leaves the topics that it has finished. */
export function saveResults(path: string, results: Results): void {
  mkdirSync(dirname(path), { recursive: true });
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
  const text = JSON.stringify(results, rounded, 1)
    // A list of numbers on one line.
    .replace(/\[\s+(-?[\d.e+-]+(?:,\s+-?[\d.e+-]+)*)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`);
  writeFileSync(`${path}.tmp`, `${text}\n`);
  renameSync(`${path}.tmp`, path);
}

export function loadResults(path: string): Results {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The topics of an earlier run that was stopped, if it was one of this commit on this machine. */
export function finishedTopics(path: string, { commit, processor, runtime }: Environment): readonly TopicReport[] {
  if (!existsSync(path)) return [];
  const { environment, topics } = loadResults(path);
  const isSame =
    environment.commit === commit && environment.processor === processor && environment.runtime === runtime;
  return isSame ? topics : [];
}
