/** The model file: JSON, checked against a schema before it becomes a model. The schema is shipped as JSON Schema too. */

import { z } from 'zod';
import { ModelError } from '../errors';
import { type KindParameter, kindsOf, type Table } from '../model/catalogue';
import { defineModel, type ModelInput } from '../model/define-model';
import { DEGREES, ENTRIES_KINDS } from '../model/entries';
import { MAX_FRAME } from '../model/frame';
import { LOSS_KINDS, LOSS_PARAMETERS, LOSSES } from '../model/losses';
import type { Model } from '../model/model';
import { PREPROCESSING_PARAMETERS, PREPROCESSINGS } from '../model/preprocessings';
import { RESPONSE_KINDS, RESPONSE_PARAMETERS, RESPONSES } from '../model/responses';
import { covarianceSchema } from './covariance-schema';

const response = z.union([z.enum(RESPONSE_KINDS), named(RESPONSES, RESPONSE_PARAMETERS)]);
const loss = z.union([z.enum(LOSS_KINDS), named(LOSSES, LOSS_PARAMETERS)]);
const preprocessing = named(PREPROCESSINGS, PREPROCESSING_PARAMETERS);

/** A kind of the table, with any of the parameters: the guards say which go together. */
function named<Entries extends Table>(table: Entries, parameters: readonly KindParameter[]) {
  const fields = parameters.map((parameter) => {
    const { min = -Infinity, above = -Infinity, max = Infinity } = parameter.range;
    const bounds = [
      ...(min > -Infinity ? [z.gte(min)] : []),
      ...(above > -Infinity ? [z.gt(above)] : []),
      ...(max < Infinity ? [z.lte(max)] : []),
    ];
    return [
      parameter.name,
      z
        .number()
        .check(...bounds)
        .optional()
        .describe(meaningOf(parameter, table)),
    ];
  });
  return z.strictObject({ kind: z.enum(kindsOf(table)), ...Object.fromEntries(fields) });
}

/** "of huber and pseudo-huber; default: 1". */
function meaningOf({ name, meaning, default: standard }: KindParameter, table: Table): string {
  const kinds = Object.keys(table).filter((kind) => table[kind].parameter?.name === name);
  return meaning ?? `of ${kinds.join(' and ')}${standard === undefined ? '' : `; default: ${standard}`}`;
}

const entries = z.union([
  z.enum(ENTRIES_KINDS).exclude(['student-t']),
  z.strictObject({
    kind: z.enum(ENTRIES_KINDS),
    degrees: z.int().min(DEGREES.min).max(DEGREES.max).optional().describe('of student-t: degrees of freedom'),
  }),
]);

const signal = z.union([
  z.array(z.number()).max(MAX_FRAME).describe('coordinates in the orthonormal signal frame'),
  z.strictObject({ values: z.array(z.number()).describe('p coordinates') }),
]);

const at = z.strictObject({
  minimizer: z.strictObject({
    ridge: z.number().min(0).describe('argmin (1/n) sum l(y, w . x + intercept) + (ridge / 2) |w|^2'),
    intercept: z.boolean().optional().describe('whether an unpenalized intercept is fitted; default: false'),
  }),
});

export const modelSchema = z
  .strictObject({
    $schema: z.string().optional(),
    samples: z.int().min(1).optional().describe('n'),
    features: z.int().min(1).optional().describe('p'),
    aspectRatio: z.number().positive().optional().describe('c = p / n, in place of samples and features: theory alone'),
    response: response.describe('f(y | wStar . x)'),
    loss: loss.optional().describe('l(y, w . x); or give a preprocessing'),
    preprocessing: preprocessing.optional().describe('T(y), the curvature in place of a loss'),
    covariance: covarianceSchema.optional().describe('default: identity'),
    entries: entries.optional().describe('law of the independent entries of a sample; default: gaussian'),
    mean: signal.optional().describe('default: zero'),
    w: signal.optional().describe('default: zero'),
    wStar: signal.optional().describe('default: zero'),
    at: at.optional().describe('in place of w: w is fitted on the samples themselves'),
  })
  .describe('A model of hessian-eigenspectra');

export type ModelFile = z.infer<typeof modelSchema>;

/**
 * The model in the text of a model file.
 * @throws ModelError for text that is not JSON, fields that do not fit, or values that contradict each other.
 */
export function parseModelFile(text: string): Model {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ModelError('model file', 'valid JSON', (cause as Error).message);
  }
  const { $schema: _, ...input } = typeof content === 'object' && content !== null ? (content as ModelFile) : {};
  const fields = Array.isArray(content) || typeof content !== 'object' ? content : input;
  // The guards name what they expected better than a union of schemas can; the schema catches whatever they let pass.
  const model = defineModel(fields as ModelInput);
  const result = modelSchema.safeParse(content);
  if (!result.success) throw new ModelError('model file', z.prettifyError(result.error), content);
  return model;
}
