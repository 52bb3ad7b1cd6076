/** Figure 1 (d): the eigenvectors at both ends of the spectrum of phase retrieval, against w and wStar. */

import { frameDirection } from '../model/frame';
import type { Signal } from '../model/model';
import { modelFileOf } from '../model/model-file';
import { stackFigures } from '../plot/frame';
import { renderPanel } from '../plot/panel';
import { COLORS } from '../plot/style';
import { simulateTrials } from '../simulation/simulate';
import type { Eigenpair } from '../simulation/spectrum';
import { SIGNAL_NAMES } from '../words/model-words';
import { type Check, checkOf, ERRORS, verdictOf } from './checks';
import { type FigureRecipe, presetModel } from './figure';

const TRIALS = 8;

/** The preset has w along the frame's first direction and wStar along its second. */
const ENDS = [
  { end: 'most negative', own: 'wStar', other: 'w', frame: 1 },
  { end: 'largest', own: 'w', other: 'wStar', frame: 0 },
] as const satisfies readonly { end: string; own: Signal; other: Signal; frame: number }[];

export const eigenvectorFigure: FigureRecipe = {
  id: '1d',
  title: 'eigenvectors at both ends of phase retrieval',
  async make({ seed, quick, signal, onProgress }) {
    const model = presetModel('figure-1c', quick);
    const p = model.features as number;
    const ends: Eigenpair[][] = [[], []];
    const options = { seed, trials: TRIALS, pairs: [0, p - 1], ...(signal && { signal }) };
    for await (const { pairs, trial } of simulateTrials(model, options)) {
      ends.forEach((end, k) => {
        end.push(pairs[k]);
      });
      onProgress?.((trial + 1) / TRIALS);
    }
    const panels = await Promise.all(
      ENDS.map(({ end, own, frame }, k) => panelOf(end, own, ends[k][0], frameDirection(frame, p, p))),
    );
    return {
      svg: stackFigures('Figure 1d: eigenvectors of the extreme eigenvalues', panels),
      numbers: {
        model: modelFileOf(model),
        seed,
        trials: TRIALS,
        ends: ENDS.map(({ end }, k) => ({
          end,
          eigenvalues: ends[k].map(({ eigenvalue }) => eigenvalue),
          alignment: { w: cosines(ends[k], 'w'), wStar: cosines(ends[k], 'wStar') },
          vector: Array.from(ends[k][0].vector, (entry) => Number(entry.toPrecision(5))),
        })),
      },
      verdict: verdictOf(
        ENDS.flatMap((entry, k) => checksOf(entry, ends[k], p)),
        [
          'g is unbounded: no edge and no outlier in the limit, so no alignment is predicted, only which signal it is with',
        ],
      ),
    };
  },
};

/**
 * A direction that knows nothing of an eigenvector has a squared cosine of 1 / p with it, and its root is Gaussian. Each
 * end is aligned with one signal in every trial, and with the other in none.
 */
function checksOf({ end, own, other }: (typeof ENDS)[number], pairs: readonly Eigenpair[], p: number): Check[] {
  const chance = ERRORS ** 2 / p;
  const share = (signal: Signal) => cosines(pairs, signal).filter((cosine) => cosine > chance).length / pairs.length;
  const basis = `aligned: cos² above ${ERRORS}² / p, which a random direction exceeds once in 16 000 times`;
  return [
    checkOf(
      `share of trials in which the ${end} eigenvalue's vector is aligned with ${SIGNAL_NAMES[own]}`,
      { predicted: 1, simulated: share(own), tolerance: 0 },
      basis,
    ),
    checkOf(
      `share of trials in which it is aligned with ${SIGNAL_NAMES[other]}`,
      { predicted: 0, simulated: share(other), tolerance: 0 },
      basis,
    ),
  ];
}

function cosines(pairs: readonly Eigenpair[], signal: Signal): number[] {
  return pairs.map(({ alignment }) => alignment[signal] as number);
}

/** The entries over the coordinates, beside the signal scaled to the vector's share of it. */
function panelOf(end: string, own: Signal, pair: Eigenpair, direction: Float64Array): Promise<string> {
  const product = pair.vector.reduce((sum, entry, i) => sum + entry * direction[i], 0);
  const sign = Math.sign(product) || 1;
  const entries = Array.from(pair.vector, (entry, i) => ({ i, y: sign * entry }));
  const projection = Array.from(direction, (entry, i) => ({ i, y: Math.abs(product) * entry }));
  const name = SIGNAL_NAMES[own];
  const squared = (signal: Signal) => (pair.alignment[signal] as number).toFixed(3);
  return renderPanel({
    title: `Figure 1d: eigenvector of the ${end} eigenvalue, λ = ${pair.eigenvalue.toPrecision(4).replace('-', '−')}`,
    facts: `phase retrieval, |w*| = 2, |w| = 1, w ⊥ w*, first trial: cos² with w ${squared('w')}, with w* ${squared('wStar')}`,
    keys: [
      { kind: 'dot', label: 'entries, simulated' },
      { kind: 'line', label: `projection on ${name}` },
    ],
    x: { label: 'coordinate' },
    y: { label: 'entry', nice: true },
    marks: (Plot) => [
      Plot.ruleY([0], { stroke: COLORS.note, strokeWidth: 0.5 }),
      Plot.dot(entries, { x: 'i', y: 'y', r: 1.6, fill: COLORS.simulated, ariaDescription: 'entries' }),
      Plot.line(projection, { x: 'i', y: 'y', stroke: COLORS.law, strokeWidth: 2.5, ariaDescription: `along ${name}` }),
    ],
  });
}
