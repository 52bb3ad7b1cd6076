/** `initialize`: spectral initialization predicted, simulated, done, or put to use. */

import { UsageError } from '../arguments';
import { type FilesFlags, runFromFiles } from '../initialize/from-files';
import { type PredictFlags, runPredict } from '../initialize/predict';
import { runStudy, type StudyFlags } from '../initialize/study';

type InitializeFlags = PredictFlags & FilesFlags & StudyFlags & { readonly study?: boolean };

export async function runInitialize(name: string | undefined, flags: InitializeFlags): Promise<void> {
  if (flags.study) {
    if (name !== undefined) throw new UsageError('initialize --study: takes no model, its problems are its own');
    return runStudy(flags);
  }
  if (flags.labels !== undefined || typeof flags.features === 'string') return runFromFiles(name, flags);
  if (name === undefined) throw new UsageError('initialize: expected a model (a preset, or a JSON file), or --labels');
  await runPredict(name, flags);
}
