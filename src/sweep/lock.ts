/**
 * Locks of a folder: one process at a time computes a shard. A lock's holder counts up a number in its file every few
 * seconds; a lock whose number stands still belongs to nobody any more. This needs neither a common clock nor that
 * processes see each other, so it holds on a shared disk. On the same machine a holder that is gone is known at once, and
 * so is a task that its scheduler started again.
 */

import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../data/folder';
import { FileError } from '../errors';
import type { Shard } from './shard';

/** A folder, or a part of it, that another process is working on. */
export class LockError extends Error {
  readonly code = 'ERR_LOCKED';
  override readonly name = 'LockError';

  constructor(path: string, { host, pid, shard }: Holder) {
    super(
      `shard ${shard} is being computed by process ${pid} on ${host} (${path}): wait for it, or choose another folder`,
    );
  }
}

interface Holder {
  readonly shard: string;
  readonly host: string;
  readonly pid: number;
  /** The scheduler's task, where there is one: started again, it replaces its own earlier run. */
  readonly task: string | null;
  readonly beat: number;
}

export interface LockOptions {
  /** Milliseconds between two counts, and how long a lock of another machine is watched before it is taken over. */
  readonly beat?: number;
  readonly patience?: number;
}

export class Lock {
  #beat = 0;
  readonly #timer: NodeJS.Timeout;
  readonly #path: string;
  readonly #holder: Holder;

  private constructor(path: string, holder: Holder, interval: number) {
    this.#path = path;
    this.#holder = holder;
    this.#timer = setInterval(() => this.#count(), interval);
    this.#timer.unref();
  }

  /**
   * @throws LockError if a living process computes this shard, or one of another split that may overlap with it
   */
  static async take(folder: string, { index, count }: Shard, options: LockOptions = {}): Promise<Lock> {
    const { beat = 2000, patience = 10_000 } = options;
    const shard = `${index}/${count}`;
    const path = join(folder, `${index}-of-${count}.lock`);
    const holder: Holder = { shard, host: hostname(), pid: process.pid, task: taskOf(process.env), beat: 0 };
    try {
      await makeFolder(folder);
      for (const name of await readdir(folder)) {
        const sameSplit = name.endsWith(`-of-${count}.lock`);
        if (!name.endsWith('.lock') || (sameSplit && join(folder, name) !== path)) continue;
        await removeStale(join(folder, name), holder, patience);
      }
      await create(path, JSON.stringify(holder));
    } catch (cause) {
      if (cause instanceof LockError) throw cause;
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw new FileError('write', path, cause);
      throw new LockError(path, (await readHolder(path)) ?? holder);
    }
    return new Lock(path, holder, beat);
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.#path, { force: true });
  }

  #count(): void {
    this.#beat++;
    // A lock that was taken away is not made again; a full disk stops the run by its results.
    writeFile(this.#path, JSON.stringify({ ...this.#holder, beat: this.#beat }), { flag: 'r+' }).catch(() => {});
  }
}

async function create(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
}

/** Removes a lock that nobody holds any more. */
async function removeStale(path: string, self: Holder, patience: number): Promise<void> {
  const found = await readHolder(path);
  if (found === undefined) return;
  if (found !== null) {
    const again = found.task !== null && found.task === self.task;
    const gone = found.host === self.host && !isAlive(found.pid);
    if (again || gone) return rm(path, { force: true });
  }
  // Unreadable (torn by a crash), of a machine that cannot be asked, or of a number that some other process may have got
  // since (in a container they are always the same): watch whether it is kept.
  const end = performance.now() + patience;
  while (performance.now() < end) {
    await sleep(Math.min(500, patience));
    const now = await readHolder(path);
    if (now === undefined) return;
    if (now && now.beat !== found?.beat) throw new LockError(path, now);
  }
  await rm(path, { force: true });
}

/** Undefined where there is no lock, null where it cannot be understood. */
async function readHolder(path: string): Promise<Holder | null | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function taskOf({ SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID }: NodeJS.ProcessEnv): string | null {
  return SLURM_ARRAY_JOB_ID ? `slurm ${SLURM_ARRAY_JOB_ID} ${SLURM_ARRAY_TASK_ID}` : null;
}
