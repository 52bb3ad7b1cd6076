/** `initialize`: spectral initialization predicted, simulated, or done. */

import { UsageError } from '../arguments';
import { type PredictFlags, runPredict } from '../initialize/predict';

export async function runInitialize(name: string | undefined, flags: PredictFlags): Promise<void> {
  if (name === undefined) throw new UsageError('initialize: expected a model (a preset, or a JSON file)');
  await runPredict(name, flags);
}
