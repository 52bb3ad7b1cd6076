/** The model file: JSON, checked against a schema before it becomes a model. The schema is shipped as JSON Schema too. */

import { z } from 'zod';
import { ModelError } from '../errors';
import { defineModel, type ModelInput } from '../model/define-model';
import { DEGREES, ENTRIES_KINDS } from '../model/entries';
import { MAX_FRAME } from '../model/frame';
import { LOSS_KINDS, PREPROCESSING_KINDS } from '../model/losses';
import type { Model } from '../model/model';
import { RESPONSE_KINDS } from '../model/responses';
import { covarianceSchema } from './covariance-schema';

const response = z.union([
  z.enum(RESPONSE_KINDS),
  z.strictObject({
    kind: z.enum(RESPONSE_KINDS),
    noise: z.number().min(0).optional().describe('standard deviation of the additive Gaussian noise'),
    flip: z.number().min(0).max(1).optional().describe('probability that the sign is flipped'),
  }),
]);

const loss = z.union([
  z.enum(LOSS_KINDS),
  z.strictObject({
    kind: z.enum(LOSS_KINDS),
    threshold: z.number().positive().optional().describe('of huber and pseudo-huber; default: 1'),
    scale: z.number().positive().optional().describe('of cauchy; default: 1'),
  }),
]);

const preprocessing = z.strictObject({
  kind: z.enum(PREPROCESSING_KINDS),
  bound: z.number().positive().optional().describe('of clip and truncate'),
});

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
