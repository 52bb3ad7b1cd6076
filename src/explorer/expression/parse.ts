/** Text to expression, by recursive descent. */

import { CONSTANTS, type Expression, FUNCTIONS, type FunctionName, LEVELS, type Operator } from './syntax';

/** Text that is no expression, with the place where that shows. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  constructor(
    message: string,
    /** Characters before it. */
    readonly position: number,
  ) {
    super(`${message} (at character ${position + 1})`);
  }
}

interface Token {
  readonly text: string;
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly position: number;
}

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z_]\w*)|(\|\||&&|<=|>=|==|!=|\*\*|[-+*/^()<>?:,]))/iy;

/** Parentheses and signs may be nested this deep; deeper ones are no function that anybody wrote. */
const DEEPEST = 200;

/** @throws ExpressionError for text that is no expression in the variables. */
export function parseExpression(text: string, variables: readonly string[]): Expression {
  return new Parser(tokensOf(text), variables).whole();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let position = 0; text.slice(position).trim() !== ''; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match) {
      const at = position + text.slice(position).search(/\S/);
      throw new ExpressionError(`"${text[at]}" has no meaning here`, at);
    }
    const [whole, number, name, symbol] = match;
    const found = number ?? name ?? symbol;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'symbol';
    const spelled = found === '**' ? '^' : found;
    tokens.push({ text: spelled, kind, position: position + whole.length - found.length });
  }
  tokens.push({ text: 'the end', kind: 'end', position: text.length });
  return tokens;
}

class Parser {
  #next = 0;
  #depth = 0;
  readonly #indices: string[] = [];

  readonly #tokens: readonly Token[];
  readonly #variables: readonly string[];

  constructor(tokens: readonly Token[], variables: readonly string[]) {
    this.#tokens = tokens;
    this.#variables = variables;
  }

  whole(): Expression {
    const expression = this.#choice();
    if (this.#token.kind !== 'end') throw this.#unexpected('an operator or the end');
    return expression;
  }

  get #token(): Token {
    return this.#tokens[this.#next];
  }

  #unexpected(wanted: string): ExpressionError {
    const { text, kind, position } = this.#token;
    return new ExpressionError(`expected ${wanted}, got ${kind === 'end' ? text : `"${text}"`}`, position);
  }

  #take(symbol: string): boolean {
    const { kind, text } = this.#token;
    if (kind !== 'symbol' || text !== symbol) return false;
    this.#next++;
    return true;
  }

  #require(symbol: string): void {
    if (!this.#take(symbol)) throw this.#unexpected(`"${symbol}"`);
  }

  #choice(): Expression {
    this.#depth++;
    if (this.#depth > DEEPEST) throw new ExpressionError('this is nested too deeply', this.#token.position);
    const condition = this.#binary(0);
    const found = this.#take('?') ? this.#branches(condition) : condition;
    this.#depth--;
    return found;
  }

  #branches(condition: Expression): Expression {
    const yes = this.#choice();
    this.#require(':');
    return { kind: 'choice', condition, yes, no: this.#choice() };
  }

  #binary(level: number): Expression {
    const operators: readonly string[] | undefined = LEVELS[level];
    if (!operators) return this.#signed();
    let left = this.#binary(level + 1);
    while (this.#token.kind === 'symbol' && operators.includes(this.#token.text)) {
      const operator = this.#token.text as Operator;
      this.#next++;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  /** A sign binds less than a power: -h^2 is -(h^2). */
  #signed(): Expression {
    this.#depth++;
    if (this.#depth > DEEPEST) throw new ExpressionError('this is nested too deeply', this.#token.position);
    const found: Expression = this.#take('-')
      ? { kind: 'negative', operand: this.#signed() }
      : this.#take('+')
        ? this.#signed()
        : this.#power();
    this.#depth--;
    return found;
  }

  #power(): Expression {
    const left = this.#primary();
    return this.#take('^') ? { kind: 'binary', operator: '^', left, right: this.#signed() } : left;
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    if (kind === 'number') {
      this.#next++;
      return { kind: 'number', value: Number(text) };
    }
    if (kind === 'name') return this.#named();
    if (!this.#take('(')) throw this.#unexpected('a number, a variable or a parenthesis');
    const inner = this.#choice();
    this.#require(')');
    return inner;
  }

  #named(): Expression {
    const { text, position } = this.#token;
    this.#next++;
    if (text === 'sum') return this.#sum();
    if (Object.hasOwn(FUNCTIONS, text)) return this.#call(text as FunctionName, position);
    if (this.#variables.includes(text) || this.#indices.includes(text)) return { kind: 'variable', name: text };
    if (Object.hasOwn(CONSTANTS, text)) return { kind: 'number', value: CONSTANTS[text] };
    throw new ExpressionError(`"${text}" is not known: the variables are ${this.#variables.join(' and ')}`, position);
  }

  #call(name: FunctionName, position: number): Expression {
    this.#require('(');
    const inputs = [this.#choice()];
    while (this.#take(',')) inputs.push(this.#choice());
    this.#require(')');
    const count = FUNCTIONS[name];
    if (inputs.length !== count) throw new ExpressionError(`${name} takes ${count}, not ${inputs.length}`, position);
    return { kind: 'call', name, inputs };
  }

  /** sum(k, from, to, term). */
  #sum(): Expression {
    this.#require('(');
    const { kind, text: index, position } = this.#token;
    const isTaken = this.#variables.includes(index) || Object.hasOwn(FUNCTIONS, index) || index === 'sum';
    if (kind !== 'name' || isTaken) throw new ExpressionError('expected a new name for the index of the sum', position);
    this.#next++;
    this.#require(',');
    const from = this.#choice();
    this.#require(',');
    const to = this.#choice();
    this.#require(',');
    this.#indices.push(index);
    const term = this.#choice();
    this.#indices.pop();
    this.#require(')');
    return { kind: 'sum', index, from, to, term };
  }
}
