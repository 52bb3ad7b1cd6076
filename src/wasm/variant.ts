/** The engine's binary comes in four variants: with plain or relaxed SIMD, for one thread or for several. */

import { relaxedSimd, threads as sharedMemory } from 'wasm-feature-detect';
import { ModelError } from '../errors';
import { KERNELS_BASE64 } from './kernels.generated';

/** Where to take the engine's WebAssembly from; by default it is embedded in the library. */
export type KernelSource = BufferSource | Response | URL | string;

/** 'relaxed' lets the processor round a multiplication and an addition once, together. */
export type Simd = 'plain' | 'relaxed';

export interface Variant {
  readonly simd: Simd;
  /** More than one share one memory. */
  readonly threads: number;
}

/** What of the wish this host can do: relaxed SIMD is newer than plain, and shared memory needs an isolated page. */
export async function availableVariant({ simd, threads }: Variant): Promise<Variant> {
  return {
    simd: simd === 'relaxed' && (await relaxedSimd()) ? 'relaxed' : 'plain',
    threads: threads > 1 && (await sharedMemory()) ? threads : 1,
  };
}

const embedded = new Map<string, BufferSource>();

/** The binary of the variant, or what `source` has in its place. */
export async function kernelBytes(variant: Variant, source?: KernelSource): Promise<BufferSource> {
  if (source === undefined) return embeddedBytes(variant);
  if (source instanceof URL || typeof source === 'string') return (await fetch(source)).arrayBuffer();
  if (typeof Response !== 'undefined' && source instanceof Response) return source.arrayBuffer();
  return source as BufferSource;
}

async function embeddedBytes({ simd, threads }: Variant): Promise<BufferSource> {
  const name = `${threads > 1 ? 'threads' : 'single'}-${simd}` as const;
  const found = embedded.get(name) ?? decode((await LOAD[name]()).KERNELS_BASE64);
  embedded.set(name, found);
  return found;
}

/** All but the usual one are files of their own, loaded where they are wanted. */
const LOAD = {
  'single-plain': async () => ({ KERNELS_BASE64 }),
  'single-relaxed': () => import('./kernels-relaxed.generated'),
  'threads-plain': () => import('./kernels-threads.generated'),
  'threads-relaxed': () => import('./kernels-threads-relaxed.generated'),
};

function decode(base64: string): BufferSource {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

/** @throws ModelError for a binary that has a memory of its own */
export function checkSharesMemory(module: WebAssembly.Module): void {
  if (WebAssembly.Module.imports(module).some(({ kind }) => kind === 'memory')) return;
  throw new ModelError('source', 'a binary for threads (kernels-threads.wasm)', 'one for a single thread');
}
