/** Tables for the terminal. */

import Table from 'cli-table3';
import { SIGNALS, type Signal } from '../model/model';
import { formatCosine } from '../words/format';
import { SIGNAL_NAMES } from '../words/model-words';

/** A table without rules: columns apart from the first aligned to the right. */
export function plainTable(head: readonly string[]) {
  const colAligns = head.map((_, k) => (k === 0 ? 'left' : 'right') as 'left' | 'right');
  // Colors are ours: the table's own would not heed the option.
  const bare = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const sides = { 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', right: '', 'right-mid': '' };
  const inner = { middle: ' ', mid: '', 'mid-mid': '' };
  return new Table({
    head: [...head],
    colAligns,
    style: { head: [], border: [] },
    chars: { ...bare, ...sides, ...inner },
  });
}

/** The heads of three columns: the squared cosines of a vector with mean, w and w*. */
export const COSINE_HEADS = SIGNALS.map((name) => `cos² ${SIGNAL_NAMES[name]}`);

export function cosineCells(alignment: Readonly<Partial<Record<Signal, number>>>, decimals: number): string[] {
  return SIGNALS.map((name) => formatCosine(alignment[name], decimals));
}
