/** What `compareRelaxed` (relaxed.mjs) must have found, wherever it ran. */

import { expect } from 'vitest';
import { defineModel, simulate } from '../../src/index';

interface RelaxedReport {
  readonly kinds: readonly string[];
  readonly worst: { readonly hessian: number; readonly eigenvalues: number };
  readonly differing: number;
  readonly comparisons: number;
  readonly plain: readonly number[];
  readonly trials: Readonly<Record<'relaxed' | 'together', readonly (readonly number[])[]>>;
}

export async function expectRelaxed(report: RelaxedReport, kinds: readonly string[]): Promise<void> {
  expect(report.kinds).toEqual(kinds);
  expect(report.worst.hessian).toBeLessThanOrEqual(1);
  expect(report.worst.eigenvalues).toBeLessThanOrEqual(1);
  expect(report.comparisons).toBe(120);
  // On this processor, if it fuses, bits differ somewhere; if it does not, they are the plain ones.
  expect(report.differing === 0 || report.differing > 30).toBe(true);
  // The plain binary has the same bits here as there.
  const model = defineModel({ features: 300, samples: 500, response: 'logistic', loss: 'logistic', mean: [1], w: [1] });
  const { eigenvalues } = await simulate(model, { seed: 2 });
  expect(report.plain).toEqual([...eigenvalues]);
  const norm = eigenvalues[eigenvalues.length - 1];
  for (const [first, second] of Object.values(report.trials)) {
    expect(second).toEqual(first);
    // H is off by n eps of the sums of magnitudes, a few ||H||; the reduction by p eps ||H||.
    const bound = 4 * (500 + 300) * Number.EPSILON * norm;
    first.forEach((value, i) => {
      expect(Math.abs(value - eigenvalues[i])).toBeLessThanOrEqual(bound);
    });
  }
}
