/**
 * The scalar equations of a ridge-regularized empirical risk minimizer in high dimension.
 *
 *     w = argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2,   x = mean + C^(1/2) z,   y ~ f(y | wStar . x)
 *
 * With xi, h and g as in score-curve.ts, s = dl/dh, and d_k = ridge + phi t_k for the eigenvalues t_k of C:
 *
 *     phi = E[g / (1 + gamma g)],  chi = E[s^2],  b = -E[s],  a = (E[-s (h* - E h*)] + phi m) / rho,
 *     gamma = c sum_k weight_k t_k / d_k,
 *     wStar . w on atom k = (a t wStar^2 + b mean.wStar) / d,   mean . w on atom k = (a t mean.wStar + b mean^2) / d,
 *     |w|^2 on atom k = (a^2 t^2 wStar^2 + 2 a b t mean.wStar + b^2 mean^2) / d^2 + c chi weight t / d^2,
 *     m = sum_k t_k wStar . w,   q = sum_k t_k |w|^2,   rho = sum_k t_k wStar^2,
 *
 * and E[s] = 0 where there is an intercept. (El Karoui 2013; Sur & Candes 2019; Thrampoulidis, Abbasi & Hassibi 2018; Salehi,
 * Abbasi & Hassibi 2019; Loureiro et al. 2021 for any C.)
 */

import type { SignalAtom } from '../../covariance/geometry';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import type { FitLoss } from './fit-loss';
import { residualCurve } from './residual-curve';
import type { ResponseLaw } from './response-law';
import {
  DENSITY,
  G,
  labelsCurve,
  S,
  SA1,
  SA2,
  type ScoreCurve,
  type ScoreState,
  SS,
  starCoordinates,
  VALUES,
} from './score-curve';

/** What is fitted, to what. */
export interface FitProblem {
  readonly loss: FitLoss;
  readonly response: ResponseLaw;
  /** Distinct; only mean and wStar of the Gram matrices are read. */
  readonly atoms: readonly SignalAtom[];
  readonly aspectRatio: number;
  readonly ridge: number;
  readonly intercept: boolean;
}

/** The unknowns. */
export interface FitState {
  readonly gamma: number;
  readonly m: number;
  readonly q: number;
  /** mean . w. */
  readonly meanOverlap: number;
  readonly intercept: number;
}

/** Averages over the scores. */
export interface ScoreAverages {
  readonly phi: number;
  readonly a: number;
  readonly chi: number;
  readonly meanSlope: number;
  readonly meanCurvature: number;
  readonly meanSquaredCurvature: number;
  /** Total mass: one. */
  readonly mass: number;
}

/** w on an atom: its products with mean and wStar, and itself. */
export interface AtomOverlap {
  readonly mean: number;
  readonly w: number;
  readonly wStar: number;
}

export interface StarMoments {
  readonly rho: number;
  /** mean . wStar. */
  readonly starMean: number;
  readonly hasMean: boolean;
}

export function starMoments(atoms: readonly SignalAtom[]): StarMoments {
  let [rho, starMean, square] = [0, 0, 0];
  for (const { eigenvalue, gram } of atoms) {
    rho += eigenvalue * gram[2][2];
    starMean += gram[0][2];
    square += gram[0][0];
  }
  return { rho, starMean, hasMean: square > 0 };
}

export function scoreState(star: StarMoments, { gamma, m, q, meanOverlap, intercept }: FitState): ScoreState {
  return { gamma, m, q, scoreMean: meanOverlap + intercept, starMean: star.starMean, rho: star.rho };
}

/** The curves of a response: one of the residual, or one or more of labels; without rare ones if `rough`. */
export function scoreCurves(loss: FitLoss, response: ResponseLaw, state: ScoreState, rough = false): ScoreCurve[] {
  if ('map' in response) return [residualCurve(loss, response, state)];
  const labels = response.labels(state, rough);
  return loss.ofScore ? [labelsCurve(loss, labels, state)] : labels.map((label) => labelsCurve(loss, [label], state));
}

/** 'halved' has every panel in two, to tell the error of the rule; 'rough' leaves rare labels out, on the way to a solution. */
export type Rule = 'fine' | 'halved' | 'rough';

export function averagesOf(
  { loss, response }: FitProblem,
  star: StarMoments,
  state: FitState,
  rule: Rule = 'fine',
): ScoreAverages {
  const score = scoreState(star, state);
  const { star1, star2 } = starCoordinates(score);
  const out = new Float64Array(VALUES);
  const parts = rule === 'halved' ? 2 : 1;
  let [phi, chi, slope, cross, first, second, mass] = [0, 0, 0, 0, 0, 0, 0];
  for (const { breaks, evaluate } of scoreCurves(loss, response, score, rule === 'rough')) {
    for (let i = 0; i + 1 < breaks.length; i++) {
      for (let part = 0; part < parts; part++) {
        const half = (breaks[i + 1] - breaks[i]) / (2 * parts);
        const start = breaks[i] + 2 * half * part;
        for (let node = 0; node < NODES; node++) {
          evaluate(start + half * (1 + RULE.nodes[node]), out);
          const weight = half * RULE.weights[node];
          const density = weight * out[DENSITY];
          const g = out[G];
          mass += density;
          phi += (density * g) / (1 + state.gamma * g);
          first += density * g;
          second += density * g * g;
          slope += weight * out[S];
          chi += weight * out[SS];
          cross += weight * (star1 * out[SA1] + star2 * out[SA2]);
        }
      }
    }
  }
  const a = star.rho > 0 ? (phi * state.m - cross) / star.rho : 0;
  return { phi, a, chi, meanSlope: slope, meanCurvature: first, meanSquaredCurvature: second, mass };
}

export function overlapOn(atom: SignalAtom, { aspectRatio, ridge }: FitProblem, averages: ScoreAverages): AtomOverlap {
  const { eigenvalue: t, weight, gram } = atom;
  const { phi, a, chi, meanSlope } = averages;
  const b = -meanSlope;
  const d = ridge + phi * t;
  const [mean2, cross, star2] = [gram[0][0], gram[0][2], gram[2][2]];
  return {
    mean: (a * t * cross + b * mean2) / d,
    wStar: (a * t * star2 + b * cross) / d,
    w: (a * a * t * t * star2 + 2 * a * b * t * cross + b * b * mean2 + aspectRatio * chi * weight * t) / (d * d),
  };
}

/** One step of the fixed-point map. */
export function mapped(problem: FitProblem, state: FitState, averages: ScoreAverages): FitState {
  const { atoms, aspectRatio, ridge } = problem;
  let [gamma, m, q, meanOverlap] = [0, 0, 0, 0];
  for (const atom of atoms) {
    const { eigenvalue: t, weight } = atom;
    const overlap = overlapOn(atom, problem, averages);
    gamma += (aspectRatio * weight * t) / (ridge + averages.phi * t);
    m += t * overlap.wStar;
    q += t * overlap.w;
    meanOverlap += overlap.mean;
  }
  const intercept = problem.intercept ? state.intercept - averages.meanSlope / averages.phi : 0;
  return { gamma, m, q, meanOverlap, intercept };
}
