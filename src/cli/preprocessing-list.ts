/** `--preprocess identity,clip:3,truncate:3,regularized,optimal,designed:1`: preprocessings by name. */

import {
  type Candidate,
  designedCandidate,
  fixedCandidate,
  OPTIMAL_CANDIDATE,
  REGULARIZED_CANDIDATE,
} from '../initialization/candidate';
import type { Model } from '../model/model';
import { definePreprocessing, PREPROCESSING_KINDS, PREPROCESSINGS } from '../model/preprocessings';
import { UsageError } from './arguments';

const CATALOGUE = PREPROCESSING_KINDS.map((kind) => ('parameter' in PREPROCESSINGS[kind] ? `${kind}:B` : kind));
export const PREPROCESSING_WORDS = `model, ${CATALOGUE.join(', ')}, regularized, optimal or designed:B`;

/** Compared unless told otherwise. */
export const COMPARED = 'identity,clip:3,truncate:3,designed:1,regularized,optimal';

export function parseCandidates(value: string | undefined, model: Model | null): Candidate[] {
  const names = String(value).split(',');
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined) throw new UsageError(`--preprocess: ${twice} is there twice`);
  return names.map((name) => parseCandidate(name, model));
}

function parseCandidate(text: string, model: Model | null): Candidate {
  const [name, parameter, ...rest] = text.split(':');
  const bound = parameter === undefined || parameter.trim() === '' ? Number.NaN : Number(parameter);
  const hasBound = rest.length === 0 && Number.isFinite(bound) && (bound > 0 || (bound === 0 && name === 'designed'));
  switch (name) {
    case 'designed':
      if (hasBound) return designedCandidate(bound);
      break;
    case 'model':
      if (!model?.preprocessing) throw new UsageError('--preprocess model: there is no model with a preprocessing');
      return fixedCandidate(text, model.preprocessing);
    case 'regularized':
      return REGULARIZED_CANDIDATE;
    case 'optimal':
      return OPTIMAL_CANDIDATE;
    default: {
      const kind = PREPROCESSING_KINDS.find((each) => each === name);
      if (kind === undefined) break;
      const isBounded = 'parameter' in PREPROCESSINGS[kind];
      if (isBounded && hasBound) return fixedCandidate(text, definePreprocessing({ kind, bound }));
      if (!isBounded && parameter === undefined) return fixedCandidate(text, definePreprocessing({ kind }));
    }
  }
  throw new UsageError(`--preprocess: expected some of ${PREPROCESSING_WORDS} (B a number > 0), got ${text}`);
}
