/** The figures of one run on a page of Markdown: pictures, verdicts, and every check behind them. */

import { VERSION } from '../version';
import { formatNumber } from '../words/format';
import type { Verdict } from './checks';

export interface PageFigure {
  readonly id: string;
  readonly title: string;
  /** The name of the picture, beside the page. */
  readonly picture: string;
  readonly verdict: Verdict;
}

export interface PageRun {
  readonly seed: number;
  readonly quick: boolean;
}

export function figuresPage(figures: readonly PageFigure[], { seed, quick }: PageRun): string {
  const agreeing = figures.filter(({ verdict }) => verdict.holds).length;
  return [
    "# The paper's figures",
    '',
    `Written by \`hessian-eigenspectra figures\`${quick ? ' `--quick`' : ''} (version ${VERSION}, seed ${seed}): figures of`,
    "Liao & Mahoney (NeurIPS 2021) with the paper's settings, and further examples. Each is simulated and predicted; its verdict holds the two",
    `against each other within a tolerance from theory. ${agreeing} of ${figures.length} agree. The numbers behind each are in the JSON beside its picture.`,
    '',
    ...figures.flatMap(section),
  ].join('\n');
}

function section({ id, title, picture, verdict }: PageFigure): string[] {
  return [
    `## ${id}: ${title}`,
    '',
    `![${id}: ${title}](${picture})`,
    '',
    `**${verdict.line}**`,
    '',
    '| check | predicted | simulated | tolerance | from | holds |',
    '| --- | --- | --- | --- | --- | --- |',
    ...verdict.checks.map(
      ({ quantity, predicted, simulated, tolerance, basis, holds }) =>
        `| ${[quantity, formatNumber(predicted), formatNumber(simulated), formatNumber(tolerance, 2), basis, holds ? 'yes' : 'NO'].map(escaped).join(' | ')} |`,
    ),
    '',
  ];
}

/** A cell of a table, in which some characters would end it or be read as emphasis. */
const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('*', '\\*');
