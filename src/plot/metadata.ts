/** What a figure says about its own origin: enough to compute it again. */

import type { Comparison } from '../compare/comparison';
import type { HessianSpectrum } from '../dataset/hessian-spectrum';
import { ModelError } from '../errors';
import type { Transition } from '../law/transitions/transition';
import type { ModelInput } from '../model/define-model';
import type { Model } from '../model/model';
import { hasFunctions, modelFileOf } from '../model/model-file';
import { VERSION } from '../version';
import type { InitializationChart } from './initialization-figure';
import { unescapeText } from './svg';

const GENERATOR = 'hessian-eigenspectra';

export interface FigureModel {
  readonly generator: string;
  readonly version: string;
  readonly title: string;
  /** The content of a model file; null for a model with functions of the caller's, which a figure cannot hold. */
  readonly model: ModelInput | null;
  readonly seed: number | bigint;
  readonly trials: number;
}

/** What a picture came from. */
export interface FigureOrigin extends Pick<Comparison, 'model' | 'seed'> {
  readonly trials: { readonly length: number };
}

/** JSON in ASCII. A seed beyond 2^53 is a string of its digits. */
export function metadataOf({ model, seed, trials }: FigureOrigin, title: string): string {
  const origin = {
    generator: GENERATOR,
    version: VERSION,
    title,
    model: modelOrNull(model),
    seed: typeof seed === 'bigint' && seed > Number.MAX_SAFE_INTEGER ? String(seed) : Number(seed),
    trials: trials.length,
  };
  return asciiJson(origin);
}

/** A model with functions has no file. */
function modelOrNull(model: Model): ModelInput | null {
  return hasFunctions(model) ? null : modelFileOf(model);
}

/** JSON in ASCII alone, so that no later tool's encoding can harm it. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Of a figure of phase curves. */
export function transitionMetadataOf(model: Model, { parameter, criticals }: Transition, title: string): string {
  const origin = { generator: GENERATOR, version: VERSION, title, model: modelOrNull(model), parameter, criticals };
  return asciiJson(origin);
}

/** Of a figure of spectral initialization: its numbers, too. */
export function initializationMetadataOf({ model, ...numbers }: InitializationChart, title: string): string {
  return asciiJson({ generator: GENERATOR, version: VERSION, title, model: modelOrNull(model), ...numbers });
}

/** Of a figure whose numbers are all that it came from. */
export function reportMetadataOf(report: object, title: string): string {
  return asciiJson({ generator: GENERATOR, version: VERSION, title, ...report });
}

/** Of a figure of data, which it does not hold: what was asked of them. */
export function dataMetadataOf({ dataset, fit, samples, features }: HessianSpectrum, title: string): string {
  const { loss, standardize, intercept } = dataset;
  const asked = { samples, features, loss: loss.kind, standardize, intercept, ridge: fit?.ridge ?? null };
  return asciiJson({ generator: GENERATOR, version: VERSION, title, data: asked });
}

/**
 * The model, seed and number of trials that an SVG of `renderFigure` came from.
 * @throws {ModelError} if the SVG carries none.
 */
export function figureModelOf(svg: string): FigureModel {
  // An editor may have added metadata of its own.
  for (const [, content] of svg.matchAll(/<metadata\b[^>]*>([\s\S]*?)<\/metadata>/g)) {
    const origin = parseOrigin(unescapeText(content));
    if (origin) return origin;
  }
  throw new ModelError('figureModelOf: svg', `a figure with ${GENERATOR} metadata`, svg.slice(0, 60));
}

function parseOrigin(json: string): FigureModel | null {
  try {
    const origin = JSON.parse(json);
    if (origin?.generator !== GENERATOR || !('model' in origin)) return null;
    return { ...origin, seed: typeof origin.seed === 'string' ? BigInt(origin.seed) : origin.seed };
  } catch {
    return null;
  }
}
