/** One instance of the compute engine: compiled once, instantiated per user. The only place that knows as-bind. */

import { type BoundExports, instantiate } from 'as-bind/dist/as-bind.esm.js';
import { Arena } from './arena';
import { installConverters } from './converters';
import type { KernelExports, TeamExports } from './exports.generated';
import { Team, type TeamOptions } from './team';
import { checkSharesMemory, kernelBytes } from './variant';

export type { KernelExports } from './exports.generated';

export interface Kernels {
  readonly exports: KernelExports;
  readonly arena: Arena;
  /** The caller's included. */
  readonly threads: number;
  /** Ends the threads, if there are others than the caller's. */
  close(): void;
}

/** The first and the last size of a shared memory, in pages: those of asconfig.json. */
const SHARED_MEMORY = { initial: 256, maximum: 65536, shared: true } as const;

/** A fresh instance with its own memory; with a team, `binary` is one for threads. */
export async function createKernels(binary?: BufferSource, team?: TeamOptions): Promise<Kernels> {
  installConverters();
  const bytes = binary ?? (await kernelBytes({ simd: 'plain', threads: 1 }));
  if (team === undefined) {
    const exports = await instantiateBound(bytes);
    return { exports, arena: new Arena(exports), threads: 1, close() {} };
  }
  // as-bind compiles by itself; the others are given this one, of the same bytes.
  const module = await WebAssembly.compile(bytes);
  checkSharesMemory(module);
  const memory = new WebAssembly.Memory(SHARED_MEMORY);
  const exports = (await instantiateBound(bytes, memory)) as KernelExports & TeamExports;
  const threads = await Team.start(exports, module, memory, team);
  const together = threads.together();
  return {
    exports: together,
    arena: new Arena(together, exports.TEAM_BYTES.value),
    threads: team.threads,
    close: () => threads.close(),
  };
}

async function instantiateBound(bytes: BufferSource, memory?: WebAssembly.Memory): Promise<KernelExports> {
  const instance = await instantiate(bytes, {
    env: {
      ...(memory === undefined ? {} : { memory }),
      abort(_message: number, _file: number, line: number, column: number) {
        throw new WebAssembly.RuntimeError(`kernel aborted at ${line >>> 0}:${column >>> 0}`);
      },
    },
  });
  return collecting(instance.exports, Object.keys(instance.typeDescriptor.exportedFunctions));
}

/** The exports, with garbage collected after each call of the `bound` ones: the minimal runtime never does by itself. */
function collecting(exports: BoundExports, bound: readonly string[]): KernelExports {
  const collect = exports.__collect as () => void;
  const wrapped = bound.map((name) => {
    const call = exports[name] as (...values: unknown[]) => unknown;
    const withCollection = (...values: unknown[]) => {
      try {
        return call(...values);
      } finally {
        collect();
      }
    };
    return [name, withCollection];
  });
  return { ...exports, ...Object.fromEntries(wrapped) } as unknown as KernelExports;
}
