/// <reference lib="esnext.disposable" preserve="true" />
/** The compute engine: one WebAssembly instance with its memory, used by one trial at a time. */

import type { Model } from '../model';
import { createKernels, type KernelSource, type Kernels, kernelBytes } from '../wasm/kernels';
import { Pacer, type Progress } from './pacer';
import type { PairSelection } from './simulate';
import type { Spectrum } from './spectrum';
import { runTrial } from './trial';

export interface EngineOptions {
  /** The WebAssembly binary (bytes, Response or URL); embedded in the library by default. */
  readonly source?: KernelSource;
}

export interface RunOptions {
  readonly seed: number | bigint;
  readonly trial: number;
  readonly pairs: PairSelection;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

export class Engine {
  #kernels: Promise<Kernels> | null = null;
  /** Trials take turns: they share the memory. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(private readonly binary: BufferSource) {}

  /** Compiles and instantiates, so that a source that cannot be used fails here. */
  static async create(options: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine(await kernelBytes(options.source));
    await engine.#instance();
    return engine;
  }

  run(model: Model, options: RunOptions): Promise<Spectrum> {
    const result = this.#turn.then(() => this.#runNow(model, options));
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Gives the memory back. The engine can be used again: it starts a new instance then. */
  dispose(): void {
    this.#kernels = null;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #instance(): Promise<Kernels> {
    this.#kernels ??= createKernels(this.binary);
    return this.#kernels;
  }

  async #runNow(model: Model, options: RunOptions): Promise<Spectrum> {
    const pacer = new Pacer(options.trial, options.signal, options.onProgress);
    const kernels = await this.#instance();
    try {
      return await runTrial(kernels, model, options, pacer);
    } catch (error) {
      // An instance that has trapped cannot be trusted again.
      if (error instanceof WebAssembly.RuntimeError) this.dispose();
      throw error;
    } finally {
      kernels.arena.reset();
    }
  }
}
