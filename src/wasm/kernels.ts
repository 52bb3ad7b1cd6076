/** One instance of the compute engine: compiled once, instantiated per user. The only place that knows as-bind. */

import { type BoundExports, instantiate } from 'as-bind/dist/as-bind.esm.js';
import { Arena } from './arena';
import { installConverters } from './converters';
import type { KernelExports } from './exports';
import { KERNELS_BASE64 } from './kernels.generated';

export type { KernelExports } from './exports';

/** Where to take the engine's WebAssembly from; by default it is embedded in the library. */
export type KernelSource = BufferSource | Response | URL | string;

export interface Kernels {
  readonly exports: KernelExports;
  readonly arena: Arena;
}

// as-bind compiles by itself, so it is bytes that are kept, not a compiled module (compiling takes 3 ms).
let embedded: BufferSource | undefined;

/** The engine's binary. */
export async function kernelBytes(source?: KernelSource): Promise<BufferSource> {
  if (source === undefined) {
    embedded ??= Uint8Array.from(atob(KERNELS_BASE64), (c) => c.charCodeAt(0));
    return embedded;
  }
  if (source instanceof URL || typeof source === 'string') return (await fetch(source)).arrayBuffer();
  if (typeof Response !== 'undefined' && source instanceof Response) return source.arrayBuffer();
  return source as BufferSource;
}

/** A fresh instance with its own memory. */
export async function createKernels(binary?: BufferSource): Promise<Kernels> {
  installConverters();
  const instance = await instantiate(binary ?? (await kernelBytes()), {
    env: {
      abort(_message: number, _file: number, line: number, column: number) {
        throw new WebAssembly.RuntimeError(`kernel aborted at ${line >>> 0}:${column >>> 0}`);
      },
    },
  });
  const exports = collecting(instance.exports, Object.keys(instance.typeDescriptor.exportedFunctions));
  return { exports, arena: new Arena(exports) };
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
