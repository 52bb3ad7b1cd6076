/**
 * What the tables of losses, preprocessings and responses have in common: an entry is known by its kind, and some kinds have one
 * parameter. The values of a model, what a caller may write and the guards follow from a table.
 */

import { checkName, checkNumber, checkObject, type NumberRange } from '../check';

/** The number that a kind has beside its name. */
export interface KindParameter {
  readonly name: string;
  /** Taken where none is given; without a default it has to be given. */
  readonly default?: number;
  readonly range: NumberRange;
  /** In the model file's schema, which otherwise says which kinds have the parameter. */
  readonly meaning?: string;
  /** On the page; the number beside the slider goes up to the limit. */
  readonly slider: { readonly label: string; readonly min: number; readonly max: number; readonly limit: number };
}

/** Entries by kind, each with words for people. */
export type Table = Readonly<Record<string, { readonly text: unknown; readonly parameter?: KindParameter }>>;

type ParameterName<Entry> = Entry extends { readonly parameter: { readonly name: infer Name extends string } }
  ? Name
  : never;

/** A kind of the table with the value of its parameter, if it has one: {kind: 'huber', threshold: 1.5}. */
export type Named<Entries extends Table> = {
  [Kind in keyof Entries & string]: {
    readonly [Key in 'kind' | ParameterName<Entries[Kind]>]: Key extends 'kind' ? Kind : number;
  };
}[keyof Entries & string];

/** The same as a caller writes it: a parameter may be left to its default. */
export type NamedInput<Entries extends Table> = { readonly kind: keyof Entries & string } & {
  readonly [Name in ParameterName<Entries[keyof Entries]>]?: number;
};

export function kindsOf<Entries extends Table>(table: Entries): readonly (keyof Entries & string)[] {
  return Object.keys(table);
}

/** The value of the parameter, which is all that a named part of a model has beside its kind; 0 if the kind has none. */
export function parameterValue({ kind: _, ...rest }: { readonly kind: string }): number {
  const [value = 0]: number[] = Object.values(rest);
  return value;
}

/**
 * From a kind, or an object with the kind and its parameter, to a part of a model.
 * @param parameters all that kinds of the table have
 * @throws ModelError
 */
export function defineNamed<Entries extends Table>(
  argument: string,
  input: unknown,
  table: Entries,
  parameters: readonly KindParameter[],
): Named<Entries> {
  const known = ['kind', ...parameters.map(({ name }) => name)];
  const fields = typeof input === 'string' ? { kind: input } : checkObject(argument, input, known);
  const kind = checkName(argument, fields.kind, kindsOf(table));
  const { parameter } = table[kind];
  checkObject(argument, fields, parameter ? ['kind', parameter.name] : ['kind']);
  if (!parameter) return { kind } as Named<Entries>;
  const { name, range } = parameter;
  const value = checkNumber(
    `${argument}.${name}`,
    (fields as Record<string, unknown>)[name] ?? parameter.default,
    range,
  );
  return { kind, [name]: value } as Named<Entries>;
}
