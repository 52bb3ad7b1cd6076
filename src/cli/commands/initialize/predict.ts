/** `initialize <model>`: outlier and alignment over p/n for one or more preprocessings, beside simulation where asked for. */

import {
  type Candidate,
  type Prediction,
  REGULARIZED_CANDIDATE,
  withPreprocessing,
} from '../../../initialization/candidate';
import { weakRecoveryThreshold } from '../../../initialization/optimal-preprocessing';
import { type SimulatedInitialization, simulateInitialization } from '../../../initialization/simulated-initialization';
import type { Model } from '../../../model/model';
import { withParameter } from '../../../model/variation';
import { type InitializationChart, renderInitialization } from '../../../plot/initialization-figures';
import { Engine } from '../../../simulation/engine';
import { formatCosine, formatNumber, formatWithError } from '../../../words/format';
import { type Flags, parseCount, parsePositives, parseSeed, UsageError } from '../../arguments';
import { loadModelOfLaw } from '../../load';
import { checkFigurePath, json, print, writeFigure } from '../../output';
import { plainTable } from '../../plain-table';
import { COMPARED, parseCandidates } from '../../preprocessing-list';
import { interruptSignal, progressBar } from '../../progress';

export type PredictFlags = Flags<
  'at' | 'preprocess' | 'features' | 'trials' | 'seed' | 'out',
  'optimal' | 'compare' | 'simulate' | 'json'
>;

interface Row extends Prediction {
  readonly preprocessing: string;
  readonly aspectRatio: number;
  readonly simulated?: SimulatedInitialization;
}

const DEFAULT_FEATURES = 500;
const DEFAULT_TRIALS = 20;
/** Points of a curve between the ends of the grid. */
const CURVE_POINTS = 31;

export async function runPredict(name: string, flags: PredictFlags): Promise<void> {
  const ratios = parsePositives('at', flags.at);
  const features = parseCount('features', flags.features) ?? DEFAULT_FEATURES;
  const trials = parseCount('trials', flags.trials) ?? DEFAULT_TRIALS;
  const seed = parseSeed(flags.seed);
  const out = await checkFigurePath(flags.out);
  const model = await loadModelOfLaw(name);
  const candidates = chosen(flags, model);
  const threshold = weakRecoveryThreshold(model);
  const grid = ratios.length > 0 ? ratios : [model.aspectRatio];
  const cells = grid.flatMap((ratio) => candidates.map((candidate) => ({ ratio, candidate })));
  const predicted: Row[] = cells.map(({ ratio, candidate }) => ({
    preprocessing: candidate.label,
    aspectRatio: ratio,
    ...candidate.predict(withParameter(model, 'aspectRatio', ratio)),
  }));
  const rows = flags.simulate
    ? await withSimulation(model, candidates, predicted, { features, trials, seed })
    : predicted;
  const thresholds = Object.fromEntries(candidates.map(({ label, threshold: of }) => [label, of(model)]));
  const report = { weakRecoveryThreshold: threshold, thresholds, rows };
  print(flags.json ? json(report) : tableOf(report));
  if (out !== null) await writeFigure(out, await renderInitialization(chartOf(model, candidates, report, seed)));
}

function chosen({ optimal, preprocess, compare }: PredictFlags, model: Model): readonly Candidate[] {
  const given = [optimal, preprocess, compare].filter((flag) => flag !== undefined);
  if (given.length > 1) throw new UsageError('initialize: give one of --optimal, --preprocess and --compare');
  if (optimal) return [REGULARIZED_CANDIDATE];
  if (preprocess !== undefined || compare) return parseCandidates(String(preprocess ?? COMPARED), model);
  if (model.preprocessing === null) {
    throw new UsageError('initialize: expected a model with a preprocessing, or --optimal, --preprocess or --compare');
  }
  return parseCandidates('model', model);
}

interface Effort {
  readonly features: number;
  readonly trials: number;
  readonly seed: number | bigint;
}

