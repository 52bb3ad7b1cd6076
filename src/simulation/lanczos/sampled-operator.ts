/**
 * H = (1/n) X D X^T without H. X is held chunk by chunk as far as it may be, and drawn again from its stream beyond that,
 * in every multiplication: the same bits, whatever is held.
 */

import type { Model } from '../../model/model';
import type { Kernels } from '../../wasm/kernels';
import type { Realization } from '../realization';
import { samplerOf } from '../sampler';
import {
  drawChunk,
  drawFeatures,
  drawingBytes,
  placeFactor,
  type SampleJob,
  type SampleSpace,
  seedTrialStream,
} from '../sampling';
import type { BlockOperator } from './operator';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const STREAM_BYTES = 32;

/** Samples in a chunk: few, since both products read the chunk from the cache; an odd multiple of 4 packs without gaps. */
const CHUNK = 28;

/** Awaited between chunks with the share of the work that is done. */
type Breathe = (done: number) => Promise<void>;

export interface SampledOperatorOptions {
  readonly seed: number | bigint;
  readonly trial: number;
  /** Bytes that X may take. */
  readonly memory: number;
}

/** Sizes, from the outset: what a run needs is checked before anything is allocated. */
export interface SampledLayout {
  readonly chunks: number;
  readonly chunkBytes: number;
  /** Chunks that are held. */
  readonly held: number;
  /** All bytes that the operator allocates. */
  readonly bytes: number;
}

export function sampledLayout({ exports }: Kernels, model: Model, memory: number): SampledLayout {
  const n = model.samples as number;
  const chunks = Math.ceil(n / CHUNK);
  const chunkBytes = exports.panelBytes(model.features as number, CHUNK);
  const held = Math.min(chunks, Math.floor(memory / chunkBytes));
  const { row, factor } = drawingBytes(exports, model);
  const scratch = 5 * CHUNK * DOUBLE + row + factor + 4 * STREAM_BYTES;
  const work = exports.samplesMultiplyWorkBytes(CHUNK) + n * DOUBLE;
  return { chunks, chunkBytes, held, bytes: (held + 1) * chunkBytes + scratch + work };
}

export class SampledOperator implements BlockOperator {
  readonly order: number;
  /** Whether X is held whole, in part, or not at all, in chunks. */
  readonly layout: SampledLayout;
  /** The sum of the eigenvalues, once `draw` has run. */
  trace = Number.NaN;
  readonly #samples: number;
  readonly #job: SampleJob;
  readonly #held: number;
  readonly #spare: number;
  readonly #scales: number;
  readonly #work: number;
  /** The feature stream as it stands where the chunks that are not held begin. */
  readonly #resume: number;

  constructor(
    private readonly kernels: Kernels,
    model: Model,
    signals: Realization,
    private readonly options: SampledOperatorOptions,
    private readonly breathe: Breathe,
  ) {
    const { exports, arena } = kernels;
    this.order = model.features as number;
    this.#samples = model.samples as number;
    this.layout = sampledLayout(kernels, model, options.memory);
    const { row, factor } = drawingBytes(exports, model);
    const perSample = () => arena.allocate(CHUNK * DOUBLE);
    const space: SampleSpace = {
      h: perSample(),
      hStar: perSample(),
      y: perSample(),
      g: perSample(),
      uniforms: perSample(),
      row: arena.allocate(row),
      factor: arena.allocate(factor),
      featureStream: arena.allocate(STREAM_BYTES),
      responseStream: arena.allocate(STREAM_BYTES),
    };
    this.#job = { model, signals, space };
    this.#resume = arena.allocate(STREAM_BYTES);
    this.#scales = arena.allocate(this.#samples * DOUBLE);
    this.#work = arena.allocate(exports.samplesMultiplyWorkBytes(CHUNK));
    this.#spare = arena.allocate(this.layout.chunkBytes);
    this.#held = arena.allocate(this.layout.held * this.layout.chunkBytes);
  }

  /** Draws all samples once: fills what is held, and finds the curvatures. */
  async draw(): Promise<void> {
    const { kernels } = this;
    const { exports, arena } = kernels;
    const { space } = this.#job;
    const sampler = samplerOf(kernels, this.#job.model);
    placeFactor(kernels, this.#job.model, space);
    seedTrialStream(kernels, space.featureStream, this.options, 'features');
    seedTrialStream(kernels, space.responseStream, this.options, 'responses');
    this.trace = 0;
    for (let k = 0; k < this.layout.chunks; k++) {
      if (k === this.layout.held) this.#copyStream(this.#resume, space.featureStream);
      const { start, count, panels } = this.#chunk(k);
      drawChunk(kernels, this.#job, sampler, panels, count);
      const scales = arena.view(this.#scales + start * DOUBLE, count);
      scales.set(arena.view(space.g, count).map((g) => g / this.#samples));
      this.trace += exports.samplesTrace(panels, scales.byteOffset, this.order, count);
      await this.breathe((k + 1) / this.layout.chunks);
    }
  }

  async multiply(y: number, v: number): Promise<void> {
    const { exports, arena } = this.kernels;
    const { featureStream } = this.#job.space;
    arena.view(y, exports.blockBytes(this.order) / DOUBLE).fill(0);
    for (let k = 0; k < this.layout.chunks; k++) {
      const { start, count, panels } = this.#chunk(k);
      if (k === this.layout.held) this.#copyStream(featureStream, this.#resume);
      if (k >= this.layout.held) drawFeatures(this.kernels, this.#job, panels, count);
      exports.samplesMultiply(y, panels, this.#scales + start * DOUBLE, v, this.order, count, this.#work);
      await this.breathe((k + 1) / this.layout.chunks);
    }
  }

  #chunk(k: number): { readonly start: number; readonly count: number; readonly panels: number } {
    const start = k * CHUNK;
    const panels = k < this.layout.held ? this.#held + k * this.layout.chunkBytes : this.#spare;
    return { start, count: Math.min(CHUNK, this.#samples - start), panels };
  }

  #copyStream(out: number, source: number): void {
    new Uint8Array(this.kernels.exports.memory.buffer).copyWithin(out, source, source + STREAM_BYTES);
  }
}
