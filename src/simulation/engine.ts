/// <reference lib="esnext.disposable" preserve="true" />
/** The compute engine: one WebAssembly instance with its memory, used by one trial at a time. */

import type { Model } from '../model';
import { createKernels, type KernelSource, type Kernels, kernelBytes } from '../wasm/kernels';
import type { EigenvalueSelection } from './eigenvalue-selection';
import { type EstimateJob, runEstimate } from './lanczos/estimate';
import type { SpectrumEstimate } from './lanczos/spectrum-estimate';
import { Pacer, type Progress } from './pacer';
import type { PairSelection } from './simulate';
import type { Spectrum } from './spectrum';
import { runTrial } from './trial';
import { warmUp } from './warm-up';
import type { Precision } from './workspace';

export interface EngineOptions {
  /** The WebAssembly binary (bytes, Response or URL); embedded in the library by default. */
  readonly source?: KernelSource;
  /** Whether creation makes the first call fast, which takes some 25 ms: true by default. */
  readonly warmUp?: boolean;
}

/** What any run needs beside its task. */
export interface Conduct {
  readonly trial: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

export interface RunOptions extends Conduct {
  readonly seed: number | bigint;
  readonly pairs: PairSelection;
  readonly eigenvalues: EigenvalueSelection;
  readonly precision: Precision;
}

type Work<Result> = (kernels: Kernels, pacer: Pacer) => Promise<Result>;

/** Engines older than the `using` declaration lack the symbol; what polyfills it later takes the registered one. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

export class Engine {
  #kernels: Promise<Kernels> | null = null;
  /** Trials take turns: they share the memory. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(private readonly binary: BufferSource) {}

  /** Compiles, instantiates and warms up, so that a source that cannot be used fails here. */
  static async create(options: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine(await kernelBytes(options.source));
    const kernels = await engine.#instance();
    if (options.warmUp ?? true) await warmUp(kernels);
    return engine;
  }

  run(model: Model, options: RunOptions): Promise<Spectrum> {
    return this.compute(options, (kernels, pacer) => runTrial(kernels, model, options, pacer));
  }

  estimate(model: Model, options: EstimateJob & Conduct): Promise<SpectrumEstimate> {
    return this.compute(options, (kernels, pacer) => runEstimate(kernels, model, options, pacer));
  }

  /** Does other work on the engine's memory, in its turn; the arena is reset afterwards. */
  compute<Result>(conduct: Conduct, work: Work<Result>): Promise<Result> {
    const result = this.#turn.then(() => this.#runNow(conduct, work));
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Gives the memory back. The engine can be used again: it starts a new instance then. */
  dispose(): void {
    this.#kernels = null;
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #instance(): Promise<Kernels> {
    this.#kernels ??= createKernels(this.binary);
    return this.#kernels;
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
