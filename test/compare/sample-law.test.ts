import { describe, expect, it } from 'vitest';
import { sampleLaw } from '../../src/compare/sample-law';
import { ModelError } from '../../src/errors';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import { distanceTo } from '../../src/numerics/sample-statistics';

const law = limitingLaw(defineModel({ aspectRatio: 0.2, response: 'logistic', loss: 'logistic', w: [1] }));
const COUNT = 4000;

describe('sampleLaw', () => {
  it('draws from the law: Kolmogorov-Smirnov at 0.1%, and the mean within four standard errors', async () => {
    const sample = await sampleLaw(law, COUNT, { seed: 7 });
    const { kolmogorovSmirnov } = distanceTo(sample.slice().sort(), (x) => law.cdf(x));
    expect(kolmogorovSmirnov).toBeLessThan(1.95 / Math.sqrt(COUNT));
    const [first, second] = law.moments.map(({ value }) => value);
    const mean = sample.reduce((sum, value) => sum + value, 0) / COUNT;
    expect(Math.abs(mean - first)).toBeLessThan(4 * Math.sqrt((second - first * first) / COUNT));
  });

  it('is fixed by seed and trial', async () => {
    const draw = (seed: number | bigint, trial?: number) =>
      sampleLaw(law, 5, { seed, ...(trial !== undefined && { trial }) });
    expect(await draw(3)).toEqual(await draw(3n, 0));
    expect(await draw(3)).not.toEqual(await draw(4));
    expect(await draw(3)).not.toEqual(await draw(3, 1));
    // A longer sample begins with the shorter one.
    expect((await sampleLaw(law, 50, { seed: 3 })).slice(0, 5)).toEqual(await draw(3));
  });

  it("is the quantile of NumPy's uniforms", async () => {
    // numpy.random.Generator(PCG64(SeedSequence(3, spawn_key=(1, 2)))).random(3)
    const uniforms = await sampleLaw({ quantile: (share) => share }, 3, { seed: 3, trial: 1 });
    expect(Array.from(uniforms)).toEqual([0.4451266923212055, 0.4197886165324213, 0.2565142447826565]);
  });

  it('refuses what is no count', async () => {
    for (const count of [-1, 1.5, Number.NaN]) await expect(sampleLaw(law, count)).rejects.toThrow(ModelError);
    expect((await sampleLaw(law, 0)).length).toBe(0);
  });
});
