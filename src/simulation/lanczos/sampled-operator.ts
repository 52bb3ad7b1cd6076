/**
 * H = (1/n) X D X^T without H. X is held chunk by chunk as far as it may be, and drawn again from its stream beyond that,
 * in every multiplication: the same bits, whatever is held.
 */

import type { Model } from '../../model/model';
import type { Kernels } from '../../wasm/kernels';
import type { Realization } from '../realization';
import { Sampler, sampleSpaceBytes } from '../sampler';
import { STREAM_BYTES, type TrialKey } from '../seed';
import { layOut } from '../workspace';
import type { BlockOperator } from './operator';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** Samples in a chunk: few, since both products read the chunk from the cache; an odd multiple of 4 packs without gaps. */
const CHUNK = 28;

/** Awaited between chunks with the share of the work that is done. */
type Breathe = (done: number) => Promise<void>;

export interface SampledOperatorOptions extends TrialKey {
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

export function sampledLayout(kernels: Kernels, model: Model, memory: number): SampledLayout {
  const n = model.samples as number;
  const chunks = Math.ceil(n / CHUNK);
  const chunkBytes = kernels.exports.panelBytes(model.features as number, CHUNK);
  const held = Math.min(chunks, Math.floor(memory / chunkBytes));
  const regions = Object.values(regionBytes(kernels, model, chunkBytes, held));
  return { chunks, chunkBytes, held, bytes: regions.reduce((sum, region) => sum + region, 0) };
}

/** Bytes of each region of the operator. */
function regionBytes(kernels: Kernels, model: Model, chunkBytes: number, held: number) {
  return {
    ...sampleSpaceBytes(kernels, model, CHUNK),
    /** The feature stream as it stands where the chunks that are not held begin. */
    resume: STREAM_BYTES,
    /** g / n of all samples. */
    scales: (model.samples as number) * DOUBLE,
    work: kernels.exports.samplesMultiplyWorkBytes(CHUNK),
    spare: chunkBytes,
    held: held * chunkBytes,
  };
}

export class SampledOperator implements BlockOperator {
  readonly order: number;
  /** Whether X is held whole, in part, or not at all, in chunks. */
  readonly layout: SampledLayout;
  /** The sum of the eigenvalues, once `draw` has run. */
  trace = Number.NaN;
  readonly #kernels: Kernels;
  readonly #options: SampledOperatorOptions;
  readonly #breathe: Breathe;
  readonly #samples: number;
  readonly #space: Record<keyof ReturnType<typeof regionBytes>, number>;
  readonly #sampler: Sampler;

  constructor(kernels: Kernels, model: Model, signals: Realization, options: SampledOperatorOptions, breathe: Breathe) {
    this.#kernels = kernels;
    this.#options = options;
    this.#breathe = breathe;
    this.order = model.features as number;
    this.#samples = model.samples as number;
    this.layout = sampledLayout(kernels, model, options.memory);
    this.#space = layOut(kernels, regionBytes(kernels, model, this.layout.chunkBytes, this.layout.held));
    this.#sampler = new Sampler(kernels, model, signals, this.#space);
  }

  /** Draws all samples once: fills what is held, and finds the curvatures. */
  async draw(): Promise<void> {
    const { exports, arena } = this.#kernels;
    const { featureStream, resume, scales: allScales, g } = this.#space;
    this.#sampler.begin(this.#options);
    this.trace = 0;
    for (let k = 0; k < this.layout.chunks; k++) {
      if (k === this.layout.held) arena.copy(resume, featureStream, STREAM_BYTES);
      const { start, count, panels } = this.#chunk(k);
      this.#sampler.draw(panels, count);
      const scales = arena.view(allScales + start * DOUBLE, count);
      scales.set(arena.view(g, count).map((curvature) => curvature / this.#samples));
      this.trace += exports.samplesTrace(panels, scales.byteOffset, this.order, count);
      await this.#breathe((k + 1) / this.layout.chunks);
    }
  }

  async multiply(y: number, v: number): Promise<void> {
    const { exports, arena } = this.#kernels;
    const { featureStream, resume, scales, work } = this.#space;
    arena.view(y, exports.blockBytes(this.order) / DOUBLE).fill(0);
    for (let k = 0; k < this.layout.chunks; k++) {
      const { start, count, panels } = this.#chunk(k);
      if (k === this.layout.held) arena.copy(featureStream, resume, STREAM_BYTES);
      if (k >= this.layout.held) this.#sampler.drawFeatures(panels, count);
      exports.samplesMultiply(y, panels, scales + start * DOUBLE, v, this.order, count, work);
      await this.#breathe((k + 1) / this.layout.chunks);
    }
  }

  #chunk(k: number): { readonly start: number; readonly count: number; readonly panels: number } {
    const start = k * CHUNK;
    const panels = k < this.layout.held ? this.#space.held + k * this.layout.chunkBytes : this.#space.spare;
    return { start, count: Math.min(CHUNK, this.#samples - start), panels };
  }
}
