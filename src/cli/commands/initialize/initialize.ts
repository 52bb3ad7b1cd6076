/** `initialize`: spectral initialization predicted, simulated, done, or put to use. */

import { type Flags, UsageError } from '../../arguments';
import { type PictureFlags, runPicture } from '../../initialize/picture';
import { type DesignFlags, runDesign } from './design';
import { type FilesFlags, runFromFiles } from './from-files';
import { type PredictFlags, runPredict } from './predict';
import { runStudy, type StudyFlags } from './study';

type ModeFlags = Flags<never, 'study' | 'picture' | 'design'>;
type InitializeFlags = PredictFlags & DesignFlags & FilesFlags & StudyFlags & PictureFlags & ModeFlags;

export async function runInitialize(name: string | undefined, flags: InitializeFlags): Promise<void> {
  if (flags.study || flags.picture) {
    const flag = flags.study ? '--study' : '--picture';
    if (flags.study && flags.picture) throw new UsageError('initialize: give one of --study and --picture');
    if (name !== undefined) throw new UsageError(`initialize ${flag}: takes no model, it has its own`);
    return flags.study ? runStudy(flags) : runPicture(flags);
  }
  if (flags.labels !== undefined || typeof flags.features === 'string') return runFromFiles(name, flags);
  if (name === undefined) throw new UsageError('initialize: expected a model (a preset, or a JSON file), or --labels');
  await (flags.design ? runDesign(name, flags) : runPredict(name, flags));
}
