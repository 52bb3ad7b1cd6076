/** What a model file may hold at each of its places, read from its own schema: a sweep needs to know lists from vectors. */

import { z } from 'zod';
import { modelSchema } from '../data/model-file';

type SchemaNode = Readonly<Record<string, unknown>>;

/** The alternatives that the schema allows at one place of the model. */
export class ModelShape {
  static readonly root = new ModelShape(alternatives(z.toJSONSchema(modelSchema)));

  private constructor(private readonly nodes: readonly SchemaNode[]) {}

  /** True where the model itself may hold an array, so that an array there is a vector and not a list of values. */
  get admitsArray(): boolean {
    return this.nodes.some(({ type }) => type === 'array');
  }

  /** True where numbers must be whole. */
  get isInteger(): boolean {
    return this.nodes.length > 0 && this.nodes.every(({ type }) => type === 'integer');
  }

  /** The shape of a field, or of an array's entry. */
  at(key: string | number): ModelShape {
    const children = this.nodes.flatMap((node) => {
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
