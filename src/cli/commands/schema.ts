/** `schema`: the JSON Schema of the model file. */

import { z } from 'zod';
import { modelSchema } from '../../data/model-file';

export function runSchema(): void {
  process.stdout.write(`${JSON.stringify(z.toJSONSchema(modelSchema), null, 2)}\n`);
}
