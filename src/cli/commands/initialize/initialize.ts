/** `initialize`: spectral initialization predicted, simulated, done, or put to use. */

import { type Flags, UsageError } from '../../arguments';
import { type DesignFlags, runDesign } from './design';
import { type FilesFlags, runFromFiles } from './from-files';
import { type PredictFlags, runPredict } from './predict';
import { runStudy, type StudyFlags } from './study';

type ModeFlags = Flags<never, 'study' | 'design'>;
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
