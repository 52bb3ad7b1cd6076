/** A peer in a process of its own, which does its own timing: a JSON request a line, a JSON answer a line, arrays in files. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Task } from '../peer';

export interface ProcessRequest {
  readonly do: 'prepare' | 'time' | 'result' | 'memory';
  readonly id: number;
  readonly [detail: string]: unknown;
}

export interface PeerProcess<Hello> {
  /** What it says of itself once it has started. */
  readonly hello: Hello;
  /** A job on arrays: what it is called, and numbers that it needs. */
  prepare(job: string, details: Record<string, unknown>, arrays: Record<string, Float64Array>): Promise<Task>;
  close(): void;
}

/** Null where the command cannot be run, or ends before it has said anything. */
export async function startProcess<Hello>(
  command: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<PeerProcess<Hello> | null> {
  const child = spawn(command, words, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hello = await lines.next();
  if (hello.done) return null;
  const folder = mkdtempSync(join(tmpdir(), 'hessian-bench-'));
  let jobs = 0;

  async function ask(request: ProcessRequest): Promise<{ milliseconds?: number; bytes?: number }> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await lines.next();
    if (answer.done) throw new Error(`${command} ended at ${request.do}`);
    return JSON.parse(answer.value);
  }

  return {
    hello: JSON.parse(hello.value),
    async prepare(job, details, arrays) {
      const id = jobs++;
      const paths: Record<string, string> = {};
      for (const [name, values] of Object.entries(arrays)) {
        paths[name] = join(folder, `${id}-${name}`);
        writeFileSync(paths[name], values);
      }
      await ask({ do: 'prepare', id, job, ...details, arrays: paths });
      const timeTogether = async (runs: number) => (await ask({ do: 'time', id, runs })).milliseconds as number;
      return {
        time: () => timeTogether(1),
        timeTogether,
        async result() {
          const path = join(folder, `${id}-result`);
          await ask({ do: 'result', id, path });
          return readArray(path);
        },
        memory: async () => (await ask({ do: 'memory', id })).bytes as number,
      };
    },
    close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The doubles of a file. */
export function readArray(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
