/**
 * Solves the scalar system: the damped fixed point until its steps are small, then Newton's method with differences; where
 * that fails, by continuation from a larger ridge, which makes the problem easier, down to the ridge that is meant.
 */

import { ConvergenceError, ModelError } from '../../errors';
import { solveSmall } from '../../numerics/small-matrix';
import {
  averagesOf,
  type FitProblem,
  type FitState,
  mapped,
  type Rule,
  type ScoreAverages,
  type StarMoments,
  starMoments,
} from './scalar-system';

export interface FitSolution {
  readonly state: FitState;
  readonly averages: ScoreAverages;
  /** The largest difference between the state and its image, relative to the unknowns' scales. */
  readonly residual: number;
  /** Evaluations of the scalar system. */
  readonly evaluations: number;
  /** Estimated absolute errors of the unknowns. */
  readonly errors: () => FitState;
}

export const UNKNOWNS = ['gamma', 'm', 'q', 'meanOverlap', 'intercept'] as const;

const DAMPED_STEPS = 120;
const DAMPED = 3e-3;
const NEWTON_STEPS = 30;
const DIFFERENCE = 1e-5;
const TOLERANCE = 1e-13;
/** The residual that rounding may leave. */
const ACCEPTED = 1e-11;
const CONTINUATION_STEPS = 60;
/** Where 1 + gamma g has come this close to zero there may be several minima. */
const LEAST_SLOPE = 1e-3;

/** @throws ModelError where several minima may exist; ConvergenceError where no solution is found */
export function solveFit(problem: FitProblem): FitSolution {
  const solver = new Solver(problem);
  const direct = solver.solve(solver.guess());
  const solution = direct ?? continued(problem, solver);
  if (solution === null) throw solver.failure();
  return solution;
}

function continued(problem: FitProblem, solver: Solver): FitSolution | null {
  const target = problem.ridge;
  const scale = Math.max(...problem.atoms.map(({ eigenvalue }) => eigenvalue));
  let ridge = Math.max(10 * target, scale);
  let found: FitSolution | null = new Solver({ ...problem, ridge }).solve(solver.guess());
  let factor = 0.3;
  for (let step = 0; found !== null && step < CONTINUATION_STEPS; step++) {
    if (ridge <= 1e-6 * scale && target === 0) return solver.solve(found.state, 0);
    const next = Math.max(target, factor * ridge);
    const tried =
      next === target ? solver.solve(found.state, 0) : new Solver({ ...problem, ridge: next }).solve(found.state, 0);
    if (tried !== null && next === target) return tried;
    if (tried === null) {
      factor = Math.sqrt(factor);
      if (factor > 0.97) return null;
      continue;
    }
    found = tried;
    ridge = next;
  }
  return null;
}

/** A state's image under the fixed-point map, and the averages that it is made of. */
interface Image {
  readonly next: FitState;
  readonly averages: ScoreAverages;
}

class Solver {
  readonly #problem: FitProblem;
  readonly #star: StarMoments;
  readonly #unknowns: readonly (keyof FitState)[];
  #evaluations = 0;
  #residual = Number.POSITIVE_INFINITY;
  #nearlyFolded = false;

