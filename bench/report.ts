/** The benches' output: where it ran. */

import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import type { Peer } from './peer';

export interface Environment {
  readonly date: string;
  readonly commit: string;
  readonly runtime: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly peers: readonly {
    readonly name: string;
    readonly note: string | null;
    readonly maxFeatures: number | null;
  }[];
}

export function describeEnvironment(peers: readonly Peer[]): Environment {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    runtime: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${process.arch}`,
    peers: peers.map(({ name, note = null, maxFeatures = null }) => ({ name, note, maxFeatures })),
  };
}

/** What a run writes itself: no change of what is measured. */
const WRITTEN = ['bench/results', 'README.md', 'docs'];

function commit(): string {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8', stdio: 'pipe' }).trim();
    const changes = git('status', '--porcelain', '--', '.', ...WRITTEN.map((path) => `:!${path}`));
    return git('rev-parse', '--short', 'HEAD') + (changes === '' ? '' : ' (with changes)');
  } catch {
    return 'unknown';
  }
}

/** Where, with what and when. */
export function formatMachine({
  date,
  commit: revision,
  runtime,
  processor,
  cores,
  memoryGiB,
  system,
  peers,
}: Environment) {
  const blas = peers.map(({ note }) => /OpenBLAS [^;]+/.exec(note ?? '')?.[0]).find((found) => found !== undefined);
  const parts = [runtime, `${processor}, ${cores} cores, ${memoryGiB} GiB`, system, ...(blas ? [blas] : [])];
  return `${parts.join('; ')}; commit ${revision}, ${date.slice(0, 10)}.`;
}

export function formatEnvironment(environment: Environment): string {
  const { peers } = environment;
  const lines = [
    formatMachine(environment),
    'One thread unless a row says otherwise. Peers take turns, sample by sample.',
    '',
  ];
  for (const { name, note, maxFeatures } of peers) {
    const remarks = [note, maxFeatures === null ? null : `up to p = ${maxFeatures}`].filter(
      (remark) => remark !== null,
    );
    if (remarks.length > 0) lines.push(`- ${name}: ${remarks.join('; ')}`);
  }
  return lines.join('\n');
}
