/** `schema`: the JSON Schema of the model file. */

import { z } from 'zod';
import { modelSchema } from '../../data/model-file';
import { json, print } from '../output';

export function runSchema(): void {
  print(json(z.toJSONSchema(modelSchema)));
}
