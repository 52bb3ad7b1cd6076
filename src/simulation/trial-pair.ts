/**
 * Two small trials, one after the other, whose eigenvalues are then found together (assembly/eigenvalues-pair.ts): the iteration
 * is a chain of dependent operations, so two of them take little longer than one. The bits are those of single trials.
 */

import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { findEigenvalues, type TridiagonalSpace } from './eigenvalue-selection';
import type { RunOptions } from './engine';
import { Pacer } from './pacer';
import type { Spectrum } from './spectrum';
import { reduceTrial, spectrumOf } from './trial';

/** Beyond it eigenvalues are found by another method (LEAST_STURM_ORDER of assembly/spectrum.ts). */
const MOST_FEATURES = 39;

/** Entries of X: a trial takes a millisecond at most, so that nobody notices that it waits for the next one. */
const MOST_ENTRIES = 100_000;

/** Whether trials are run in pairs. Functions of the caller's may fail in the second one, where the first must not. */
export function suitsPairs(model: Model, { eigenvalues, pairs }: RunOptions): boolean {
  const features = model.features as number;
  const kinds = [model.response.kind, (model.loss ?? model.preprocessing)?.kind];
  return (
    features <= MOST_FEATURES &&
    features * (model.samples as number) <= MOST_ENTRIES &&
    eigenvalues === 'all' &&
    pairs.length === 0 &&
    typeof pairs !== 'function' &&
    model.minimizer === null &&
    !kinds.some((kind) => kind?.startsWith('custom'))
  );
}

/** The trials of `options` and the next; only the first where it has to do without the other, which then fails by itself. */
export async function runTrialPair(
  kernels: Kernels,
  model: Model,
  options: RunOptions,
  pacer: Pacer,
): Promise<Spectrum[]> {
  const { arena } = kernels;
  const first = await reduceTrial(kernels, model, options, pacer);
  const { diagonal, offDiagonal } = first.job.space;
  const kept = [diagonal, offDiagonal].map((pointer) => arena.view(pointer, first.features).slice());
  arena.reset();

  const next = { ...options, trial: options.trial + 1 };
  const second = await reduceTrial(kernels, model, next, new Pacer(next.trial, next.signal, next.onProgress));
  const [d, e, eigenvalues] = [...kept, kept[0]].map((values) => {
    const pointer = arena.allocate(values.byteLength);
    arena.view(pointer, values.length).set(values);
    return pointer;
  });
  const firstSpace = { ...first.job.space, diagonal: d, offDiagonal: e, eigenvalues };

  const start = performance.now();
  const status = findPair(kernels, firstSpace, second.job.space, first.features);
  const half = (performance.now() - start) / 2;
  if (status !== 0) {
    return [spectrumOf(kernels, first, options, findEigenvalues(kernels, firstSpace, first.features, 'all'))];
  }
  return [
    { reduced: first, space: firstSpace, run: options },
    { reduced: second, space: second.job.space, run: next },
  ].map(({ reduced, space, run }) => {
    reduced.job.watch.book('eigenvalues', half);
    const found = { eigenvalues: arena.view(space.eigenvalues, reduced.features).slice(), counts: null };
    return spectrumOf(kernels, reduced, run, found);
  });
}

function findPair({ exports }: Kernels, a: TridiagonalSpace, b: TridiagonalSpace, order: number): number {
  return exports.tridiagonalEigenvaluesPair(
    a.eigenvalues,
    b.eigenvalues,
    a.diagonal,
    a.offDiagonal,
    b.diagonal,
    b.offDiagonal,
    order,
    b.eigenvalueWork,
  );
}
