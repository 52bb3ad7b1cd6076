/** An expression as source text in JavaScript and in NumPy, for the snippets. Parentheses everywhere: nobody has to know precedence. */

import type { Expression, FunctionName, Operator } from './syntax';

/** How a language writes what the two differ in. */
interface Language {
  name(name: FunctionName): string;
  power(base: string, exponent: string): string;
  logic(operator: Operator, left: string, right: string): string;
  choice(condition: string, yes: string, no: string): string;
  sum(index: string, from: string, to: string, term: string): string;
}

const LOGIC: readonly Operator[] = ['||', '&&', '<', '<=', '>', '>=', '==', '!='];

const JAVASCRIPT: Language = {
  name: (name) => `Math.${name}`,
  power: (base, exponent) => `(${base} ** ${exponent})`,
  logic: (operator, left, right) =>
    `Number(${left} ${{ '==': '===', '!=': '!==' }[operator as string] ?? operator} ${right})`,
  choice: (condition, yes, no) => `(${condition} !== 0 ? ${yes} : ${no})`,
  sum: (index, from, to, term) =>
    `((from, to) => { let s = 0; for (let ${index} = from; ${index} <= to; ${index}++) s += ${term}; return s; })(${from}, ${to})`,
};

const NUMPY_NAMES: Partial<Record<FunctionName, string>> = {
  acos: 'arccos',
  asin: 'arcsin',
  atan: 'arctan',
  max: 'maximum',
  min: 'minimum',
};

const NUMPY: Language = {
  name: (name) => `np.${NUMPY_NAMES[name] ?? name}`,
  power: (base, exponent) => `(${base} ** ${exponent})`,
  logic(operator, left, right) {
    if (operator === '||') return `np.where((${left} != 0) | (${right} != 0), 1.0, 0.0)`;
    if (operator === '&&') return `np.where((${left} != 0) & (${right} != 0), 1.0, 0.0)`;
    return `np.where(${left} ${operator} ${right}, 1.0, 0.0)`;
  },
  choice: (condition, yes, no) => `np.where(${condition} != 0, ${yes}, ${no})`,
  sum: (index, from, to, term) => `sum(${term} for ${index} in range(int(${from}), int(${to}) + 1))`,
};

export const toJavaScript = (expression: Expression) => written(expression, JAVASCRIPT);
export const toNumpy = (expression: Expression) => written(expression, NUMPY);

function written(expression: Expression, language: Language): string {
  const of = (part: Expression) => written(part, language);
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'variable':
      return expression.name;
    case 'negative':
      return `(-${of(expression.operand)})`;
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '^') return language.power(of(left), of(right));
      return LOGIC.includes(operator)
        ? language.logic(operator, of(left), of(right))
        : `(${of(left)} ${operator} ${of(right)})`;
    }
    case 'choice':
      return language.choice(of(expression.condition), of(expression.yes), of(expression.no));
    case 'call':
      return `${language.name(expression.name)}(${expression.inputs.map(of).join(', ')})`;
    case 'sum': {
      const { index, from, to, term } = expression;
      return language.sum(index, of(from), of(to), of(term));
    }
  }
}
