/** The model file's covariance. */

import { z } from 'zod';

const positive = z.number().positive();
const variance = positive.optional().describe('default: 1');
const unit = (from: number) => z.number().gt(from).lt(1);
const range = { from: positive.describe('smallest eigenvalue'), to: positive.describe('largest eigenvalue') };

export const covarianceSchema = z.union([
  z.literal('identity'),
  z.strictObject({ kind: z.literal('identity') }),
  z
    .strictObject({
      kind: z.literal('atoms').optional(),
      eigenvalues: z.array(positive).min(1),
      weights: z.array(positive).min(1).describe('add to 1'),
    })
    .describe('each eigenvalue fills its share of the coordinates, in the order given'),
  z.strictObject({ kind: z.literal('diagonal'), values: z.array(positive).min(1).describe('p variances') }),
  z
    .strictObject({ kind: z.literal('toeplitz'), correlation: unit(-1), variance })
    .describe('C_ij = variance * correlation^|i - j|'),
  z
    .strictObject({ kind: z.literal('power-law'), exponent: z.number(), ...range })
    .describe('eigenvalues t of density ~ t^-exponent'),
  z.strictObject({ kind: z.literal('uniform'), ...range }),
  z
    .strictObject({ kind: z.literal('marchenko-pastur'), aspectRatio: unit(0), variance })
    .describe('eigenvalues of mean `variance` that follow the Marchenko-Pastur law'),
  z
    .strictObject({ kind: z.literal('matrix'), rows: z.array(z.array(z.number())).min(1) })
    .describe('p x p, symmetric positive definite'),
]);
