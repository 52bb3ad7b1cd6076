import { describe, expect, it, vi } from 'vitest';
import { readFlags, wholeNumber } from '../../bench/flags';

const OPTIONS = { topic: { type: 'string', multiple: true }, quick: { type: 'boolean' } } as const;

/** What is printed, and the exit code. */
function refusal(read: () => unknown): readonly [string, unknown] {
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw code;
  });
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    read();
  } catch (code) {
    return [String(print.mock.lastCall?.[0]), code];
  } finally {
    exit.mockRestore();
    print.mockRestore();
  }
  throw new Error('nothing was refused');
}

describe('the flags of a script', () => {
  it('are given by name', () => {
    const args = ['--topic', 'law', '--quick', '--topic', 'trial'];
    expect(readFlags({ args, options: OPTIONS })).toEqual({ topic: ['law', 'trial'], quick: true });
  });

  it.each([
    [['--unknown'], "Unknown option '--unknown': there are --topic, --quick"],
    [['--topic'], "Option '--topic <value>' argument missing: there are --topic, --quick"],
    [['--quick=yes'], "Option '--quick' does not take an argument: there are --topic, --quick"],
    [['law'], "Unexpected argument 'law': there are --topic, --quick"],
  ])('that are wrong are answered in one line, with exit code 2: %j', (args, line) => {
    expect(refusal(() => readFlags({ args, options: OPTIONS }))).toEqual([line, 2]);
  });

  it.each(['', ' ', 'ten', '1.5', '0', '-1', '1e99', 'NaN'])('that are whole numbers are not %j', (text) => {
    const line = `--size: expected a whole number >= 1, got ${JSON.stringify(text)}`;
    expect(refusal(() => wholeNumber('size', text, 1))).toEqual([line, 2]);
  });

  it('that are whole numbers are read', () => {
    expect(wholeNumber('seed', '0', 0)).toBe(0);
    expect(wholeNumber('size', '500', 1)).toBe(500);
  });
});
