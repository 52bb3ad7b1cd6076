/** The limiting law, against the plain fixed-point iteration that one writes after reading the theorem. */

import { defineModel, limitingLaw } from '../../src/index';
import { fixedPointLaw } from '../../test/reference/fixed-point-law';
import { timed } from '../peer';
import { checkClose, contest, type Topic } from '../topic';

const ASPECT_RATIO = 0.1;
const SIGNAL = 2;
const POINTS = 200;
/** How far above the real line the plain iteration stays; closer, it needs many more steps. */
const HEIGHT = 1e-5;

export const law: Topic = {
  name: 'law',
  async run(_peers, { rounds }) {
    const model = defineModel({ aspectRatio: ASPECT_RATIO, response: 'logistic', loss: 'logistic', w: [SIGNAL] });
    const [left, right] = limitingLaw(model).support[0] as [number, number];
    // Away from the edges by a hundredth of the width, where smoothing at HEIGHT changes the density by 1e-3 at most.
    const grid = Float64Array.from(
      { length: POINTS },
      (_, i) => left + (right - left) * (0.01 + (0.98 * i) / (POINTS - 1)),
    );
    const densities = [
      {
        peer: 'this library, on the real line',
        task: timed(
          () => {
            const limit = limitingLaw(model);
            return grid.map((x) => limit.density(x));
          },
          (found) => found,
        ),
      },
      {
        peer: `fixed point at Im z = ${HEIGHT}`,
        task: timed(
          () => {
            const plain = fixedPointLaw(SIGNAL, ASPECT_RATIO);
            return grid.map((x) => plain.density(x, HEIGHT));
          },
          (found) => found,
        ),
      },
    ];
    const everything = timed(
      () => {
        const limit = limitingLaw(model);
        return Float64Array.of(
          ...(limit.support.flat() as number[]),
          ...limit.outliers.map(({ location }) => location),
        );
      },
      (found) => found,
    );
    const label = `logistic loss, |w| = ${SIGNAL}, c = ${ASPECT_RATIO}`;
    return {
      name: 'law',
      title: `The limiting law: ${label}`,
      check: 'densities equal to 1e-3 of the largest: the fixed point stays above the real line',
      groups: [
        await contest(`density at ${POINTS} points, from the model`, densities, rounds, (found, expected, peer) => {
          checkClose(peer, found, expected, 1e-3 * Math.max(...expected));
        }),
        await contest(
          'edges, outliers and alignments, from the model',
          [{ peer: 'this library', task: everything }],
          rounds,
          (found) => checkClose('edge', [found[0]], [left], 0),
        ),
      ],
    };
  },
};
