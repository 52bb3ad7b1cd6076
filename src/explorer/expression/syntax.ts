/** The small language in which own functions are written: arithmetic, comparisons, choices, functions of Math, finite sums. */

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly inputs: readonly Expression[] }
  | {
      readonly kind: 'sum';
      readonly index: string;
      readonly from: Expression;
      readonly to: Expression;
      readonly term: Expression;
    };

/** Operators by how tightly they bind, loosest first; '^' is apart since it binds to the right. */
export const LEVELS = [['||'], ['&&'], ['<', '<=', '>', '>=', '==', '!='], ['+', '-'], ['*', '/']] as const;
export type Operator = (typeof LEVELS)[number][number] | '^';

/** Number of inputs of each function; those of Math by the same name. */
export const FUNCTIONS = {
  abs: 1,
  acos: 1,
  asin: 1,
  atan: 1,
  cbrt: 1,
  ceil: 1,
  cos: 1,
  cosh: 1,
  exp: 1,
  expm1: 1,
  floor: 1,
  log: 1,
  log1p: 1,
  max: 2,
  min: 2,
  sign: 1,
  sin: 1,
  sinh: 1,
  sqrt: 1,
  tan: 1,
  tanh: 1,
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

export const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
