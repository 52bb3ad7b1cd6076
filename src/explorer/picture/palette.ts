/** Colors by role: those of the page's theme, or fixed ones for a file that leaves the page. */

import { COLORS } from '../../plot/style';

export interface Palette {
  readonly ink: string;
  readonly note: string;
  readonly paper: string;
  readonly bar: string;
  readonly simulated: string;
  readonly law: string;
  readonly marchenkoPastur: string;
}

export const PAGE_PALETTE: Palette = {
  ink: 'var(--ink)',
  note: 'var(--note)',
  paper: 'var(--paper)',
  bar: 'var(--bar)',
  simulated: 'var(--simulated)',
  law: 'var(--law)',
  marchenkoPastur: 'var(--marchenko-pastur)',
};

export const FILE_PALETTE: Palette = { ...COLORS, paper: '#ffffff' };
