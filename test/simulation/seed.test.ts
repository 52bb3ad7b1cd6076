import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { seedWords } from '../../src/simulation/seed';

describe('seedWords', () => {
  it('gives zero one word', () => {
    expect([...seedWords(0)]).toEqual([0]);
    expect([...seedWords(0n)]).toEqual([0]);
  });

  it('splits at 32 bits, the lowest word first', () => {
    expect([...seedWords(2 ** 32 - 1)]).toEqual([0xffffffff]);
    expect([...seedWords(2 ** 32)]).toEqual([0, 1]);
    expect([...seedWords((5n << 96n) | 7n)]).toEqual([7, 0, 0, 5]);
  });

  it('is the base 2^32 expansion, without a leading zero', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 200n }), (seed) => {
        const words = seedWords(seed);
        expect(words.at(-1)).not.toBe(0);
        expect(words.reduceRight((total, word) => (total << 32n) | BigInt(word), 0n)).toBe(seed);
      }),
    );
  });

  it.each([-1, -1n, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %s', (seed) => {
    expect(() => seedWords(seed)).toThrow(ModelError);
  });

  it('refuses what is not a number', () => {
    expect(() => seedWords('1' as unknown as number)).toThrow(ModelError);
    expect(() => seedWords(null as unknown as number)).toThrow(ModelError);
  });
});
