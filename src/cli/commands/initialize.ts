/** `initialize`: spectral initialization predicted, simulated, done, or put to use. */

import { UsageError } from '../arguments';
import { type DesignFlags, runDesign } from '../initialize/design';
import { type FilesFlags, runFromFiles } from '../initialize/from-files';
import { type PredictFlags, runPredict } from '../initialize/predict';
import { runStudy, type StudyFlags } from '../initialize/study';

interface ModeFlags {
  readonly study?: boolean;
  readonly design?: boolean;
}
type InitializeFlags = PredictFlags & DesignFlags & FilesFlags & StudyFlags & ModeFlags;

export async function runInitialize(name: string | undefined, flags: InitializeFlags): Promise<void> {
  if (flags.study) {
    if (name !== undefined) throw new UsageError('initialize --study: takes no model, it has its own');
    return runStudy(flags);
  }
  if (flags.labels !== undefined || typeof flags.features === 'string') return runFromFiles(name, flags);
  if (name === undefined) throw new UsageError('initialize: expected a model (a preset, or a JSON file), or --labels');
  await (flags.design ? runDesign(name, flags) : runPredict(name, flags));
}
