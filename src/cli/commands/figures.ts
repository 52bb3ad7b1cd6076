/** `figures [--out DIR]`: the paper's figures, each as SVG and JSON with a verdict, and a page of them all. */

import { basename, join } from 'node:path';
import { makeFolder } from '../../data/folder';
import { writeFileAtomically } from '../../data/save';
import { FIGURES } from '../../figures/catalogue';
import type { FigureRecipe, MadeFigure } from '../../figures/figure';
import { figuresPage, type PageFigure } from '../../figures/page';
import { VERSION } from '../../version';
import { parseSmallSeed, UsageError } from '../arguments';
import { json, print } from '../output';
import { formatDuration, interruptSignal } from '../progress';

interface FiguresFlags {
  readonly out?: string | number | boolean;
  readonly only?: string | number | boolean;
  readonly seed?: string | number;
  readonly quick?: boolean;
  readonly json?: boolean;
}

const FOLDER = 'figures';
const PAGE = 'README.md';

export async function runFigures(flags: FiguresFlags): Promise<void> {
  const recipes = chosen(flags.only);
  if (typeof flags.out === 'boolean') throw new UsageError('--out: expected a folder');
  const out = String(flags.out ?? FOLDER);
  const seed = parseSmallSeed(flags.seed);
  const quick = flags.quick === true;
  // Asked before the minutes of work.
  await makeFolder(out).catch((cause: Error) => {
    throw new UsageError(`--out: cannot write into the folder ${out} (${cause.message})`);
  });
  const signal = interruptSignal();
  const summary: (PageFigure & { readonly files: readonly string[] })[] = [];
  for (const [k, recipe] of recipes.entries()) {
    const started = performance.now();
    const onProgress = progressLine(`${k + 1}/${recipes.length} figure ${recipe.id}`);
    const made = await recipe.make({ seed, quick, signal, onProgress });
    signal.throwIfAborted();
    const files = await writeFigure(out, recipe, made, { seed, quick });
    const milliseconds = performance.now() - started;
    const { holds, line } = made.verdict;
    if (!holds) process.exitCode = 1;
    process.stderr.write(`${k + 1}/${recipes.length} figure ${recipe.id}: ${formatDuration(milliseconds)}\n`);
    if (!flags.json) print(`${recipe.id}: ${line}`);
    summary.push({ id: recipe.id, title: recipe.title, picture: basename(files[0]), files, verdict: made.verdict });
  }
  await writeFileAtomically(join(out, PAGE), figuresPage(summary, { seed, quick }));
  if (flags.json) print(json({ version: VERSION, seed, quick, figures: summary }));
}

function chosen(only: FiguresFlags['only']): readonly FigureRecipe[] {
  if (only === undefined) return FIGURES;
  const ids = String(only).split(',');
  const known = FIGURES.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id) && !known.some((name) => isPart(name, id)));
  if (unknown !== undefined || typeof only === 'boolean') {
    throw new UsageError(`--only: expected some of ${known.join(',')}, got ${unknown}`);
  }
  return FIGURES.filter(({ id }) => ids.some((name) => id === name || isPart(id, name)));
}

/** 1a is a part of 1. */
function isPart(id: string, whole: string): boolean {
  return /^\d+$/.test(whole) && new RegExp(`^${whole}[a-z]$`).test(id);
}

async function writeFigure(
  out: string,
  { id, title }: FigureRecipe,
  { svg, numbers, verdict }: MadeFigure,
  run: { readonly seed: number; readonly quick: boolean },
): Promise<string[]> {
  const [picture, data] = ['svg', 'json'].map((ending) => join(out, `figure-${id}.${ending}`));
  await writeFileAtomically(picture, svg);
  await writeFileAtomically(
    data,
    `${JSON.stringify({ figure: id, title, version: VERSION, ...run, verdict, numbers })}\n`,
  );
  return [picture, data];
}

/** Progress for somebody who looks: the line is written over. */
function progressLine(name: string): (share: number) => void {
  let shown = -1;
  return (share) => {
    const percent = Math.floor(100 * share);
    if (!process.stderr.isTTY || percent === shown) return;
    shown = percent;
    process.stderr.write(`\r${name}: ${percent}%\r`);
  };
}
