/** What a figure says about its own origin: enough to compute it again. */

import type { Comparison } from '../compare/comparison';
import { ModelError } from '../errors';
import type { ModelInput } from '../model/define-model';
import type { Model } from '../model/model';
import { hasFunctions, modelFileOf } from '../model/model-file';
import { VERSION } from '../version';
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

/** JSON in ASCII of a figure's content. */
export function reportMetadataOf(content: object, title: string): string {
  return asciiJson({ generator: GENERATOR, version: VERSION, title, ...content });
}

/** The metadata of a spectrum. A seed beyond 2^53 is a string of its digits. */
export function metadataOf({ model, seed, trials }: FigureOrigin, title: string): string {
  const number = typeof seed === 'bigint' && seed > Number.MAX_SAFE_INTEGER ? String(seed) : Number(seed);
  return reportMetadataOf({ model: modelOrNull(model), seed: number, trials: trials.length }, title);
}

/** A model with functions has no file. */
export function modelOrNull(model: Model): ModelInput | null {
  return hasFunctions(model) ? null : modelFileOf(model);
}

/** JSON in ASCII alone, so that no later tool's encoding can harm it. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
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
