/** `compare <model>`: both roads, a table, a histogram in the terminal, and the figure as a file. */

import { compare } from '../../compare/compare';
import { type Comparison, marchenkoPasturNumbers, outlierNumbers } from '../../compare/comparison';
import { modelFileOf } from '../../model/model-file';
import { renderFigure } from '../../plot/comparison-figure';
import type { FittedVector } from '../../simulation/spectrum';
import { type Flags, parseSeed, parseTrials } from '../arguments';
import { comparisonTable } from '../comparison-table';
import { verdictJson } from '../law-report';
import { loadModelOfLaw } from '../load';
import { checkFigurePath, json, print, writeFigure } from '../output';
import { interruptSignal, progressBar } from '../progress';
import { terminalHistogram } from '../terminal-histogram';

type CompareFlags = Flags<'seed' | 'trials' | 'out', 'json'>;

export async function runCompare(name: string, flags: CompareFlags): Promise<void> {
  const seed = parseSeed(flags.seed);
  const trials = parseTrials(flags.trials);
  const out = await checkFigurePath(flags.out);
  const model = await loadModelOfLaw(name);
  const bar = progressBar(trials);
  const options = { seed, trials, signal: interruptSignal(), onProgress: bar.onProgress };
  const comparison = await compare(model, options).finally(() => bar.stop());
  print(
    flags.json
      ? json(comparisonJson(comparison))
      : `${comparisonTable(comparison)}\n\n${terminalHistogram(comparison, terminalSize())}`,
  );
  if (out !== null) await writeFigure(out, await renderFigure(comparison));
}

/** The terminal's width, where there is a terminal. */
function terminalSize(): { columns?: number } {
  return process.stdout.columns === undefined ? {} : { columns: process.stdout.columns };
}

function comparisonJson(comparison: Comparison) {
  const { model, law, trials, fresh } = comparison;
  return {
    model: modelFileOf(model),
    ...(law.minimizer && {
      minimizer: { predicted: law.minimizer, simulated: trials.map(({ fit }) => fit && shortFit(fit)) },
    }),
    ...comparedJson(comparison),
    ...(fresh && { fresh: comparedJson(fresh) }),
  };
}

/** A fit without the p numbers of w. */
function shortFit({ w: _, ...rest }: FittedVector) {
  return rest;
}

function comparedJson(comparison: Comparison) {
  const { seed, law, trials, edges, distance, marchenkoPastur } = comparison;
  return {
    seed,
    trials: trials.length,
    support: law.support,
    atomAtZero: law.atomAtZero,
    edges,
    outliers: outlierNumbers(comparison),
    distance,
    marchenkoPastur: { ...marchenkoPasturNumbers(comparison), nearest: verdictJson(marchenkoPastur.nearest) },
    timing: trials.map(({ timing }) => timing),
  };
}
