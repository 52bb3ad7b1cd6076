/** A model in words, for a figure's subtitle and the head of a report. */

import type {
  AtomicCovariance,
  Covariance,
  Entries,
  Loss,
  Minimizer,
  Model,
  Preprocessing,
  Response,
  Signal,
  SignalVector,
} from '../model/model';
import { isIdentity } from '../model/model-file';
import type { Parameter } from '../model/variation';
import { formatShort } from './format';

export const SIGNAL_NAMES: Readonly<Record<Signal, string>> = { mean: 'mean', w: 'w', wStar: 'w*' };

/** Norms, and c. */
export const PARAMETER_NAMES: Readonly<Record<Parameter, string>> = {
  mean: '|mean|',
  w: '|w|',
  wStar: '|w*|',
  aspectRatio: 'p/n',
};

const PAIRS = [
  ['mean', 'w'],
  ['mean', 'wStar'],
  ['w', 'wStar'],
] as const;

/** Cosines closer than this to 0, 1 or -1 are called so; rounding in p = 10^4 coordinates stays well below. */
const ANGLE_TOLERANCE = 1e-9;

/** ["logistic response", "logistic loss", "C = I"]. */
export function describeLaws({ response, loss, preprocessing, covariance, entries }: Model): string[] {
  const curvature = loss
    ? `${describeKind(loss)} loss`
    : `preprocessing ${describeKind(preprocessing as Preprocessing)}`;
  const words = [describeResponse(response), curvature, describeCovariance(covariance)];
  return entries.kind === 'gaussian' ? words : [...words, describeEntries(entries)];
}

/** "linear response (noise 0.5)", "sign response (10% flipped)". */
export function describeResponse(response: Response): string {
  const name = `${response.kind.startsWith('custom') ? 'custom' : response.kind} response`;
  if ('noise' in response && response.noise > 0) return `${name} (noise ${formatShort(response.noise)})`;
  if ('flip' in response && response.flip > 0) return `${name} (${formatShort(100 * response.flip, 3)}% flipped)`;
  return name;
}

/** "rademacher entries", "student-t entries (10 degrees of freedom)". */
function describeEntries(entries: Entries): string {
  const words = `${entries.kind} entries`;
  return entries.kind === 'student-t' ? `${words} (${entries.degrees} degrees of freedom)` : words;
}

/** "logistic", "huber (threshold 1.5)", "clip at 3". */
function describeKind(part: Loss | Preprocessing): string {
  if (part.kind === 'custom') return part.kind;
  if ('bound' in part) return `${part.kind} at ${formatShort(part.bound)}`;
  const [parameter] = Object.entries(part).filter(([name]) => name !== 'kind');
  return parameter ? `${part.kind} (${parameter[0]} ${formatShort(parameter[1])})` : part.kind;
}

/** ["|mean| = 1", "|w| = 1", "w* = w", "mean ⊥ w"]: norms and angles of the three signals. */
export function describeSignals(model: Model): string[] {
  const words: string[] = [];
  const same = relation(model.w, model.wStar) === 'w = w*' && norm(model.w) > 0;
  for (const signal of ['mean', 'w', 'wStar'] as const) {
    if (signal === 'w' && model.minimizer) {
      words.push(describeMinimizer(model.minimizer));
      continue;
    }
    const size = norm(model[signal]);
    if (signal === 'wStar' && same) words.push('w* = w');
    else words.push(size === 0 ? `${SIGNAL_NAMES[signal]} = 0` : `|${SIGNAL_NAMES[signal]}| = ${formatShort(size)}`);
  }
  for (const [a, b] of PAIRS) {
    if (same && b === 'wStar') continue;
    const text = relation(model[a], model[b], SIGNAL_NAMES[a], SIGNAL_NAMES[b]);
    if (text) words.push(text);
  }
  return words;
}

/** "w fitted (ridge 0.02, intercept)". */
function describeMinimizer({ ridge, intercept }: Minimizer): string {
  return `w fitted (${ridge > 0 ? `ridge ${formatShort(ridge)}` : 'no ridge'}${intercept ? ', intercept' : ''})`;
}

