/** A model's vectors and its covariance at finite p, written into the engine's memory. */

import { eigenbasis } from '../covariance/eigenbasis';
import { frameBlocks } from '../model/eigenspaces';
import { type Covariance, type FrameVector, type Model, SIGNALS } from '../model/model';
import type { Kernels } from '../wasm/kernels';

/** Pointers to `paddedOrder(p)` doubles each, zero beyond p. */
export interface Realization {
  readonly mean: number;
  readonly w: number;
  readonly wStar: number;
  /** The standard deviation of each coordinate; 1 for a dense C. */
  readonly scale: number;
}

export function realize(kernels: Kernels, model: Model): Realization {
  const { exports, arena } = kernels;
  const features = model.features as number;
  const bytes = exports.paddedOrder(features) * Float64Array.BYTES_PER_ELEMENT;
  const write = (values: Float64Array) => {
    const pointer = arena.allocate(bytes);
    const out = arena.view(pointer, bytes / Float64Array.BYTES_PER_ELEMENT);
    out.set(values);
    out.fill(0, values.length);
    return pointer;
  };
  const [mean, w, wStar] = SIGNALS.map((name) => {
    const vector = model[name];
    return write('values' in vector ? vector.values : inFrame(kernels, vector, model.covariance, features));
  });
  return { mean, w, wStar, scale: write(variances(kernels, model.covariance, features).map(Math.sqrt)) };
}

/** The coordinates of a frame vector; cosines come from the kernels, so that every engine gives the same bits. */
function inFrame(
  { exports, arena }: Kernels,
  { frame }: FrameVector,
  covariance: Covariance,
  features: number,
): Float64Array {
  const block = arena.allocate(features * Float64Array.BYTES_PER_ELEMENT);
  const values = new Float64Array(features);
  for (const [j, coordinate] of frame.entries()) {
    if (coordinate === 0) continue;
    let start = 0;
    for (const size of frameBlocks(covariance, features)) {
      exports.cosineDirection(block, size, j);
      const share = coordinate * Math.sqrt(size / features);
      const direction = arena.view(block, size);
      for (let i = 0; i < size; i++) values[start + i] += share * direction[i];
      start += size;
    }
  }
  return frame.some((coordinate) => coordinate !== 0)
    ? eigenbasis(covariance, features).fromEigenbasis(values)
    : values;
}

/** The variance of each coordinate that the kernels are to scale by. */
function variances({ exports, arena }: Kernels, covariance: Covariance, features: number): Float64Array {
  const quantiles = (fill: (out: number) => void) => {
    const out = arena.allocate(features * Float64Array.BYTES_PER_ELEMENT);
    fill(out);
    return arena.view(out, features).slice();
  };
  switch (covariance.kind) {
    case 'diagonal':
      return covariance.values;
    case 'toeplitz':
      return new Float64Array(features).fill(covariance.variance);
    case 'matrix':
      return new Float64Array(features).fill(1);
    case 'power-law': {
      const { exponent, from, to } = covariance;
      return quantiles((out) => exports.powerLawQuantiles(out, features, exponent, from, to));
    }
    case 'marchenko-pastur': {
      const { aspectRatio, variance } = covariance;
      return quantiles((out) => exports.marchenkoPasturQuantiles(out, features, aspectRatio)).map((t) => variance * t);
    }
    default:
      return eigenbasis(covariance, features).eigenvalues;
  }
}
