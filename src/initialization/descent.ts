/**
 * Gradient descent on (1/n) sum_i l(y_i, x_i . w) for losses that are not convex: phase retrieval, l = (h^2 - y)^2 / 4, and relu,
 * l = (max(h, 0) - y)^2 / 2. Along the gradient the scores h move on a line, so that a step is tried without a pass over
 * X: it is doubled from one iteration to the next, and halved until the loss falls by at least a share of what the slope
 * promises (Armijo 1966).
 */

export type DescentLoss = 'phase-retrieval' | 'relu';

export interface DescentProblem {
  /** n x p, row-major. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly loss: DescentLoss;
}

export interface DescentOptions {
  /** 3000 by default. */
  readonly maxIterations?: number;
  /** |gradient| / |first gradient| at which it ends; 1e-8 by default. */
  readonly tolerance?: number;
  /** Awaited in every iteration: lets the event loop run, and stops where the caller has aborted. */
  readonly breathe?: () => Promise<void>;
}

export interface Descent {
  readonly w: Float64Array;
  readonly loss: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** l and dl/dh. */
interface ScoreLoss {
  readonly value: (h: number, y: number) => number;
  readonly slope: (h: number, y: number) => number;
}

const LOSSES: Readonly<Record<DescentLoss, ScoreLoss>> = {
  'phase-retrieval': { value: (h, y) => (h * h - y) ** 2 / 4, slope: (h, y) => (h * h - y) * h },
  relu: { value: (h, y) => (Math.max(h, 0) - y) ** 2 / 2, slope: (h, y) => (h > 0 ? h - y : 0) },
};
/** The share of the promised decrease that a step must bring. */
const SHARE = 0.3;
const MAX_HALVINGS = 60;
/** At a kink of relu a gradient need not vanish: it ends where this many iterations gain no more than this share of the loss. */
const LOOK_BACK = 50;
const GAIN = 1e-6;

export async function descend(
  { x, y, loss: kind }: DescentProblem,
  start: Float64Array,
  options: DescentOptions = {},
): Promise<Descent> {
  const { maxIterations = 3000, tolerance = 1e-8, breathe } = options;
  const { value, slope } = LOSSES[kind];
  const n = y.length;
  const w = start.slice();
  const h = scores(x, w, n);
  const gradient = new Float64Array(w.length);
  const meanLoss = (step: number, along: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += value(h[i] - step * along[i], y[i]);
    return sum / n;
  };
  let loss = meanLoss(0, h);
  let step = 1;
  let first = 0;
  let before = Number.POSITIVE_INFINITY;
  for (let iteration = 0; ; iteration++) {
    await breathe?.();
    gradientInto(gradient, x, h, y, slope);
    const square = gradient.reduce((sum, entry) => sum + entry * entry, 0);
    if (iteration === 0) first = square;
    if (square <= tolerance * tolerance * first) return { w, loss, iterations: iteration, converged: true };
    if (iteration % LOOK_BACK === 0) {
      if (loss >= (1 - GAIN) * before) return { w, loss, iterations: iteration, converged: true };
      before = loss;
    }
    if (iteration === maxIterations) return { w, loss, iterations: iteration, converged: false };
    const along = scores(x, gradient, n);
    step *= 2;
    let next = meanLoss(step, along);
    for (let halving = 0; !(next <= loss - SHARE * step * square); halving++) {
      // No step is left that lowers the loss by more than its rounding.
      if (halving === MAX_HALVINGS) return { w, loss, iterations: iteration, converged: true };
      step /= 2;
      next = meanLoss(step, along);
    }
    for (let j = 0; j < w.length; j++) w[j] -= step * gradient[j];
    for (let i = 0; i < n; i++) h[i] -= step * along[i];
    loss = next;
  }
}

/** X w. */
function scores(x: Float64Array, w: Float64Array, n: number): Float64Array {
  const p = w.length;
  const out = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) {
    let [a, b, c, d] = [0, 0, 0, 0];
    let j = 0;
    // Four sums at once: one would wait for itself.
    for (; j + 3 < p; j += 4, at += 4) {
      a += x[at] * w[j];
      b += x[at + 1] * w[j + 1];
      c += x[at + 2] * w[j + 2];
      d += x[at + 3] * w[j + 3];
    }
    for (; j < p; j++, at++) a += x[at] * w[j];
    out[i] = a + b + (c + d);
  }
  return out;
}

/** (1/n) X^T slope. */
function gradientInto(
  out: Float64Array,
  x: Float64Array,
  h: Float64Array,
  y: Float64Array,
  slope: ScoreLoss['slope'],
): void {
  const [n, p] = [y.length, out.length];
  out.fill(0);
  for (let i = 0, at = 0; i < n; i++) {
    const scale = slope(h[i], y[i]) / n;
    if (scale === 0) at += p;
    else for (let j = 0; j < p; j++, at++) out[j] += scale * x[at];
  }
}
