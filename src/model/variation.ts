/** Models beside a model: one signal longer or shorter, another aspect ratio, or part of the way to another model. */

import { ModelError } from '../errors';
import { type Model, SIGNALS, type Signal, type SignalVector } from './model';

/** What can be varied, and what its value is: the norm of a signal along its direction, or c. */
export const PARAMETERS = [...SIGNALS, 'aspectRatio'] as const;
export type Parameter = (typeof PARAMETERS)[number];

export function parameterOf(model: Model, parameter: Parameter): number {
  return parameter === 'aspectRatio' ? model.aspectRatio : Math.hypot(...coordinatesOf(model[parameter]));
}

/** The model with the parameter at `value`. A signal keeps its direction, so it must have one. */
export function withParameter(model: Model, parameter: Parameter, value: number): Model {
  // The limit at another c: at the same p, no n is meant.
  if (parameter === 'aspectRatio') return { ...model, aspectRatio: value, samples: null };
  const norm = parameterOf(model, parameter);
  if (parameter === 'w' && model.minimizer) throw new ModelError('w', 'a w that is given', 'one that is fitted');
  if (norm === 0) throw new ModelError(parameter, 'a signal that is not zero, so that it has a direction', 0);
  return { ...model, [parameter]: mapped(model[parameter], (coordinate) => (coordinate * value) / norm) };
}

/**
 * t -> the model with signals and aspect ratio (1 - t) from + t to.
 *
 * @throws ModelError where the two differ in anything else.
 */
export function straightPath(from: Model, to: Model): (t: number) => Model {
  for (const field of [
    'response',
    'loss',
    'preprocessing',
    'covariance',
    'entries',
    'intercept',
    'minimizer',
  ] as const) {
    if (JSON.stringify(from[field]) !== JSON.stringify(to[field])) {
      throw new ModelError(`path: ${field}`, 'the same in both models', to[field]);
    }
  }
  for (const signal of SIGNALS) requireSameKind(signal, from[signal], to[signal]);
  const resized = from.aspectRatio !== to.aspectRatio;
  return (t) => {
    const mixed = SIGNALS.map((signal): [Signal, SignalVector] => [signal, between(from[signal], to[signal], t)]);
    const aspectRatio = (1 - t) * from.aspectRatio + t * to.aspectRatio;
    return { ...from, ...Object.fromEntries(mixed), ...(resized && { aspectRatio, samples: null }) };
  };
}

function requireSameKind(signal: Signal, from: SignalVector, to: SignalVector): void {
  if ('frame' in from !== 'frame' in to) {
    throw new ModelError(`path: ${signal}`, 'frame coordinates in both models, or values in both', to);
  }
}

function between(from: SignalVector, to: SignalVector, t: number): SignalVector {
  const target = coordinatesOf(to);
  if ('values' in from) return mapped(from, (coordinate, i) => (1 - t) * coordinate + t * target[i]);
  const size = Math.max(from.frame.length, target.length);
  return { frame: Array.from({ length: size }, (_, i) => (1 - t) * (from.frame[i] ?? 0) + t * (target[i] ?? 0)) };
}

function mapped(vector: SignalVector, change: (coordinate: number, i: number) => number): SignalVector {
  return 'frame' in vector ? { frame: vector.frame.map(change) } : { values: vector.values.map(change) };
}

function coordinatesOf(vector: SignalVector): ArrayLike<number> & Iterable<number> {
  return 'frame' in vector ? vector.frame : vector.values;
}
