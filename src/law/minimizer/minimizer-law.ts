/** A fitted model's law: the scalar system solved, then what the spectrum's law needs at its solution. */

import { distinctAtoms, type SignalAtom, type SignalGeometry } from '../../covariance/geometry';
import type { Estimate } from '../../numerics/estimate';
import { signalBasis } from '../curvature/signal-basis';
import { MinimizerCurvature } from './minimizer-curvature';
import {
  averagesOf,
  type FitProblem,
  type FitState,
  overlapOn,
  type ScoreAverages,
  scoreState,
  starMoments,
} from './scalar-system';
import { scoreCurves } from './score-curve';
import { type FitSolution, solveFit } from './solve-fit';
import { stationarityAt } from './stationarity';

/** The limits of a ridge-regularized empirical risk minimizer. */
export interface MinimizerState {
  readonly ridge: number;
  /** The limit of x_i^T (H_(-i) + ridge)^(-1) x_i / n: how far leaving a sample out moves its score, per unit of slope. */
  readonly gamma: Estimate;
  /** Covariance of the true score and a new sample's fitted score, and the variance of the latter. */
  readonly m: Estimate;
  readonly q: Estimate;
  readonly squaredNorm: Estimate;
  readonly wStarOverlap: Estimate;
  readonly meanOverlap: Estimate;
  /** Null where none is fitted. */
  readonly intercept: Estimate | null;
  /** E[g], E[s] and E[s^2] over the sample that was fitted. */
  readonly meanCurvature: Estimate;
  readonly meanSlope: Estimate;
  readonly meanSquaredSlope: Estimate;
  /** E[g / (1 + gamma g)]. */
  readonly phi: Estimate;
  /** w is about (ridge + phi C)^(-1) a C wStar, noise and a part along the mean apart. */
  readonly a: Estimate;
  /** Largest relative difference of the scalar equations' sides. */
  readonly residual: number;
  readonly evaluations: number;
}

export interface MinimizerLaw {
  /** Worked out when it is first read. */
  readonly state: MinimizerState;
  /** Zero where none is fitted. */
  readonly intercept: number;
  readonly curvature: MinimizerCurvature;
  /** The vectors' geometry, w that of the minimizer. */
  readonly geometry: SignalGeometry;
}

/** `geometry`: of mean and wStar; w is not read. */
export function minimizerLaw(problem: Omit<FitProblem, 'atoms'>, geometry: SignalGeometry): MinimizerLaw {
  const fit: FitProblem = { ...problem, atoms: distinctAtoms(geometry.atoms) };
  const solution = solveFit(fit);
  const { state, averages } = solution;
  const fitted: SignalGeometry = { atoms: fit.atoms.map((atom) => withFitted(atom, fit, averages)) };
  const star = starMoments(fit.atoms);
  const basis = signalBasis(fitted);
  const { chi, meanSlope } = averages;
  const { squaredNorm, wStarOverlap } = totals(fit, averages);
  const stationarity = stationarityAt(basis, fit.ridge, meanSlope, chi, {
    squaredNorm,
    wStarOverlap,
    meanOverlap: state.meanOverlap,
    starMean: star.starMean,
  });
  const curves = scoreCurves(fit.loss, fit.response, scoreState(star, state));
  let described: MinimizerState | null = null;
  return {
    get state() {
      described ??= describe(fit, solution);
      return described;
    },
    intercept: state.intercept,
    curvature: new MinimizerCurvature(basis, stationarity, chi, curves, fit.loss),
    geometry: fitted,
  };
}

function withFitted(atom: SignalAtom, fit: FitProblem, averages: ScoreAverages): SignalAtom {
  const { mean, w, wStar } = overlapOn(atom, fit, averages);
  const [[mean2, , cross], , [, , star2]] = atom.gram;
  return {
    ...atom,
    gram: [
      [mean2, mean, cross],
      [mean, w, wStar],
      [cross, wStar, star2],
    ],
  };
}

interface Totals {
  readonly squaredNorm: number;
  readonly wStarOverlap: number;
}

function totals(fit: FitProblem, averages: ScoreAverages): Totals {
  const overlaps = fit.atoms.map((atom) => overlapOn(atom, fit, averages));
  return {
    squaredNorm: overlaps.reduce((sum, { w }) => sum + w, 0),
    wStarOverlap: overlaps.reduce((sum, { wStar }) => sum + wStar, 0),
  };
}

function describe(fit: FitProblem, solution: FitSolution): MinimizerState {
  const { state, averages, residual, evaluations } = solution;
  const errors = solution.errors();
  const star = starMoments(fit.atoms);
  const halved = averagesOf(fit, star, state, 'halved');
  const shifted = shiftedAverages(fit, state, errors);
  /** From the rule's error, and from those of the unknowns. */
  const estimate = (of: (averages: ScoreAverages) => number): Estimate => {
    const value = of(averages);
    const moved = shifted.reduce((sum, { averages: other, share }) => sum + Math.abs(of(other) - value) * share, 0);
    return { value, error: Math.abs(of(halved) - value) + moved + 4 * Number.EPSILON * Math.abs(value) };
  };
  const unknown = (name: keyof FitState): Estimate => ({ value: state[name], error: errors[name] });
  return {
    ridge: fit.ridge,
    gamma: unknown('gamma'),
    m: unknown('m'),
    q: unknown('q'),
    squaredNorm: estimate((at) => totals(fit, at).squaredNorm),
    wStarOverlap: estimate((at) => totals(fit, at).wStarOverlap),
    meanOverlap: unknown('meanOverlap'),
    intercept: fit.intercept ? unknown('intercept') : null,
    meanCurvature: estimate((at) => at.meanCurvature),
    meanSlope: estimate((at) => at.meanSlope),
    meanSquaredSlope: estimate((at) => at.chi),
    phi: estimate((at) => at.phi),
    a: estimate((at) => at.a),
    residual,
    evaluations,
  };
}

/** A step in each unknown large enough for a difference to mean something, and the share of it that its error is. */
const STEP = 1e-6;

function shiftedAverages(fit: FitProblem, state: FitState, errors: FitState) {
  const star = starMoments(fit.atoms);
  return (['gamma', 'm', 'q', 'meanOverlap', 'intercept'] as const)
    .filter((name) => errors[name] > 0)
    .map((name) => {
      const step = STEP * Math.max(Math.abs(state[name]), errors[name]);
      return { averages: averagesOf(fit, star, { ...state, [name]: state[name] + step }), share: errors[name] / step };
    });
}
