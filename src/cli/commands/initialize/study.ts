/** `initialize --study`: how often descent finds wStar from the spectral estimate and from a random start, against n/p. */

import type { DescentLoss } from '../../../initialization/descent';
import { type RecoveryCell, recoveryStudy, STUDIED } from '../../../initialization/recovery-study';
import { renderRecovery } from '../../../plot/initialization-figures';
import { formatNumber } from '../../../words/format';
import { type Flags, parseCount, parsePositives, parseSmallSeed } from '../../arguments';
import { checkFigurePath, json, print, writeFigure } from '../../output';
import { plainTable } from '../../plain-table';
import { interruptSignal, progressBar } from '../../progress';

export type StudyFlags = Flags<'features' | 'trials' | 'ratios' | 'seed' | 'out', 'json'>;

const DEFAULTS = { features: 60, trials: 20, ratios: [1.5, 2, 2.5, 3, 4, 5, 6, 8] } as const;

export async function runStudy(flags: StudyFlags): Promise<void> {
  const features = parseCount('features', flags.features) ?? DEFAULTS.features;
  const trials = parseCount('trials', flags.trials) ?? DEFAULTS.trials;
  const given = parsePositives('ratios', flags.ratios);
  const ratios = given.length > 0 ? [...given].sort((a, b) => a - b) : DEFAULTS.ratios;
  const seed = parseSmallSeed(flags.seed);
  const out = await checkFigurePath(flags.out);
  const problems = Object.keys(STUDIED) as DescentLoss[];
  const signal = interruptSignal();
  const bar = progressBar(problems.length);
  const cells: RecoveryCell[] = [];
  try {
    for (const [trial, problem] of problems.entries()) {
      const onProgress = (progress: Parameters<typeof bar.onProgress>[0]) => bar.onProgress({ ...progress, trial });
      cells.push(...(await recoveryStudy(problem, { ratios, features, trials, seed, signal, onProgress })));
    }
  } finally {
    bar.stop();
  }
  const report = { features, trials, seed, cells };
  print(flags.json ? json(report) : tableOf(cells));
  if (out !== null) await writeFigure(out, await renderRecovery(report));
}

function tableOf(cells: readonly RecoveryCell[]): string {
  const table = plainTable(['problem', 'n/p', 'start', 'cos² of the start', 'found', 'of']);
  for (const { problem, ratio, start, startAlignment, successes, trials } of cells) {
    table.push([STUDIED[problem].title, formatNumber(ratio), start, startAlignment.toFixed(3), successes, trials]);
  }
  return table.toString();
}
