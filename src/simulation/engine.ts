/// <reference lib="esnext.disposable" preserve="true" />
/** The compute engine: one WebAssembly instance with its memory, used by one trial at a time. */

import type { Model } from '../model';
import { createKernels, type KernelSource, type Kernels, kernelBytes } from '../wasm/kernels';
import { type EstimateJob, runEstimate } from './lanczos/estimate';
import type { SpectrumEstimate } from './lanczos/spectrum-estimate';
import { Pacer, type Progress } from './pacer';
import type { PairSelection } from './simulate';
import type { Spectrum } from './spectrum';
import { runTrial } from './trial';

export interface EngineOptions {
  /** The WebAssembly binary (bytes, Response or URL); embedded in the library by default. */
  readonly source?: KernelSource;
}

/** What any run needs beside its task. */
interface Conduct {
  readonly trial: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

export interface RunOptions extends Conduct {
  readonly seed: number | bigint;
  readonly pairs: PairSelection;
}

type Work<Result> = (kernels: Kernels, pacer: Pacer) => Promise<Result>;

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
    return this.#inTurn(options, (kernels, pacer) => runTrial(kernels, model, options, pacer));
  }

  estimate(model: Model, options: EstimateJob & Conduct): Promise<SpectrumEstimate> {
    return this.#inTurn(options, (kernels, pacer) => runEstimate(kernels, model, options, pacer));
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

  #inTurn<Result>(conduct: Conduct, work: Work<Result>): Promise<Result> {
    const result = this.#turn.then(() => this.#runNow(conduct, work));
    this.#turn = result.catch(() => {});
    return result;
  }

  async #runNow<Result>({ trial, signal, onProgress }: Conduct, work: Work<Result>): Promise<Result> {
    const pacer = new Pacer(trial, signal, onProgress);
    const kernels = await this.#instance();
    try {
      return await work(kernels, pacer);
    } catch (error) {
      // An instance that has trapped cannot be trusted again.
      if (error instanceof WebAssembly.RuntimeError) this.dispose();
      throw error;
    } finally {
      kernels.arena.reset();
    }
  }
}
