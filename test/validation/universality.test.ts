import { describe, expect, it } from 'vitest';
import { apart, CASES, measure } from './universality-cases';

const [spread, clipped, meanAlone, wAlone] = CASES;
const size = { features: 100, trials: 24 };

describe('universality', () => {
  it.each([spread, clipped, meanAlone])('$name: Rademacher entries as Gaussian ones', async (entry) => {
    const gaussian = await measure(entry, 'gaussian', { ...size, seed: 1 });
    const other = await measure(entry, 'rademacher', { ...size, seed: 2 });
    // The same distance to the law, but for the noise of all trials' curvatures.
    const noise = 4 / Math.sqrt(size.trials * size.features * entry.samplesPerFeature);
    expect(Math.abs(other.distance - gaussian.distance)).toBeLessThan(noise);
    expect(Math.abs(apart(other.location, gaussian.location))).toBeLessThan(4);
    expect(Math.abs(apart(other.alignment, gaussian.alignment))).toBeLessThan(4);
  });

  it('does not hold where w is on one coordinate', async () => {
    const gaussian = await measure(wAlone, 'gaussian', { ...size, seed: 1 });
    const other = await measure(wAlone, 'rademacher', { ...size, seed: 2 });
    expect(other.distance).toBeGreaterThan(5 * gaussian.distance);
    expect(Math.abs(apart(other.location, gaussian.location))).toBeGreaterThan(10);
  });
});
