#!/usr/bin/env node
/** The command line: parses, runs one command, and turns what went wrong into one clear line and an exit code. */

import { fileURLToPath } from 'node:url';
import { cac } from 'cac';
import { PRESETS } from '../model/presets';
import { VERSION } from '../version';
import { isUserError, UsageError } from './arguments';
import { runCompare } from './commands/compare';
import { runEstimate } from './commands/estimate';
import { runExplain } from './commands/explain';
import { runExplore } from './commands/explore';
import { runFigures } from './commands/figures';
import { runInitialize } from './commands/initialize/initialize';
import { runLaw } from './commands/law';
import { runSchema } from './commands/schema';
import { runSimulate } from './commands/simulate';
import { runSpectrum } from './commands/spectrum';
import { addSweepCommands, joinSweepCommand } from './commands/sweep/sweep';
import { runTransition } from './commands/transition';
import { PREPROCESSING_WORDS } from './preprocessing-list';

const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const MODEL = '<model>';
/** Beside this file in the package. */
const EXPLORER = fileURLToPath(new URL('explorer/', import.meta.url));

function createCli() {
  const cli = cac('hessian-eigenspectra');
  cli
    .command(`compare ${MODEL}`, 'Simulate the spectrum and hold it against its limiting law')
    .option('--seed <seed>', 'Seed of the random streams (default 0)')
    .option('--trials <count>', 'Independent trials (default 1)')
    .option('--out <file>', 'Write the figure: .svg or .png')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra compare first-example --out figure.svg')
    .example('hessian-eigenspectra compare model.json --trials 10 --seed 7 --json')
    .action(runCompare);
  cli
    .command(`law ${MODEL}`, 'The limiting law: support, outliers, alignments')
    .option('--at <x,...>', 'Also the density at these points (--at=-1,2 where the first is negative)')
    .option('--z <a+bi,...>', 'Also the Stieltjes transform at these points')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra law first-example --at 0.1,0.2')
    .example('hessian-eigenspectra law model.json --z 0.2+0.05i --json')
    .action(runLaw);
  cli
    .command(`explain ${MODEL}`, 'What causes each outlier, and why a signal has none')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra explain figure-2d')
    .action(runExplain);
  cli
    .command(`transition ${MODEL}`, 'Where an outlier appears as a signal grows, or with p/n')
    .option('--vary <parameter>', 'mean, w or wStar (its norm), or aspectRatio')
    .option('--from <value>', 'Least value (default: wide for the search, about the critical one for the curve)')
    .option('--to <value>', 'Largest value')
    .option('--out <file>', 'Write the phase curves: .svg or .png')
    .option('--json', 'Print JSON on standard output')
    .option(
      '--details',
      'In the JSON: every critical value with its error and side, the range searched, the reason for none',
    )
    .example('hessian-eigenspectra transition figure-5 --vary w --out phases.svg')
    .action(runTransition);
  cli
    .command(`simulate ${MODEL}`, 'Sample, build the Hessian, compute all its eigenvalues')
    .option('--seed <seed>', 'Seed of the random streams (default 0)')
    .option('--trials <count>', 'Independent trials (default 1)')
    .option('--threads <count>', 'Threads that share a trial, for large p (default 1)')
    .option('--eigenvalues <file>', 'Write the eigenvalues: .npy (trials x p) or .csv')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra simulate first-example --seed 3 --eigenvalues eigenvalues.npy')
    .action(runSimulate);
  cli
    .command(`estimate ${MODEL}`, 'For p too large for `simulate`: density and extreme eigenpairs, without the Hessian')
    .option('--seed <seed>', 'Seed of the random streams (default 0)')
    .option('--probes <count>', 'Random vectors that the density is averaged over (default 8)')
    .option('--steps <count>', 'Passes over the samples for 8 probes (default 64)')
    .option('--extremes <count>', 'Eigenpairs at each end (default 1)')
    .option('--at <x,...>', 'The density at these points (--at=-1,2 where the first is negative)')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra estimate model.json --extremes 3 --json')
    .action(runEstimate);
  cli
    .command('spectrum', "The Hessian of your own data's loss: its eigenvalues, and what explains them")
    .option('--features <file>', 'n x p numbers: .npy or .csv')
    .option('--labels <file>', 'n numbers: .npy or .csv')
    .option('--weights <file>', 'p numbers, with --intercept p + 1; or give --fit')
    .option('--loss <name>', 'One of the catalogue (docs/catalogue.md)')
    .option('--teacher <file>', 'p numbers: the vector that the labels came from, where it is known')
    .option('--standardize', 'Center the columns and divide them by their standard deviations')
    .option('--intercept', 'A constant beside the features')
    .option('--fit', 'Fit the weights: minimize the mean loss')
    .option('--ridge <value>', '(ridge / 2) |w|^2 more to minimize (default 0)')
    .option(
      '--covariance <estimate>',
      'Of the features, for the law: population (default), ledoit-wolf, identity, a file (p x p), or none',
    )
    .option('--equal-lengths', 'The law of the rows at one length, for rows whose lengths differ much')
    .option('--extremes <count>', 'Only so many eigenpairs at each end, by Lanczos')
    .option('--test-features <file>', 'Held-out rows: their Hessian at the same weights beside it')
    .option('--test-labels <file>', 'Their labels')
    .option('--out <file>', 'Write the picture: .svg or .png')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra spectrum --features X.npy --labels y.npy --weights w.npy --loss logistic')
    .example(
      'hessian-eigenspectra spectrum --features X.csv --labels y.csv --loss logistic --fit --ridge 0.1 --standardize',
    )
    .action(runSpectrum);
  cli
    .command('figures', "The paper's figures, each as SVG and JSON, with a verdict on its predictions")
    .option('--out <folder>', 'Where to (default figures)')
    .option('--only <id,...>', 'Some of them: 1a,2b, or 1 for all of its parts')
    .option('--seed <seed>', 'Seed of the random streams (default 0)')
    .option('--quick', 'At a quarter of the size, with few trials')
    .option('--json', 'Print the verdicts as JSON on standard output')
    .example('hessian-eigenspectra figures --out figures')
    .action(runFigures);
  cli
    .command(
      'initialize [model]',
      'Spectral initialization: what is found of wStar over p/n; or find it from your own data',
    )
    .option('--at <c,...>', "Values of p/n (default the model's)")
    .option('--optimal', "With the optimal preprocessing, regularized, in place of the model's")
    .option('--preprocess <T,...>', PREPROCESSING_WORDS)
    .option('--compare', 'With all of these')
    .option('--design', 'The best T with values in a range, and what the range costs')
    .option('--range <least,largest>', 'Of the design (default: --range=-1,1)')
    .option('--simulate', 'Beside simulation, with standard errors')
    .option('--features <p>', 'Of the simulation (default 500); with --labels a file: .npy or .csv, n x p')
    .option('--labels <file>', 'Find wStar from the features and these labels (.npy or .csv, n numbers)')
    .option('--response <kind>', 'How labels come from wStar . x (default phase-retrieval)')
    .option('--noise <deviation>', 'Standard deviation of the noise of the labels (default 0)')
    .option('--norm <length>', 'Length of wStar, where it is known (default from the labels)')
    .option('--study', 'How often descent finds wStar, from the spectral estimate and from a random start')
    .option('--ratios <n/p,...>', 'Of the study (default 1.5 to 8)')
    .option('--trials <count>', 'Of the simulation, or the study (default 20)')
    .option('--seed <seed>', 'Seed of the random streams (default 0)')
    .option('--out <file>', 'Write a figure: .svg or .png; with --labels the estimate: .npy')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra initialize model.json --optimal --at 0.1,0.5,1')
    .example(
      'hessian-eigenspectra initialize spectral-initialization --compare --at 0.1,0.5,1 --simulate --out figure.svg',
    )
    .example('hessian-eigenspectra initialize --features A.npy --labels y.npy --out estimate.npy')
    .example('hessian-eigenspectra initialize --study --out study.svg')
    .action(runInitialize);
  addSweepCommands(cli);
  cli
    .command('explore', 'Serve the explorer, a page where models are changed and seen, on this machine')
    .option('--port <port>', 'Port (default 8765; 0 for any that is free)')
    .option('--no-isolation', 'Without the headers that let the page share memory between threads')
    .example('hessian-eigenspectra explore')
    .action((flags) => runExplore(EXPLORER, flags));
  cli.command('schema', 'Print the JSON Schema of the model file').action(runSchema);
  cli.help((sections) => [
    ...sections,
    { title: 'A model is a file (JSON), or one of the presets', body: `  ${Object.keys(PRESETS).join('\n  ')}` },
  ]);
  cli.version(VERSION);
  return cli;
}

async function run(argv: string[]): Promise<void> {
  const cli = createCli();
  cli.parse(joinSweepCommand(argv), { run: false });
  if (cli.options.help || cli.options.version) return;
  if (!cli.matchedCommand) {
    if (cli.args.length > 0) throw new UsageError(`unknown command ${cli.args[0]} (see --help)`);
    cli.outputHelp();
    process.exitCode = EXIT.usage;
    return;
  }
  await cli.runMatchedCommand();
}

function report(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') {
    process.stderr.write('interrupted\n');
    process.exitCode = EXIT.interrupted;
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`hessian-eigenspectra: ${message}\n`);
  process.exitCode = isUserError(error) ? EXIT.usage : EXIT.failed;
}

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

run(process.argv).catch(report);
