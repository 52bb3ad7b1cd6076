/// <reference lib="esnext.disposable" preserve="true" />
/** The compute engine: one WebAssembly instance with its memory, used by one trial at a time. */

import { checkName, checkNumber } from '../check';
import { ThreadError } from '../errors';
import type { Model } from '../model/model';
import { createKernels, type Kernels } from '../wasm/kernels';
import { availableVariant, type KernelSource, kernelBytes, type Simd, type Variant } from '../wasm/variant';
import { type EstimateJob, runEstimate } from './lanczos/run-estimate';
import type { SpectrumEstimate } from './lanczos/spectrum-estimate';
import { type Conduct, Pacer } from './pacer';
import type { Spectrum } from './spectrum';
import { runTrial, type TrialOptions } from './trial';
import { warmUp } from './warm-up';

export interface EngineOptions {
  /** The WebAssembly binary (bytes, Response or URL) of the variant that is wanted; embedded in the library by default. */
  readonly source?: KernelSource;
  /**
   * How many threads, the caller's included, share the build and the tridiagonalization of one large problem: 1 by default, 64 at
   * most. Where there is no shared memory (a page that is not cross-origin isolated) there is one: see `Engine.threads`.
   */
  readonly threads?: number;
  /** The script of the other threads (URL): the package's thread.js by default. */
  readonly threadSource?: URL | string;
  /**
   * 'plain' by default: the same bits on every processor. With 'relaxed' the processor may round a multiplication and an
   * addition once, together; where there is no relaxed SIMD it is plain: see `Engine.simd`.
   */
  readonly simd?: Simd;
  /** Whether creation makes the first call fast, which takes some 25 ms: true by default. */
  readonly warmUp?: boolean;
}

type Work<Result> = (kernels: Kernels, pacer: Pacer) => Promise<Result>;

const MAX_THREADS = 64;
const SIMD: readonly Simd[] = ['plain', 'relaxed'];

/** Engines older than the `using` declaration lack the symbol; what polyfills it later takes the registered one. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

export class Engine {
  readonly #binary: BufferSource;
  readonly #variant: Variant;
  readonly #threadSource: URL | string | undefined;
  #kernels: Promise<Kernels> | null = null;
  /** Trials take turns: they share the memory. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(binary: BufferSource, variant: Variant, threadSource: URL | string | undefined) {
    this.#binary = binary;
    this.#variant = variant;
    this.#threadSource = threadSource;
  }

  /**
   * Compiles, instantiates and warms up, so that a source that cannot be used fails here.
   * @throws ModelError for an option that does not fit
   * @throws ThreadError where a thread does not start
   */
  static async create(options: EngineOptions = {}): Promise<Engine> {
    const { source, threads = 1, threadSource, simd = 'plain' } = options;
    checkNumber('threads', threads, { min: 1, max: MAX_THREADS, integer: true });
    checkName('simd', simd, SIMD);
    const variant = await availableVariant({ simd, threads });
    const engine = new Engine(await kernelBytes(variant, source), variant, threadSource);
    const kernels = await engine.#instance();
    if (options.warmUp ?? true) await warmUp(kernels, engine.threads);
    return engine;
  }

  /** How many threads there are. */
  get threads(): number {
    return this.#variant.threads;
  }

  /** Which SIMD instructions are in use. */
  get simd(): Simd {
    return this.#variant.simd;
  }

  run(model: Model, options: TrialOptions): Promise<Spectrum> {
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

  /**
   * Gives the memory back, and ends the threads as soon as calls that are under way have ended. The engine can be used again: it
   * starts a new instance then.
   */
  dispose(): void {
    const kernels = this.#kernels;
    this.#kernels = null;
    if (kernels) this.#turn.then(async () => (await kernels).close()).catch(() => {});
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #instance(): Promise<Kernels> {
    const { threads } = this.#variant;
    this.#kernels ??= createKernels(
      this.#binary,
      threads > 1 ? { threads, threadSource: this.#threadSource } : undefined,
    );
    return this.#kernels;
  }

  async #runNow<Result>({ trial, signal, onProgress }: Conduct, work: Work<Result>): Promise<Result> {
    const pacer = new Pacer(trial, signal, onProgress);
    const kernels = await this.#instance();
    try {
      return await work(kernels, pacer);
    } catch (error) {
      // An instance that has trapped cannot be trusted again.
      if (error instanceof WebAssembly.RuntimeError || error instanceof ThreadError) this.dispose();
      throw error;
    } finally {
      kernels.arena.reset();
    }
  }
}

let shared: Promise<Engine> | undefined;

/** The engine that calls without one share; they take turns on it. */
export function sharedEngine(): Promise<Engine> {
  shared ??= Engine.create();
  return shared;
}
