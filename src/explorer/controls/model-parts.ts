/** A model's response, loss and preprocessing by name, with their parameters, and the changes from one name to another. */

import type { KindParameter, Table } from '../../model/catalogue';
import { LOSS_PARAMETERS, LOSSES, type LossEntry, type LossName } from '../../model/losses';
import { PREPROCESSING_PARAMETERS, PREPROCESSINGS, type PreprocessingName } from '../../model/preprocessings';
import { RESPONSE_PARAMETERS, RESPONSES, type ResponseEntry, type ResponseName } from '../../model/responses';
import type { ModelText } from '../state/model-text';

type Part = 'response' | 'loss' | 'preprocessing';

/** A slider's: shown where the model's kind has it. */
export interface PartParameter extends KindParameter {
  readonly part: Part;
}

export const PART_PARAMETERS: readonly PartParameter[] = [
  ...RESPONSE_PARAMETERS.map((parameter) => ({ part: 'response', ...parameter }) as const),
  ...LOSS_PARAMETERS.map((parameter) => ({ part: 'loss', ...parameter }) as const),
  ...PREPROCESSING_PARAMETERS.map((parameter) => ({ part: 'preprocessing', ...parameter }) as const),
];

interface Change {
  readonly model: ModelText;
  /** What else had to change, in words; empty if nothing. */
  readonly note: string;
}

const CLIP = 3;

const EXAMPLES = {
  labels: '1 / (1 + exp(-h))',
  map: 'h^2',
  loss: '1 / (4 * cosh(h / 2)^2)',
} as const;

const [NOISE] = RESPONSE_PARAMETERS;

/** The catalogue, and one's own. */
const KINDS: {
  readonly response: Readonly<Record<string, Pick<ResponseEntry, 'values' | 'parameter'>>>;
  readonly loss: Readonly<Record<string, Pick<LossEntry, 'labels' | 'parameter'>>>;
  readonly preprocessing: Table;
} = {
  response: { ...RESPONSES, 'own labels': { values: 'signs' }, 'own map': { values: 'reals', parameter: NOISE } },
  loss: { ...LOSSES, 'own loss': { labels: 'any' } },
  preprocessing: PREPROCESSINGS,
};

/** The name of a part; null where the model has none. */
export function nameOf(model: ModelText, part: Part): string | null {
  const fields = fieldsOf(model, part);
  if ('map' in fields) return 'own map';
  if ('probability' in fields) return 'own labels';
  if ('curvature' in fields) return 'own loss';
  return (fields.kind as string | undefined) ?? null;
}

/** The value of a parameter; undefined where the model's kind has no such parameter. */
export function valueIn(model: ModelText, { part, name }: PartParameter): number | undefined {
  const parameter = KINDS[part][nameOf(model, part) ?? '']?.parameter;
  if (parameter?.name !== name) return undefined;
  const value = fieldsOf(model, part)[name];
  return typeof value === 'number' ? value : parameter.default;
}

export function withValue(model: ModelText, { part, name }: PartParameter, value: number): Partial<ModelText> {
  return { [part]: { ...fieldsOf(model, part), [name]: value } };
}

function fieldsOf(model: ModelText, part: Part): Readonly<Record<string, unknown>> {
  const given = model[part];
  return typeof given === 'string' ? { kind: given } : { ...given };
}

/** A loss that takes other values of y gives way to one that fits. */
export function withResponse(model: ModelText, name: ResponseName | 'own map' | 'own labels'): Change {
  const response: ModelText['response'] =
    name === 'own map'
      ? { map: EXAMPLES.map, noise: 0 }
      : name === 'own labels'
        ? { probability: EXAMPLES.labels }
        : name;
  const loss = nameOf(model, 'loss');
  if (loss === null || fits(name, loss)) return { model: { ...model, response }, note: '' };
  const fitting = fittingLoss(name);
  return {
    model: { ...model, response, loss: fitting },
    note: `The loss became ${fitting}: ${loss} does not take this response.`,
  };
}

/** A response that gives other values of y gives way to one that fits. */
export function withLoss(model: ModelText, name: LossName | 'own loss'): Change {
  const { preprocessing: _, ...rest } = model;
  const loss: ModelText['loss'] = name === 'own loss' ? { curvature: EXAMPLES.loss } : name;
  const response = String(nameOf(model, 'response'));
  if (fits(response, name)) return { model: { ...rest, loss } as ModelText, note: '' };
  const fitting: ResponseName = KINDS.loss[name].labels === 'counts' ? 'poisson' : 'logistic';
  return {
    model: { ...rest, loss, response: fitting } as ModelText,
    note: `The response became ${fitting}: the ${name} loss does not take ${response}.`,
  };
}

export function withPreprocessing(model: ModelText, kind: PreprocessingName): Change {
  const { loss: _, ...rest } = model;
  const { parameter } = KINDS.preprocessing[kind];
  const given = fieldsOf(model, 'preprocessing');
  const preprocessing = { kind, ...(parameter && { [parameter.name]: given[parameter.name] ?? CLIP }) };
  return { model: { ...rest, preprocessing }, note: '' };
}

function fits(response: string, loss: string): boolean {
  const { labels } = KINDS.loss[loss];
  return labels === 'any' || labels === KINDS.response[response].values;
}

function fittingLoss(response: string): LossName {
  const { values } = KINDS.response[response];
  if (values === 'reals') return response in LOSSES ? (response as LossName) : 'square';
  return values === 'counts' ? 'poisson' : 'logistic';
}
