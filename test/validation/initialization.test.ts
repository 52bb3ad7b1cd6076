import { describe, expect, it } from 'vitest';
import { INITIALIZATIONS, initializationScore, thresholdOf } from './initialization-cases';

/** Student's t with 11 degrees of freedom is beyond this once in 10,000 times. */
const LARGEST = 5.7;

describe('spectral initialization, p = 250 and 12 trials, against its law', () => {
  it.each(INITIALIZATIONS.map((entry, k) => ({ ...entry, k, label: entry.candidate.label })))(
    '$name: $label',
    async (entry) => {
      const threshold = thresholdOf(entry);
      for (const [i, share] of [0.2, 0.4].entries()) {
        const effort = { features: 250, trials: 12, seed: 40 + 2 * entry.k + i };
        const { z } = await initializationScore(entry, threshold, share, effort);
        expect(Math.abs(z?.alignment ?? Number.NaN)).toBeLessThan(LARGEST);
        expect(Math.abs(z?.outlier ?? Number.NaN)).toBeLessThan(LARGEST);
      }
    },
  );
});
