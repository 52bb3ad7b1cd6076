/** Threads that share the engine's memory, and the kernels that they carry out together (assembly/team-work.ts). */

import { ThreadError } from '../errors';
import type { KernelExports, TeamExports } from './exports.generated';
import type { ThreadOrder, ThreadReport } from './thread';
import { startThread, type Thread } from './thread-host';

export interface TeamOptions {
  /** The caller's thread included. */
  readonly threads: number;
  /** The script of the others; that of the installation by default. */
  readonly threadSource: URL | string | undefined;
}

export class Team {
  readonly #exports: KernelExports & TeamExports;
  readonly #size: number;
  readonly #threads: Thread[] = [];
  readonly #control: number;

  private constructor(exports: KernelExports & TeamExports, size: number) {
    this.#exports = exports;
    this.#size = size;
    this.#control = exports.ARENA_BASE.value;
  }

  /**
   * Starts the threads on `memory`, whose first TEAM_BYTES of the arena are the team's.
   * @throws ThreadError where one does not start
   */
  static async start(
    exports: KernelExports & TeamExports,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    { threads, threadSource }: TeamOptions,
  ): Promise<Team> {
    const team = new Team(exports, threads);
    exports.arenaReserve(team.#control + exports.TEAM_BYTES.value);
    exports.teamInitialize(team.#control, threads, mayBlock());
    const others = Array.from({ length: threads - 1 }, (_, k) => k + 1);
    try {
      await Promise.all(
        others.map((member) => team.#add({ module, memory, team: team.#control, member }, threadSource)),
      );
    } catch (error) {
      team.close();
      throw error;
    }
    for (const thread of team.#threads) thread.unref();
    return team;
  }

  /** Resolves once the thread serves. Should it end later, every call of the team's fails. */
  #add(order: ThreadOrder, source: URL | string | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (reason: unknown) => {
        this.#exports.teamBreak(this.#control);
        reject(new ThreadError(`thread ${order.member} did not start (${reasonOf(reason)})`, START_ADVICE, reason));
      };
      const onReport = (report: ThreadReport) => ('ready' in report ? resolve() : fail(report.error));
      try {
        this.#threads.push(startThread(source, order, { onReport, onEnd: fail }));
      } catch (error) {
        fail(error);
      }
    });
  }

  /** The exports, with the kernels of a build and a reduction done by all threads; slices take as long as with one. */
  together(): KernelExports {
    const exports = this.#exports;
    const control = this.#control;
    const { teamAccumulate, teamAccumulateSingle, teamTridiagonalizePanel } = exports;
    return {
      ...exports,
      hessianSliceEnd: (first, p, count) => {
        let end = first;
        for (let thread = 0; thread < this.#size; thread++) end = exports.hessianSliceEnd(end, p, count);
        return end;
      },
      hessianAccumulate: (...rest) => this.#guard(() => teamAccumulate(control, ...rest)),
      hessianAccumulateSingle: (...rest) => this.#guard(() => teamAccumulateSingle(control, ...rest)),
      tridiagonalWorkBytes: (p) => exports.teamTridiagonalWorkBytes(control, p),
      tridiagonalizePanel: (...rest) => this.#guard(() => teamTridiagonalizePanel(control, ...rest)),
    };
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      this.#exports.teamBreak(this.#control);
      throw new ThreadError('a thread has ended during a computation', 'create another engine, or one thread', error);
    }
  }

  /** Ends the threads. */
  close(): void {
    for (const thread of this.#threads) thread.terminate();
  }
}

const START_ADVICE = 'serve dist/thread.js and name it as threadSource, allow it by worker-src, or use one thread';

function reasonOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** The main thread of a page must not sleep: it looks instead, for as long as a step of a slice takes. */
function mayBlock(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
    return true;
  } catch {
    return false;
  }
}
