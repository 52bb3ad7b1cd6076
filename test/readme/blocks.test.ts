import { describe, expect, it } from 'vitest';
import { codeBlocks } from './blocks';

describe('codeBlocks', () => {
  it('finds blocks with their language and line', () => {
    const text = '# Title\n\n```sh\nnpm ci\nnpm test\n```\ntext `inline`\n```js\n\n```\n';
    expect(codeBlocks(text)).toEqual([
      { language: 'sh', code: 'npm ci\nnpm test', line: 3 },
      { language: 'js', code: '', line: 8 },
    ]);
    expect(codeBlocks('no blocks')).toEqual([]);
  });

  it('refuses what would be skipped in silence', () => {
    expect(() => codeBlocks('```\ncode\n```')).toThrow('line 1: a code block without a language');
    expect(() => codeBlocks('\n```js\ncode')).toThrow('line 2: a code block that is not closed');
  });
});
