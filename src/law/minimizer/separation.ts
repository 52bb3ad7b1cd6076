/**
 * The aspect ratio from which on n labels +-1 can be separated: the one at which a loss of margins ceases to have a minimizer.
 *
 *     h = min over (t, alpha, beta) of E[ (y (t (z* + nu1) + alpha nu2 + beta) + sqrt(1 + alpha^2) Z)_+^2 ]
 *
 * z* is the standardized true score and Z ~ N(0, 1). (nu1, nu2) is C^(-1/2) mean along C^(1/2) wStar and across it; beta is an
 * intercept, where there is one. (Candes & Sur, Annals of Statistics 2020, theorem 2.1, for mean = 0.) The function is convex.
 */

import { distinctAtoms, type SignalAtom, signalGeometry } from '../../covariance/geometry';
import { ModelError } from '../../errors';
import type { Model } from '../../model/model';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import { gaussianCdf, gaussianDensity } from '../../numerics/gaussian';
import { solveSmall } from '../../numerics/small-matrix';
import { type DiscreteResponse, responseLawOf } from './response-law';
import { starMoments } from './scalar-system';

const REACH = 10;
const PANELS = 40;
const STEPS = 60;
/** Of the step in (t, alpha, beta): the value is off by its square. */
const TOLERANCE = 1e-9;

/**
 * The p / n below which the unregularized minimizer of a loss of margins exists, in the limit.
 * @throws ModelError for a response without labels +-1
 */
export function separationThreshold(model: Model): number {
  const response = responseLawOf(model);
  if (!('labels' in response)) throw new ModelError('separationThreshold: response', 'labels +-1', model.response.kind);
  const atoms = distinctAtoms(signalGeometry(model).atoms);
  return separationRatio(response, atoms, model.minimizer?.intercept ?? false);
}

export function separationRatio(response: DiscreteResponse, atoms: readonly SignalAtom[], intercept: boolean): number {
  const { rho, starMean } = starMoments(atoms);
  const size = Math.sqrt(rho);
  const whitened = atoms.reduce((sum, { eigenvalue, gram }) => sum + gram[0][0] / eigenvalue, 0);
  const along = rho > 0 ? starMean / size : 0;
  const across = Math.sqrt(Math.max(0, whitened - along * along));
  const cells = cellsOf(response, starMean, size);
  const active = [rho > 0, across > 1e-12 * (1 + Math.sqrt(whitened)), intercept];
  const value = (x: readonly number[]) => moment(cells, x, along, across);
  let x = [0, 0, 0];
  for (let step = 0; step < STEPS; step++) {
    const move = newtonMove(cells, x, along, across, active);
    let share = 1;
    const now = value(x);
    const at = (part: number) => x.map((entry, i) => entry + part * move[i]);
    while (share > 1e-8 && value(at(share)) > now + 1e-15) share /= 2;
    x = at(share);
    if (Math.hypot(...move) <= TOLERANCE * (1 + Math.hypot(...x))) break;
  }
  return value(x);
}

/** Mass of (y, z*). */
interface Cell {
  readonly y: number;
  readonly z: number;
  readonly mass: number;
}

function cellsOf(response: DiscreteResponse, starMean: number, size: number): Cell[] {
  const labels = response.labels({ starMean, rho: size * size });
  const out = new Float64Array(3);
  const half = REACH / PANELS;
  return labels.flatMap(({ y, weights }) =>
    Array.from({ length: PANELS * NODES }, (_, i) => {
      const z = -REACH + half * (2 * Math.floor(i / NODES) + 1 + RULE.nodes[i % NODES]);
      weights(starMean + size * z, 0, out);
      return { y, z, mass: half * RULE.weights[i % NODES] * gaussianDensity(z) * out[0] };
    }),
  );
}

function moment(cells: readonly Cell[], [t, alpha, beta]: readonly number[], along: number, across: number): number {
  const spread = Math.hypot(1, alpha);
  let sum = 0;
  for (const { y, z, mass } of cells) {
    const u = (y * (t * (z + along) + alpha * across + beta)) / spread;
    sum += mass * ((u * u + 1) * gaussianCdf(u) + u * gaussianDensity(u));
  }
  return spread * spread * sum;
}

/** Newton's step in the directions that count, with differences of the gradient. */
function newtonMove(
  cells: readonly Cell[],
  x: readonly number[],
  along: number,
  across: number,
  active: readonly boolean[],
): number[] {
  const gradient = (at: readonly number[]) => gradientOf(cells, at, along, across);
  const here = gradient(x);
  const kept = [0, 1, 2].filter((i) => active[i]);
  const step = 1e-5;
  const columns = kept.map((j) => {
    const [up, down] = [step, -step].map((shift) => gradient(x.map((value, i) => (i === j ? value + shift : value))));
    return up.map((value, i) => (value - down[i]) / (2 * step));
  });
  const matrix = kept.map((i) => kept.map((_, j) => columns[j][i]));
  const solution = solveSmall(
    matrix,
    kept.map((i) => -here[i]),
  );
  return [0, 1, 2].map((i) => (active[i] ? solution[kept.indexOf(i)] : 0));
}

function gradientOf(
  cells: readonly Cell[],
  [t, alpha, beta]: readonly number[],
  along: number,
  across: number,
): number[] {
  const spread = Math.hypot(1, alpha);
  const total = [0, 0, 0];
  for (const { y, z, mass } of cells) {
    const u = (y * (t * (z + along) + alpha * across + beta)) / spread;
    const cdf = gaussianCdf(u);
    // d/dmu and d/dsigma^2 of E (mu + sigma Z)_+^2.
    const first = 2 * mass * spread * (u * cdf + gaussianDensity(u)) * y;
    total[0] += first * (z + along);
    total[1] += first * across + 2 * mass * cdf * alpha;
    total[2] += first;
  }
  return total;
}
