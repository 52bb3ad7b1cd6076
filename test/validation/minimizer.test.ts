/** The fast ones of the fitted models against simulation; `npm run validate -- --minimizer` has them all, larger. */

import { describe, expect, it } from 'vitest';
import { FITTED, fittedResult } from './minimizer';

const EFFORT = { features: 200, trials: 8, seed: 11 };
const FAST = ['pseudo-Huber', 'Huber', 'logistic, mean'];
/** Its two laws are too close to each other to be told apart by so few spectra. */
const ALIKE = 'logistic, mean';

/** A statistic's mean is off its limit by a multiple of 1 / p, and the simulated one by standard errors. */
const RELATIVE_BIAS = 4 / EFFORT.features;
const STANDARD_ERRORS = 4;

describe.each(FITTED.filter(({ name }) => FAST.includes(name)))('$name', (entry) => {
  it('meets the law at the minimizer, and not the fixed-w law', async () => {
    const { distance, fixedDistance, aspectRatio, scores } = await fittedResult(entry, EFFORT);
    // The curvatures' own law fluctuates by n^(-1/2), which sampled curvatures share between the eigenvalues.
    const samples = (EFFORT.features / aspectRatio) * EFFORT.trials;
    expect(distance).toBeLessThan(1.6 / Math.sqrt(samples) + 2 / EFFORT.features);
    if (entry.name !== ALIKE) expect(fixedDistance).toBeGreaterThan(2 * distance);
    for (const { predicted, mean, standardError } of scores) {
      const allowance = STANDARD_ERRORS * standardError + RELATIVE_BIAS * Math.abs(predicted);
      expect(Math.abs(mean - predicted)).toBeLessThan(allowance);
    }
  });
});