async function withSimulation(
  model: Model,
  candidates: readonly Candidate[],
  rows: readonly Row[],
  { features, trials, seed }: Effort,
): Promise<Row[]> {
  const signal = interruptSignal();
  const bar = progressBar(rows.length * trials);
  const engine = await Engine.create();
  const found: Row[] = [];
  try {
    for (const [k, row] of rows.entries()) {
      const candidate = candidates.find(({ label }) => label === row.preprocessing) as Candidate;
      const sized = { ...model, features, samples: Math.round(features / row.aspectRatio) };
      const own = { ...sized, aspectRatio: sized.features / sized.samples };
      const simulated = await simulateInitialization(withPreprocessing(own, candidate.preprocessing(own)), {
        ...{ trials, seed, engine, signal },
        side: row.side === 'left' ? 'left' : 'right',
        onProgress: ({ trial, ...rest }) => bar.onProgress({ ...rest, trial: k * trials + trial }),
      });
      // The prediction for p / n as it is, n being whole.
      found.push({ ...row, ...candidate.predict(own), aspectRatio: own.aspectRatio, simulated });
    }
  } finally {
    bar.stop();
    engine.dispose();
  }
  return found;
}

interface Report {
  readonly weakRecoveryThreshold: number;
  readonly thresholds: Readonly<Record<string, number | null>>;
  readonly rows: readonly Row[];
}

function tableOf({ weakRecoveryThreshold: most, thresholds, rows }: Report): string {
  const simulated = rows.some((row) => row.simulated);
  const more = simulated ? ['simulated outlier', 'simulated cos²', 'z'] : [];
  const table = plainTable(['preprocessing', 'p/n', 'outlier', 'side', 'cos² wStar', ...more]);
  for (const { preprocessing, aspectRatio, outlier, side, alignment, simulated: found } of rows) {
    const place = outlier === null ? 'none' : formatNumber(outlier, 8);
    const head = [preprocessing, formatNumber(aspectRatio, 5), place, side ?? '', formatCosine(alignment, 4)];
    if (!found) {
      table.push(head);
      continue;
    }
    const { outlier: at, alignment: cosine } = found;
    // Beyond the threshold there is no limit but zero, which nothing finite is on average.
    const z = alignment > 0 && cosine.standardError ? (cosine.mean - alignment) / cosine.standardError : null;
    table.push([
      ...head,
      formatWithError(at.mean, at.standardError),
      formatWithError(cosine.mean, cosine.standardError),
      z === null ? '' : z.toFixed(2),
    ]);
  }
  const limits = Object.entries(thresholds).map(
    ([label, value]) => `${label} ${value === null ? 'at none' : `below ${formatNumber(value, 8)}`}`,
  );
  return [
    `some preprocessing works for p/n below ${formatNumber(most, 8)}`,
    `finds wStar for p/n: ${limits.join(', ')}`,
    '',
    `${table}`,
  ].join('\n');
}

function chartOf(
  model: Model,
  candidates: readonly Candidate[],
  { weakRecoveryThreshold: most, thresholds, rows }: Report,
  seed: number | bigint,
): InitializationChart {
  const ratios = rows.map(({ aspectRatio }) => aspectRatio);
  const [least, largest] = [Math.min(...ratios), Math.max(...ratios)];
  const count = least === largest ? 1 : CURVE_POINTS;
  const points = Array.from({ length: count }, (_, k) => least + ((largest - least) * k) / Math.max(count - 1, 1));
  return {
    model,
    seed: Number(seed),
    weakRecoveryThreshold: most,
    series: candidates.map((candidate) => ({
      label: candidate.label,
      threshold: thresholds[candidate.label],
      curve: points.map((ratio) => {
        const { alignment } = candidate.predict(withParameter(model, 'aspectRatio', ratio));
        return { ratio, alignment };
      }),
      points: rows
        .filter(({ preprocessing }) => preprocessing === candidate.label)
        .map(({ aspectRatio, alignment, simulated }) => ({
          ratio: aspectRatio,
          alignment,
          simulated: simulated ?? null,
        })),
    })),
  };
}
