/** The built command line on sweeps, in folders that go away. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'hessian-sweep-'));

  /** Starts `sweep <words>`, without a scheduler's variables unless they are given. */
  start(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Run {
    const env = { PATH: process.env.PATH, ...environment };
    const child = spawn(process.execPath, [CLI, 'sweep', ...words], { cwd: this.folder, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const outcome = new Promise<Outcome>((resolve) => {
      child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
    });
    return { child, outcome };
  }

  run(...words: string[]): Promise<Outcome> {
    return this.start(words).outcome;
  }

  write(name: string, content: unknown): string {
    writeFileSync(join(this.folder, name), JSON.stringify(content));
    return name;
  }

  read(...path: string[]): string {
    return readFileSync(join(this.folder, ...path), 'utf8');
  }

  /** Complete lines in the shards of `out`, without their headers. */
  trialsOnDisk(out: string): number {
    const shards = join(this.folder, out, 'shards');
    const lines = shardNames(shards).map((name) => readFileSync(join(shards, name), 'utf8').split('\n').length - 2);
    return lines.reduce((sum, count) => sum + Math.max(count, 0), 0);
  }

  /** What a finished sweep was merged into: a digest of each file that must be the same every time. */
  merged(out: string): Record<string, string> {
    const names = readdirSync(join(this.folder, out)).filter((name) => /\.(csv|parquet|npz)$/.test(name));
    const digest = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(this.folder, out, name)))
        .digest('hex');
    return Object.fromEntries(names.sort().map((name) => [name, digest(name)]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function shardNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
  } catch {
    return [];
  }
}
