/** A model's vectors at finite p, written into the engine's memory: mean, w, wStar and the square roots of C's eigenvalues. */

import { eigenspaceSizes } from '../covariance';
import { type Model, SIGNALS, type SignalVector } from '../model';
import type { Kernels } from '../wasm/kernels';

/** Pointers to `paddedOrder(p)` doubles each, zero beyond p. */
export interface Realization {
  readonly mean: number;
  readonly w: number;
  readonly wStar: number;
  /** Square root of C's eigenvalue, for each coordinate. */
  readonly scale: number;
}

export function realize({ exports, arena }: Kernels, model: Model): Realization {
  const features = model.features as number;
  const bytes = exports.paddedOrder(features) * Float64Array.BYTES_PER_ELEMENT;
  const sizes = eigenspaceSizes(model.covariance, features);
  const block = arena.allocate(bytes);
  const write = (values: Float64Array) => {
    const pointer = arena.allocate(bytes);
    arena.view(pointer, bytes / Float64Array.BYTES_PER_ELEMENT).fill(0);
    exports.writeVector(pointer, values);
    return pointer;
  };

  /** Adds a multiple of frame direction j; cosines come from the kernels, so that every engine gives the same bits. */
  const addDirection = (values: Float64Array, j: number, coordinate: number) => {
    let start = 0;
    for (const size of sizes) {
      exports.cosineDirection(block, size, j);
      const share = coordinate * Math.sqrt(size / features);
      const direction = arena.view(block, size);
      for (let i = 0; i < size; i++) values[start + i] += share * direction[i];
      start += size;
    }
  };

  const coordinates = (vector: SignalVector): Float64Array => {
    if ('values' in vector) return vector.values;
    const values = new Float64Array(features);
    for (const [j, coordinate] of vector.frame.entries()) {
      if (coordinate !== 0) addDirection(values, j, coordinate);
    }
    return values;
  };

  const [mean, w, wStar] = SIGNALS.map((name) => write(coordinates(model[name])));
  const scale = Float64Array.from(
    sizes.flatMap((size, k) => Array(size).fill(Math.sqrt(model.covariance.eigenvalues[k]))),
  );
  return { mean, w, wStar, scale: write(scale) };
}