/** ["p = 800", "n = 6000", "p/n = 0.1333"]. */
export function describeSizes({ samples, features, aspectRatio }: Model): string[] {
  const ratio = `p/n = ${formatShort(aspectRatio)}`;
  return samples === null || features === null ? [ratio] : [`p = ${features}`, `n = ${samples}`, ratio];
}

function describeCovariance(covariance: Covariance): string {
  if (isIdentity(covariance)) return 'C = I';
  switch (covariance.kind) {
    case 'atoms':
      return describeAtoms(covariance);
    case 'diagonal':
      return `C diagonal, ${rangeOf(covariance.values)}`;
    case 'toeplitz':
      return `C_ij = ${factor(covariance.variance)}${inPower(covariance.correlation)}^|i-j|`;
    case 'power-law':
      return `eigenvalues of C: power law t^${formatShort(-covariance.exponent)} ${endsOf(covariance)}`;
    case 'uniform':
      return `eigenvalues of C: uniform ${endsOf(covariance)}`;
    case 'marchenko-pastur': {
      const { aspectRatio, variance } = covariance;
      return `eigenvalues of C: ${factor(variance)}Marchenko-Pastur of ratio ${formatShort(aspectRatio)}`;
    }
    case 'matrix':
      return `C a ${covariance.order} x ${covariance.order} matrix`;
  }
}

function describeAtoms({ eigenvalues, weights }: AtomicCovariance): string {
  if (eigenvalues.length === 1) return `C = ${formatShort(eigenvalues[0])} I`;
  if (eigenvalues.length > 4) return `C with ${eigenvalues.length} eigenvalues ${rangeOf(eigenvalues)}`;
  const atoms = eigenvalues.map((value, k) => `${formatShort(value)} (${formatShort(100 * weights[k], 3)}%)`);
  return `eigenvalues of C: ${atoms.join(', ')}`;
}

function rangeOf(values: readonly number[] | Float64Array): string {
  const ascending = Float64Array.from(values).sort();
  return endsOf({ from: ascending[0], to: ascending[ascending.length - 1] });
}

function endsOf({ from, to }: { from: number; to: number }): string {
  return `from ${formatShort(from)} to ${formatShort(to)}`;
}

/** A base: negative numbers in parentheses. */
function inPower(value: number): string {
  return value < 0 ? `(${formatShort(value)})` : formatShort(value);
}

/** "2 x "; nothing for 1. */
function factor(value: number): string {
  return value === 1 ? '' : `${formatShort(value)} x `;
}

/** What the angle between a and b is called; empty if one is zero, or they are given in different bases. */
function relation(a: SignalVector, b: SignalVector, nameA = 'w', nameB = 'w*'): string {
  const [x, y] = [coordinatesOf(a), coordinatesOf(b)];
  const size = norm(a) * norm(b);
  if (size === 0 || 'frame' in a !== 'frame' in b) return '';
  let inner = 0;
  for (let k = 0; k < Math.min(x.length, y.length); k++) inner += x[k] * y[k];
  const cosine = inner / size;
  if (Math.abs(cosine) < ANGLE_TOLERANCE) return `${nameA} ⊥ ${nameB}`;
  if (1 - Math.abs(cosine) > ANGLE_TOLERANCE) return `cos(${nameA}, ${nameB}) = ${formatShort(cosine, 3)}`;
  if (Math.abs(norm(a) - norm(b)) > ANGLE_TOLERANCE * norm(a)) return `${nameA} ∥ ${nameB}`;
  return cosine > 0 ? `${nameA} = ${nameB}` : `${nameA} = -${nameB}`;
}

function norm(vector: SignalVector): number {
  let sum = 0;
  for (const coordinate of coordinatesOf(vector)) sum += coordinate ** 2;
  return Math.sqrt(sum);
}

function coordinatesOf(vector: SignalVector): readonly number[] | Float64Array {
  return 'frame' in vector ? vector.frame : vector.values;
}
