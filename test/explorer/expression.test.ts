import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionOf } from '../../src/explorer/expression/evaluate';
import { parseExpression } from '../../src/explorer/expression/parse';
import type { Expression } from '../../src/explorer/expression/syntax';
import { toJavaScript } from '../../src/explorer/expression/translate';

const value = (text: string, h = 0, y = 0) => functionOf(parseExpression(text, ['y', 'h']), ['y', 'h'])(y, h);

/** Any expression, with the text of fully parenthesized JavaScript for the same. */
const expressions: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant('number' as const), value: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ kind: fc.constant('variable' as const), name: fc.constantFrom('y', 'h') }),
    fc.record({ kind: fc.constant('negative' as const), operand: tie('node') }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('+', '-', '*', '/', '<', '>=', '==', '!=' as const),
      left: tie('node'),
      right: tie('node'),
    }),
    fc.record({ kind: fc.constant('choice' as const), condition: tie('node'), yes: tie('node'), no: tie('node') }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constant('max' as const),
      inputs: fc.tuple(tie('node'), tie('node')),
    }),
  ),
})).node;

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 - 3 - 4', -5],
    ['8 / 4 / 2', 1],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ** -1', 0.5],
    ['1 < 2 && 3 < 2 || 1', 1],
    ['0 ? 1 : 2 ? 3 : 4', 3],
    ['max(1, min(5, 3))', 3],
    ['1.5e2 + .5', 150.5],
    ['cos(pi) + log(e)', 0],
    ['sum(k, 1, 4, k ^ 2)', 30],
    ['sum(k, 1, 2, sum(j, 1, k, j))', 4],
    ['sum(k, 2, 1, k)', 0],
    ['- - 3', 3],
  ])('%s is %d', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('takes its variables by order', () => {
    expect(value('y - 2 * h', 3, 10)).toBe(4);
  });

  it.each([
    ['', 1, 'expected a number'],
    ['1 +', 4, 'the end'],
    ['1 2', 3, 'an operator'],
    ['foo(1)', 1, '"foo" is not known: the variables are y and h'],
    ['x', 1, '"x" is not known'],
    ['exp(1, 2)', 1, 'exp takes 1, not 2'],
    ['1 $ 2', 3, '"$" has no meaning'],
    ['(1', 3, 'expected ")"'],
    ['sum(h, 1, 2, h)', 5, 'a new name'],
    ['sum(k, 1, 2, k) + k', 19, '"k" is not known'],
    ['constructor', 1, 'not known'],
    ['toString(1)', 1, 'not known'],
    ['('.repeat(5000), 200, 'nested too deeply'],
    ['-'.repeat(5000), 200, 'nested too deeply'],
  ])('refuses %j', (text, position, words) => {
    expect(() => parseExpression(text, ['y', 'h'])).toThrow(words);
    expect(() => parseExpression(text, ['y', 'h'])).toThrow(new RegExp(`at character ${position}\\)|nested`));
  });

  it('means the same as JavaScript’s own reading of its translation', () => {
    fc.assert(
      fc.property(expressions, fc.double({ noNaN: true, min: -9, max: 9 }), (expression, h) => {
        const own = functionOf(expression, ['y', 'h']);
        const javaScript = new Function('y', 'h', `return ${toJavaScript(expression)}`);
        expect(own(1, h)).toBe(javaScript(1, h));
      }),
      { numRuns: 300 },
    );
  });
});
