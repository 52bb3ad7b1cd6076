/** A model's response and loss by name, and the changes from one name to another. */

import type { LossName, PreprocessingName } from '../../model/losses';
import type { ResponseName } from '../../model/responses';
import type { ModelText } from '../state/model-text';

export interface Parts {
  readonly response: string;
  readonly loss: string | null;
  readonly preprocessing: string | null;
  readonly responseObject: Readonly<Record<string, unknown>>;
  readonly lossObject: Readonly<Record<string, unknown>>;
  readonly noise: number | undefined;
  readonly flip: number | undefined;
  readonly threshold: number | undefined;
  readonly scale: number | undefined;
  readonly bound: number | undefined;
}

interface Change {
  readonly model: ModelText;
  /** What else had to change, in words; empty if nothing. */
  readonly note: string;
}

const NOISY: readonly string[] = ['linear', 'phase-retrieval', 'amplitude', 'tanh', 'relu', 'own map'];
const SIGNS: readonly string[] = ['logistic', 'probit', 'sign', 'own labels'];
const LOSSES_OF_SIGNS: readonly string[] = ['logistic', 'exponential', 'probit', 'squared-hinge'];
const CLIP = 3;

const EXAMPLES = {
  labels: '1 / (1 + exp(-h))',
  map: 'h^2',
  loss: '1 / (4 * cosh(h / 2)^2)',
} as const;

export function partsOf({ response, loss, preprocessing }: ModelText): Parts {
  const responseObject = (typeof response === 'string' ? { kind: response } : response) as Record<string, unknown>;
  const lossObject = (typeof loss === 'string' ? { kind: loss } : (loss ?? {})) as Record<string, unknown>;
  const name =
    'map' in responseObject ? 'own map' : 'probability' in responseObject ? 'own labels' : String(responseObject.kind);
  const lossName = 'curvature' in lossObject ? 'own loss' : (lossObject.kind as string | undefined);
  const numberOf = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
  return {
    response: name,
    loss: lossName ?? null,
    preprocessing: (preprocessing as { kind?: string } | undefined)?.kind ?? null,
    responseObject,
    lossObject,
    noise: NOISY.includes(name) ? numberOf(responseObject.noise, name === 'linear' ? 1 : 0) : undefined,
    flip: name === 'sign' ? numberOf(responseObject.flip, 0) : undefined,
    threshold: lossName === 'huber' || lossName === 'pseudo-huber' ? numberOf(lossObject.threshold, 1) : undefined,
    scale: lossName === 'cauchy' ? numberOf(lossObject.scale, 1) : undefined,
    bound: (preprocessing as { bound?: number } | undefined)?.bound,
  };
}

/** A loss that takes other values of y gives way to one that fits. */
export function withResponse(model: ModelText, name: ResponseName | 'own map' | 'own labels'): Change {
  const response: ModelText['response'] =
    name === 'own map'
      ? { map: EXAMPLES.map, noise: 0 }
      : name === 'own labels'
        ? { probability: EXAMPLES.labels }
        : name;
  const { loss } = partsOf(model);
  if (loss === null || fits(name, loss)) return { model: { ...model, response }, note: '' };
  const fitting: LossName =
    name === 'poisson' ? 'poisson' : SIGNS.includes(name) ? 'logistic' : name === 'phase-retrieval' ? name : 'square';
  return {
    model: { ...model, response, loss: fitting },
    note: `The loss became ${fitting}: ${loss} does not take this response.`,
  };
}

/** A response that gives other values of y gives way to one that fits. */
export function withLoss(model: ModelText, name: LossName | 'own loss'): Change {
  const { preprocessing: _, ...rest } = model;
  const loss: ModelText['loss'] = name === 'own loss' ? { curvature: EXAMPLES.loss } : name;
  const { response } = partsOf(model);
  if (fits(response, name)) return { model: { ...rest, loss } as ModelText, note: '' };
  const fitting: ResponseName = name === 'poisson' ? 'poisson' : 'logistic';
  return {
    model: { ...rest, loss, response: fitting } as ModelText,
    note: `The response became ${fitting}: the ${name} loss does not take ${response}.`,
  };
}

export function withPreprocessing(model: ModelText, kind: PreprocessingName): Change {
  const { loss: _, ...rest } = model;
  const preprocessing = kind === 'identity' ? { kind } : { kind, bound: partsOf(model).bound ?? CLIP };
  return { model: { ...rest, preprocessing }, note: '' };
}

function fits(response: string, loss: string): boolean {
  if (LOSSES_OF_SIGNS.includes(loss)) return SIGNS.includes(response);
  return loss !== 'poisson' || response === 'poisson';
}
