/** An expression as a function: closures over closures, with no code made from text. */

import type { Expression, Operator } from './syntax';

type Evaluate = (scope: Record<string, number>) => number;

const OPERATIONS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};

/** The function of the variables, in their order. */
export function functionOf(expression: Expression, variables: readonly string[]): (...values: number[]) => number {
  const evaluate = compiled(expression);
  const scope: Record<string, number> = {};
  return (...values) => {
    for (let i = 0; i < variables.length; i++) scope[variables[i]] = values[i];
    return evaluate(scope);
  };
}

function compiled(expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return () => value;
    }
    case 'variable': {
      const { name } = expression;
      return (scope) => scope[name];
    }
    case 'negative': {
      const operand = compiled(expression.operand);
      return (scope) => -operand(scope);
    }
    case 'binary': {
      const operation = OPERATIONS[expression.operator];
      const [left, right] = [compiled(expression.left), compiled(expression.right)];
      return (scope) => operation(left(scope), right(scope));
    }
    case 'choice': {
      const [condition, yes, no] = [expression.condition, expression.yes, expression.no].map(compiled);
      return (scope) => (condition(scope) !== 0 ? yes(scope) : no(scope));
    }
    case 'call': {
      const of = Math[expression.name] as (...inputs: number[]) => number;
      const [first, second] = expression.inputs.map(compiled);
      return second ? (scope) => of(first(scope), second(scope)) : (scope) => of(first(scope));
    }
    case 'sum':
      return sumOf(expression.index, compiled(expression.from), compiled(expression.to), compiled(expression.term));
  }
}

function sumOf(index: string, from: Evaluate, to: Evaluate, term: Evaluate): Evaluate {
  return (scope) => {
    const outer = scope[index];
    const end = to(scope);
    let sum = 0;
    for (let k = from(scope); k <= end; k++) {
      scope[index] = k;
      sum += term(scope);
    }
    scope[index] = outer;
    return sum;
  };
}
