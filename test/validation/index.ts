/**
 * `npm run validate -- [--out FILE.md] [--seed N] [--quick]`: every model with a given w against simulation. Minutes. Exits with
 * 1 where the scores are not those of a true theory. With `--minimizer`: the models with a fitted w instead, for most of an hour.
 */

import { writeFileSync } from 'node:fs';
import { readFlags, wholeNumber } from '../../bench/flags';
import { VERSION } from '../../src/version';
import { FITTED, type FittedEffort, type FittedResult, fittedResult, fittedTables } from './minimizer';
import { FAST, MODELS } from './models';
import { type Effort, type Score, scoresOf } from './scores';
import { type Check, verdict } from './verdict';

const flags = readFlags({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '100' },
    quick: { type: 'boolean', default: false },
    minimizer: { type: 'boolean', default: false },
  },
});
if (flags.minimizer) await validateMinimizer();
else await validateFixed();

/** `--minimizer`: the models whose w is fitted, in a report of their own. */
async function validateMinimizer(): Promise<void> {
  const effort = { features: 600, trials: flags.quick ? 4 : 10, seed: wholeNumber('seed', flags.seed, 0) };
  const results: FittedResult[] = [];
  for (const [k, entry] of FITTED.entries()) {
    process.stderr.write(`${k + 1} of ${FITTED.length}: ${entry.name}\n`);
    results.push(await fittedResult(entry, { ...effort, seed: effort.seed + k }));
    // After each model: the whole takes long.
    if (flags.out) writeFileSync(flags.out, minimizerReport(results, effort));
  }
  write(minimizerReport(results, effort));
}

function minimizerReport(results: readonly FittedResult[], { features, trials, seed }: FittedEffort): string {
  const scores = results.flatMap((result) => result.scores);
  const meanSquare = scores.reduce((sum, { z }) => sum + z * z, 0) / scores.length;
  return [
    '# Simulation against the law at a fitted w',
    '',
    `Written by \`npm run validate -- --minimizer\` (version ${VERSION}, seed ${seed}): p = ${features}, ${trials} trials of each model, not`,
    `extrapolated. z is the difference in standard errors; the mean square of ${scores.length} is ${meanSquare.toFixed(2)}. KS is the Kolmogorov-Smirnov`,
    'distance of the pooled bulk; the fixed-w law is the one at the same |w|², w* . w and mean . w.',
    '',
    ...fittedTables(results),
  ].join('\n');
}

function write(text: string): void {
  if (flags.out) writeFileSync(flags.out, text);
  else console.log(text);
}

async function validateFixed(): Promise<void> {
  const models = flags.quick ? FAST : MODELS;
  const effort: Effort = { features: 100, trials: [300, 200], seed: wholeNumber('seed', flags.seed, 0) };

  const scores: Score[] = [];
  for (const [k, entry] of models.entries()) {
    process.stderr.write(`${k + 1} of ${models.length}: ${entry.name}\n`);
    scores.push(...(await scoresOf(entry, { ...effort, seed: effort.seed + 2 * k })));
  }
  const checks = verdict(scores);
  const text = report(scores, checks, models.length, effort);
  write(text);
  if (!checks.every(({ holds }) => holds)) process.exitCode = 1;
}

function report(
  all: readonly Score[],
  results: readonly Check[],
  models: number,
  { features, trials, seed }: Effort,
): string {
  return [
    '# Simulation against the limiting law',
    '',
    `Written by \`npm run validate\` (version ${VERSION}, seed ${seed}): ${models} models, p = ${features} (${trials[0]} trials) and`,
    `p = ${2 * features} (${trials[1]} trials), extrapolated to p = infinity. z is the difference in standard errors.`,
    '',
    ...table(
      ['check of the scores', 'value', 'bounds', 'holds'],
      results.map(({ name, value, bounds, holds }) => [
        name,
        value.toFixed(3),
        bounds.map((bound) => bound.toFixed(3)).join(' to '),
        holds ? 'yes' : 'NO',
      ]),
    ),
    '',
    ...table(
      ['model', 'quantity', 'predicted', 'simulated', 'standard error', 'z'],
      all.map(({ model, quantity, predicted, mean, standardError, z }) => [
        model,
        quantity.trim(),
        predicted.toPrecision(6),
        mean.toPrecision(6),
        standardError.toPrecision(2),
        z.toFixed(2),
      ]),
    ),
    '',
  ].join('\n');
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)];
}
