/**
 * The limiting law, against the plain fixed-point iteration that one writes after reading the theorem.
 *
 * Each model: edges, outliers, alignments and the density at 400 points, all from the model, nothing kept from before; the
 * fixed point gives the densities alone. Then what a page does when a slider moves: all of it again at another |w|.
 */

import { defineModel, limitingLaw, type ModelInput } from '../../src/index';
import { fixedPointLawOf } from '../../test/reference/fixed-point-law';
import { timed } from '../peer';
import { checkClose, contest, type Group, type Topic } from '../topic';

const POINTS = 400;
/** How far above the real line the plain iteration stays; closer, it needs many more steps. */
const HEIGHT = 1e-5;
/** Where an end of the support is not bounded, the densities go this far. */
const FAR = 3;

interface Case {
  readonly label: string;
  readonly input: ModelInput;
  /** g as a function of a standard Gaussian. */
  readonly curvature: (a: number) => number;
  readonly covariance?: { readonly eigenvalues: readonly number[]; readonly weights: readonly number[] };
}

const logistic = (h: number) => 1 / (4 * Math.cosh(h / 2) ** 2);
const twoEigenvalues = { eigenvalues: [1, 4], weights: [0.5, 0.5] };
const LOGISTIC = { aspectRatio: 0.1, response: 'logistic', loss: 'logistic' } as const;

const CASES: readonly Case[] = [
  { label: 'logistic, |w| = 2', input: { ...LOGISTIC, w: [2] }, curvature: (a) => logistic(2 * a) },
  {
    label: 'logistic, mean orthogonal to w',
    input: { ...LOGISTIC, mean: [1, 0], w: [0, 1], wStar: [0, 1] },
    curvature: logistic,
  },
  {
    label: 'logistic, C = diag(1, 4), mean = w',
    input: { ...LOGISTIC, covariance: twoEigenvalues, mean: [1], w: [1] },
    curvature: (a) => logistic(1 + Math.sqrt(2.5) * a),
    covariance: twoEigenvalues,
  },
  {
    label: 'exponential, |w| = 1',
    input: { ...LOGISTIC, loss: 'exponential', w: [1] },
    curvature: (a) => Math.exp(a),
  },
  // Not a constant g: there the plain iteration turns about its fixed point, for more than 10^5 steps.
  { label: 'logistic, |w| = 4', input: { ...LOGISTIC, w: [4] }, curvature: (a) => logistic(4 * a) },
  {
    label: 'phase retrieval, clipped at 3',
    input: {
      aspectRatio: 0.25,
      response: 'phase-retrieval',
      preprocessing: { kind: 'clip', bound: 3 },
      wStar: [1],
    },
    curvature: (a) => Math.min(a * a, 3),
  },
];

export const law: Topic = {
  name: 'law',
  async run(_peers, { rounds }) {
    const groups: Group[] = [];
    for (const entry of CASES) groups.push(await oneModel(entry, rounds));
    groups.push(await sliderMoved(rounds));
    groups.push(await fittedModel(rounds));
    return {
      name: 'law',
      title: `The limiting law: edges, outliers and ${POINTS} densities`,
      check: 'densities within 2% of the largest: the fixed point stays above the real line, and has nodes at kinks',
      groups,
    };
  },
};

function oneModel({ label, input, curvature, covariance }: Case, rounds: number): Promise<Group> {
  const model = defineModel(input);
  const grid = gridOf(limitingLaw(model).support[0]);
  const plain = fixedPointLawOf(curvature, model.aspectRatio, covariance?.eigenvalues, covariance?.weights);
  const newton = limitingLaw(model);
  const ours = grid.reduce((sum, x) => sum + newton.densityAt(x).iterations, 0) / POINTS;
  // Every tenth point: this takes long.
  const some = grid.filter((_, i) => i % 10 === 0);
  const theirs = some.reduce((sum, x) => sum + plain.stieltjes(x, HEIGHT).iterations, 0) / some.length;
  const library = timed(
    () => everything(input, grid),
    (found) => found,
  );
  const fixedPoint = timed(
    () => grid.map((x) => plain.density(x, HEIGHT)),
    (found) => found,
  );
  return contest(
    label,
    [
      { peer: `this library (${ours.toFixed(1)} iterations a point)`, task: library },
      { peer: `fixed point, densities alone (${theirs.toFixed(0)})`, task: fixedPoint },
    ],
    rounds,
    (found, expected, peer) => checkClose(peer, found, expected, 0.02 * Math.max(...expected)),
  );
}

/** The same model with |w| a little larger at every run. */
function sliderMoved(rounds: number): Promise<Group> {
  let moves = 0;
  const grid = gridOf(limitingLaw(defineModel({ ...LOGISTIC, w: [2] })).support[0]);
  const task = timed(
    () => everything({ ...LOGISTIC, mean: [1, 0], w: [0, 2 + 1e-3 * (++moves % 100)], wStar: [0, 2] }, grid),
    (found) => found,
  );
  return contest('one parameter moved: |w| of a logistic model', [{ peer: 'this library', task }], rounds, (found) => {
    if (!found.every((density) => density >= 0)) throw new Error('a density that is negative, or none');
  });
}

/** w fitted: the scalar system too. */
function fittedModel(rounds: number): Promise<Group> {
  const input: ModelInput = { ...LOGISTIC, wStar: [2], at: { minimizer: { ridge: 0.02 } } };
  const grid = gridOf(limitingLaw(defineModel(input)).support[0]);
  const whole = timed(
    () => everything(input, grid),
    (found) => found,
  );
  const law = timed(
    () => Float64Array.from(everything(input, grid.subarray(0, 0))),
    (found) => found,
  );
  const rows = [
    { peer: 'this library', task: whole },
    { peer: 'this library, without the densities', task: law },
  ];
  return contest('logistic, C = I, w fitted (ridge 0.02)', rows, rounds, (found) => {
    if (!found.every((density) => density >= 0)) throw new Error('a density that is negative, or none');
  });
}

function everything(input: ModelInput, grid: Float64Array): Float64Array {
  const found = limitingLaw(defineModel(input));
  const outliers = found.outliers.length;
  if (!(outliers >= 0)) throw new Error('outliers not counted');
  return grid.map((x) => found.density(x));
}

/** Away from the ends by a hundredth of the width, where what smoothing does to a square root is small. */
function gridOf([left, right]: readonly [number | null, number | null]): Float64Array {
  const [low, high] = [left ?? -FAR, right ?? FAR];
  return Float64Array.from({ length: POINTS }, (_, i) => low + (high - low) * (0.01 + (0.98 * i) / (POINTS - 1)));
}
