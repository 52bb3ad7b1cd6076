import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatTable } from '../../bench/markdown';
import { summarize } from '../../bench/measure';
import { finishedTopics, loadResults, type Results, saveResults } from '../../bench/results';

const folder = mkdtempSync(join(tmpdir(), 'hessian-bench-'));
const path = join(folder, 'results', 'run.json');
afterAll(() => rmSync(folder, { recursive: true }));

const measurement = summarize([3, 1, 2.000004321, 4]);
const results: Results = {
  environment: {
    date: '2026-01-01T00:00:00.000Z',
    commit: 'abc1234',
    runtime: 'Node 20',
    processor: 'one',
    cores: 2,
    memoryGiB: 8,
    system: 'Linux',
    peers: [],
  },
  topics: [
    { name: 'trial', title: '', check: '', groups: [{ label: '', rows: [{ peer: '', measurement, ratio: 1 }] }] },
  ],
};

describe('results of the benches', () => {
  it('are written whole, with five digits of each time', () => {
    saveResults(path, results);
    expect(readdirSync(join(folder, 'results'))).toEqual(['run.json']);
    expect(readFileSync(path, 'utf8')).toContain('"samples": [3, 1, 2, 4]');
    const [{ rows }] = loadResults(path).topics[0].groups;
    expect(rows[0].measurement).toEqual({ samples: [3, 1, 2, 4], median: 2.5, quartiles: [1.75, 3.25] });
  });

  it('go on only where commit, processor and runtime are the same', () => {
    const { environment } = results;
    expect(finishedTopics(path, environment).map(({ name }) => name)).toEqual(['trial']);
    for (const other of [{ commit: 'def5678' }, { processor: 'another' }, { runtime: 'Node 24' }]) {
      expect(finishedTopics(path, { ...environment, ...other })).toEqual([]);
    }
    expect(finishedTopics(join(folder, 'none.json'), environment)).toEqual([]);
  });
});

it('a table escapes what would end a cell', () => {
  expect(formatTable(['|w|', 'x'], [['a', '1']])).toBe('| \\|w\\| | x |\n|-------|--:|\n| a     | 1 |');
});
