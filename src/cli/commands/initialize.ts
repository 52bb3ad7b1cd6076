/** `initialize`: spectral initialization predicted, simulated, or done. */

import { UsageError } from '../arguments';
import { type FilesFlags, runFromFiles } from '../initialize/from-files';
import { type PredictFlags, runPredict } from '../initialize/predict';

export async function runInitialize(name: string | undefined, flags: PredictFlags & FilesFlags): Promise<void> {
  if (flags.labels !== undefined || typeof flags.features === 'string') return runFromFiles(name, flags);
  if (name === undefined) throw new UsageError('initialize: expected a model (a preset, or a JSON file), or --labels');
  await runPredict(name, flags);
}
