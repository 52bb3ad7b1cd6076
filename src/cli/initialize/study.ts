/** `initialize --study`: how often descent finds wStar from the spectral estimate and from a random start, against n/p. */

import { extname } from 'node:path';
import { writeFileAtomically } from '../../data/save';
import type { DescentLoss } from '../../initialization/descent';
import { type RecoveryCell, recoveryStudy, STUDIED } from '../../initialization/recovery-study';
import { renderRecovery } from '../../plot/initialization-figures';
import { renderPng } from '../../plot/png';
import { formatNumber } from '../../words/format';
import { parseCount, parseNumbers, parseSeed, UsageError } from '../arguments';
import { interruptSignal } from '../interrupt';
import { checkOutputPath, FIGURE_ENDINGS } from '../output-file';
import { plainTable } from '../plain-table';
import { progressBar } from '../progress';

export interface StudyFlags {
  readonly features?: string | number;
  readonly trials?: string | number;
  readonly ratios?: string | number;
  readonly seed?: string | number;
  readonly out?: string;
  readonly json?: boolean;
}

const DEFAULTS = { features: 60, trials: 20, ratios: [1.5, 2, 2.5, 3, 4, 5, 6, 8] } as const;

export async function runStudy(flags: StudyFlags): Promise<void> {
  const features = parseCount('features', flags.features) ?? DEFAULTS.features;
  const trials = parseCount('trials', flags.trials) ?? DEFAULTS.trials;
  const given = parseNumbers('ratios', flags.ratios);
  if (given.some((ratio) => ratio <= 0)) throw new UsageError('--ratios: expected numbers above 0');
  const ratios = given.length > 0 ? [...given].sort((a, b) => a - b) : DEFAULTS.ratios;
  const seed = parseSeed(flags.seed);
  if (typeof seed === 'bigint') throw new UsageError('--seed: expected a whole number below 2^53');
  const out = flags.out === undefined ? null : await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
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
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : `${tableOf(cells)}\n`);
  if (out !== null) {
    const svg = await renderRecovery(report);
    await writeFileAtomically(out, extname(out) === '.png' ? await renderPng(svg) : svg);
    process.stderr.write(`Figure written to ${out}\n`);
  }
}

function tableOf(cells: readonly RecoveryCell[]): string {
  const table = plainTable(['problem', 'n/p', 'start', 'cos² of the start', 'found', 'of']);
  for (const { problem, ratio, start, startAlignment, successes, trials } of cells) {
    table.push([STUDIED[problem].title, formatNumber(ratio), start, startAlignment.toFixed(3), successes, trials]);
  }
  return table.toString();
}