  constructor(problem: FitProblem) {
    this.#problem = problem;
    this.#star = starMoments(problem.atoms);
    const { rho, hasMean } = this.#star;
    this.#unknowns = UNKNOWNS.filter((name) => {
      if (name === 'm') return rho > 0;
      if (name === 'meanOverlap') return hasMean;
      return name === 'intercept' ? problem.intercept : true;
    });
  }

  guess(): FitState {
    const { rho } = this.#star;
    const { aspectRatio, ridge, loss } = this.#problem;
    const size = this.#problem.atoms.reduce((sum, { weight, eigenvalue }) => sum + weight * eigenvalue, 0);
    const gamma = this.#cap((aspectRatio * size) / (ridge + 0.2 * size));
    return {
      gamma,
      m: 0.3 * rho,
      q: 0.3 * rho + 0.3,
      meanOverlap: 0,
      intercept: loss.residual && this.#problem.intercept ? this.#star.starMean : 0,
    };
  }

  /** Null where it does not converge. */
  solve(start: FitState, dampedSteps = DAMPED_STEPS): FitSolution | null {
    let state = start;
    for (let step = 0; step < dampedSteps; step++) {
      const image = this.#image(state, 'rough');
      if (image === null) return null;
      const residual = this.#distance(state, image.next);
      state = this.#between(state, this.#settled(state, image), 0.5);
      if (residual < DAMPED) break;
    }
    return this.#newton(state);
  }

  failure(): Error {
    const { loss, ridge } = this.#problem;
    if (this.#nearlyFolded && loss.leastCurvature < 0) {
      return new ModelError(
        'at.minimizer.ridge',
        'large enough for one minimum (1 + gamma g > 0 for every curvature g: beyond, several minima may exist)',
        ridge,
      );
    }
    const advice = ridge > 0 ? 'a larger ridge makes it easier' : 'there may be no minimizer without a ridge: give one';
    return new ConvergenceError('the scalar system of the minimizer', this.#evaluations, this.#residual, advice);
  }

  #newton(start: FitState): FitSolution | null {
    let state = start;
    let image = this.#image(state);
    let slopes: number[][] | null = null;
    for (let step = 0; image !== null && step < NEWTON_STEPS; step++) {
      const residual = this.#distance(state, image.next);
      this.#residual = residual;
      if (residual <= TOLERANCE && slopes !== null) break;
      // Close to the solution the last Jacobian is good enough.
      if (slopes === null || residual >= 1e-6) slopes = this.#slopes(state);
      if (slopes === null) return null;
      const move = solveSmall(slopes, this.#difference(image.next, state));
      let improved: { state: FitState; image: Image } | null = null;
      for (let share = 1; share > 1e-3; share /= 2) {
        const candidate = this.#moved(state, move, share);
        const candidateImage = this.#image(candidate);
        if (candidateImage === null) continue;
        const left = this.#distance(candidate, candidateImage.next);
        if (left < residual || (residual < ACCEPTED && left <= 2 * residual)) {
          improved = { state: candidate, image: candidateImage };
          break;
        }
      }
      if (improved === null) break;
      const gain = this.#distance(improved.state, improved.image.next) / residual;
      state = improved.state;
      image = improved.image;
      if (residual < ACCEPTED && gain > 0.5) break;
    }
    if (image === null || slopes === null) return null;
    const residual = this.#distance(state, image.next);
    this.#residual = residual;
    if (!(residual <= ACCEPTED)) return null;
    const found = { next: image.next, slopes };
    return {
      state,
      averages: image.averages,
      residual,
      evaluations: this.#evaluations,
      errors: () => this.#errors(state, found.next, found.slopes),
    };
  }

  /** How far the rule's error and the residual move the solution. */
  #errors(state: FitState, image: FitState, slopes: number[][]): FitState {
    const halved = mapped(this.#problem, state, averagesOf(this.#problem, this.#star, state, 'halved'));
    const left = this.#difference(image, state);
    const change = this.#difference(halved, image).map((value, i) => Math.abs(value) + Math.abs(left[i]));
    const errors = { gamma: 0, m: 0, q: 0, meanOverlap: 0, intercept: 0 };
    this.#unknowns.forEach((name, i) => {
      const move = solveSmall(
        slopes,
        change.map((value, j) => (i === j ? value : 0)),
      );
      this.#unknowns.forEach((other, j) => {
        errors[other] += Math.abs(move[j]);
      });
      errors[name] += 4 * Number.EPSILON * this.#scale(name, state);
    });
    return errors;
  }

  /** The identity less the Jacobian of the map; null where the map is not defined nearby. */
  #slopes(state: FitState): number[][] | null {
    const columns: number[][] = [];
    for (const name of this.#unknowns) {
      const step = DIFFERENCE * this.#scale(name, state);
      const [up, down] = [step, -step].map((shift) => this.#image({ ...state, [name]: state[name] + shift }, 'rough'));
      if (up === null || down === null) return null;
      columns.push(this.#difference(up.next, down.next).map((value) => value / (2 * step)));
    }
    return this.#unknowns.map((_, i) => this.#unknowns.map((__, j) => (i === j ? 1 : 0) - columns[j][i]));
  }

  #image(state: FitState, rule: Rule = 'fine'): Image | null {
    const { rho } = this.#star;
    const fits = state.gamma > 0 && state.q > 0 && state.m * state.m < rho * state.q * (1 - 1e-12);
    if (!(fits || (state.gamma > 0 && state.q > 0 && rho === 0)) || state.q > 1e8) return null;
    if (1 + state.gamma * this.#problem.loss.leastCurvature <= LEAST_SLOPE) {
      this.#nearlyFolded = true;
      return null;
    }
    this.#evaluations++;
    const averages = averagesOf(this.#problem, this.#star, state, rule);
    if (!(averages.phi > 0) && this.#problem.ridge === 0) return null;
    const next = mapped(this.#problem, state, averages);
    return UNKNOWNS.every((name) => Number.isFinite(next[name])) ? { next, averages } : null;
  }

  #cap(gamma: number): number {
    const { leastCurvature } = this.#problem.loss;
    return leastCurvature < 0 ? Math.min(gamma, -0.9 / leastCurvature) : gamma;
  }

  /**
   * The image with mean . w and the intercept where they settle. With K = sum_k |mean on atom k|^2 / d_k, mean . w is A - K E[s] for
   * an A that does not depend on it, and E[s] grows by phi for each unit of mean . w + intercept: along a long mean the map turns back
   * by -phi K, so that halves of its steps would lead away for phi K > 3. Solved with that slope the step is right.
   */
  #settled(state: FitState, { next, averages }: Image): FitState {
    const { atoms, ridge, intercept } = this.#problem;
    const turn = atoms.reduce(
      (sum, { eigenvalue, gram }) => sum + (averages.phi * gram[0][0]) / (ridge + averages.phi * eigenvalue),
      0,
    );
    if (!(turn > 1)) return next;
    const step = next.meanOverlap - state.meanOverlap;
    if (!intercept) return { ...next, meanOverlap: state.meanOverlap + step / (1 + turn) };
    const both = next.intercept - state.intercept;
    const along = step - turn * both;
    return { ...next, meanOverlap: state.meanOverlap + along, intercept: state.intercept + both - along };
  }

  #between(state: FitState, next: FitState, share: number): FitState {
    const mix = (name: keyof FitState) => (1 - share) * state[name] + share * next[name];
    const q = mix('q');
    const most = 0.999 * Math.sqrt(this.#star.rho * q);
    const m = Math.max(-most, Math.min(mix('m'), most));
    if (this.#cap(next.gamma) < next.gamma) this.#nearlyFolded = true;
    return { gamma: this.#cap(mix('gamma')), m, q, meanOverlap: mix('meanOverlap'), intercept: mix('intercept') };
  }

  #moved(state: FitState, move: readonly number[], share: number): FitState {
    const next = { ...state };
    this.#unknowns.forEach((name, i) => {
      next[name] += share * move[i];
    });
    return next;
  }

  #difference(a: FitState, b: FitState): number[] {
    return this.#unknowns.map((name) => a[name] - b[name]);
  }

  #distance(state: FitState, image: FitState): number {
    return Math.max(...this.#unknowns.map((name) => Math.abs(image[name] - state[name]) / this.#scale(name, state)));
  }

  #scale(name: keyof FitState, { gamma, q }: FitState): number {
    switch (name) {
      case 'gamma':
        return gamma;
      case 'q':
        return q;
      case 'm':
        return Math.sqrt(this.#star.rho * q);
      default:
        return 1 + Math.sqrt(q);
    }
  }
}
