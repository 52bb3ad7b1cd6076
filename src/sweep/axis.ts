/**
 * The axes of a sweep: the places of a model where a list or a range stands in for a value.
 *
 * A list is an array where the model has none, or {"list": [...]} anywhere; a range is {"from", "to", "steps"}, on a linear
 * or a logarithmic scale. {"of": name} follows another axis: times * value^power.
 */

import { z } from 'zod';
import { modelSchema } from '../data/model-file';
import { ModelError } from '../errors';

export type Path = readonly (string | number)[];

export interface Axis {
  /** The name that was given, or the place in the model: `w[0]`, `covariance.eigenvalues[1]`. */
  readonly name: string;
  readonly path: Path;
  readonly values: readonly unknown[];
  /** How the values of a range are spaced; null for a list. */
  readonly scale: 'linear' | 'log' | null;
}

/** A place whose value follows an axis. */
export interface Follower {
  readonly path: Path;
  readonly of: string;
  readonly times: number;
  readonly power: number;
}

export interface Axes {
  readonly axes: readonly Axis[];
  readonly followers: readonly Follower[];
}

const rangeSchema = z
  .strictObject({
    name: z.string().min(1).optional(),
    from: z.number(),
    to: z.number(),
    steps: z.int().min(1).max(1_000_000).describe('how many values, both ends among them'),
    scale: z.enum(['linear', 'log']).optional(),
  })
  .refine(({ from, to, scale }) => scale !== 'log' || (from > 0 && to > 0), 'a logarithmic range needs positive ends');

const listSchema = z.strictObject({ name: z.string().min(1).optional(), list: z.array(z.json()).min(1) });

const followerSchema = z.strictObject({
  of: z.string(),
  times: z.number().optional(),
  power: z.number().optional(),
});

/** The axes and followers of a model, in the order in which they are written. */
export function findAxes(model: unknown): Axes {
  const axes: Axis[] = [];
  const followers: Follower[] = [];

  const visit = (value: unknown, shape: ModelShape, path: Path): void => {
    if (Array.isArray(value)) {
      if (!shape.admitsArray) axes.push(listAxis({ list: value }, path));
      else for (const [k, entry] of value.entries()) visit(entry, shape.at(k), [...path, k]);
    } else if (typeof value === 'object' && value !== null) {
      if ('list' in value) axes.push(listAxis(value, path));
      else if ('from' in value) axes.push(rangeAxis(value, shape, path));
      else if ('of' in value) followers.push(followerAt(value, path));
      else for (const [key, entry] of Object.entries(value)) visit(entry, shape.at(key), [...path, key]);
    }
  };
  visit(model, ModelShape.root, []);

  const names = axes.map(({ name }) => name);
  for (const [k, name] of names.entries()) {
    if (names.indexOf(name) !== k) throw new ModelError('sweep: axes', 'a name of its own for each axis', name);
  }
  for (const { of, path } of followers) {
    const axis = axes.find(({ name }) => name === of);
    if (!axis) throw new ModelError(`model.${pathName(path)}`, `the name of an axis (${names.join(', ')})`, of);
    if (!isNumeric(axis)) throw new ModelError(`model.${pathName(path)}`, 'an axis of numbers to follow', of);
  }
  return { axes, followers };
}

export function isNumeric({ values }: Axis): boolean {
  return values.every((value) => typeof value === 'number');
}

/** The value of a follower where its axis has the value `value`. */
export function followedValue({ times, power }: Follower, value: number): number {
  return times * (power === 1 ? value : value ** power);
}

/** `covariance.eigenvalues[1]`. */
export function pathName(path: Path): string {
  return path.map((key, k) => (typeof key === 'number' ? `[${key}]` : k === 0 ? key : `.${key}`)).join('');
}

function listAxis(value: object, path: Path): Axis {
  const { name = pathName(path), list } = checked(listSchema, value, path);
  return { name, path, values: distinct(list, path), scale: null };
}

function rangeAxis(value: object, shape: ModelShape, path: Path): Axis {
  const { name = pathName(path), from, to, steps, scale = 'linear' } = checked(rangeSchema, value, path);
  const at = (share: number) => (scale === 'log' ? from * (to / from) ** share : from + (to - from) * share);
  const values = Array.from({ length: steps }, (_, k) => {
    // The ends are what was written, to the bit.
    const exact = k === 0 ? from : k === steps - 1 ? to : at(k / (steps - 1));
    return shape.isInteger ? Math.round(exact) : exact;
  });
  return { name, path, values: distinct(values, path), scale };
}

function followerAt(value: object, path: Path): Follower {
  const { of, times = 1, power = 1 } = checked(followerSchema, value, path);
  return { path, of, times, power };
}

function checked<Output>(schema: z.ZodType<Output>, value: object, path: Path): Output {
  const result = schema.safeParse(value);
  if (!result.success) throw new ModelError(`model.${pathName(path)}`, z.prettifyError(result.error), value);
  return result.data;
}

/** Two equal values would be one cell computed twice, from the same random numbers. */
function distinct<Value>(values: readonly Value[], path: Path): readonly Value[] {
  const seen = new Set<string>();
  for (const value of values) {
    const text = JSON.stringify(value);
    if (seen.has(text)) throw new ModelError(`model.${pathName(path)}`, 'each value once', value);
    seen.add(text);
  }
  return values;
}

/** A value of an axis in a table of text: names as they are, anything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type SchemaNode = Readonly<Record<string, unknown>>;

/** The alternatives that the model file's schema allows at one of its places: an array there is a list of values, or a vector. */
class ModelShape {
  static readonly root = new ModelShape(alternatives(z.toJSONSchema(modelSchema)));
  readonly #nodes: readonly SchemaNode[];

  private constructor(nodes: readonly SchemaNode[]) {
    this.#nodes = nodes;
  }

  /** True where the model itself may hold an array, so that an array there is a vector and not a list of values. */
  get admitsArray(): boolean {
    return this.#nodes.some(({ type }) => type === 'array');
  }

  /** True where numbers must be whole. */
  get isInteger(): boolean {
    return this.#nodes.length > 0 && this.#nodes.every(({ type }) => type === 'integer');
  }

  /** The shape of a field, or of an array's entry. */
  at(key: string | number): ModelShape {
    const children = this.#nodes.flatMap((node) => {
      const child =
        typeof key === 'number' ? node.items : (node.properties as Record<string, unknown> | undefined)?.[key];
      return typeof child === 'object' && child !== null ? alternatives(child) : [];
    });
    return new ModelShape(children);
  }
}

function alternatives(schema: object): SchemaNode[] {
  const node = schema as SchemaNode;
  const options = (node.anyOf ?? node.oneOf) as object[] | undefined;
  return options ? options.flatMap(alternatives) : [node];
}
