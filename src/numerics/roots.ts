/**
 * Roots and minima of functions of one variable between bounds: Brent's methods (R. P. Brent, Algorithms for
 * Minimization without Derivatives, 1973, chapters 4 and 5). Bisection or golden section guarantees the end, interpolation
 * the speed; every search is bounded.
 */

export interface Root {
  readonly x: number;
  readonly value: number;
  /** Half the width of the last bracket: how far the root can be from x. */
  readonly uncertainty: number;
  readonly iterations: number;
}

export interface Bracket {
  readonly a: number;
  readonly b: number;
  /** f(a) and f(b): of opposite signs, or zero. */
  readonly fa: number;
  readonly fb: number;
}

/**
 * A zero of f in the bracket, to about `tolerance` (absolute, on top of the rounding of x). Infinite values are fine:
 * they only bisect.
 *
 * @throws RangeError if f does not change sign over the bracket.
 */
export function findRoot(f: (x: number) => number, bracket: Bracket, tolerance = 0, maxIterations = 200): Root {
  let { a, b, fa, fb } = bracket;
  if (!(Math.sign(fa) * Math.sign(fb) <= 0)) throw new RangeError(`findRoot: f(${a}) = ${fa} and f(${b}) = ${fb}`);
  let c = a;
  let fc = fa;
  let step = b - a;
  let lastStep = step;
  let iterations = 0;
  for (; ; iterations++) {
    if (Math.sign(fb) === Math.sign(fc)) {
      c = a;
      fc = fa;
      step = lastStep = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const smallest = Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= smallest || fb === 0 || iterations === maxIterations) {
      return { x: b, value: fb, uncertainty: fb === 0 ? 0 : Math.abs(half), iterations };
    }
    const interpolated = Math.abs(lastStep) >= smallest && Math.abs(fa) > Math.abs(fb) ? interpolate() : Number.NaN;
    // Written so that NaN, from infinite values too, bisects.
    if (Math.abs(interpolated) < Math.min(1.5 * Math.abs(half) - smallest / 2, Math.abs(lastStep) / 2)) {
      lastStep = step;
      step = interpolated;
    } else {
      step = lastStep = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > smallest ? step : Math.sign(half) * smallest;
    fb = f(b);
  }

  /** The step from b by the secant, or by inverse quadratic interpolation; NaN if it points away from c. */
  function interpolate(): number {
    const s = fb / fa;
    let p: number;
    let q: number;
    if (a === c) {
      p = (c - b) * s;
      q = 1 - s;
    } else {
      const r = fb / fc;
      const t = fa / fc;
      p = s * ((c - b) * t * (t - r) - (b - a) * (r - 1));
      q = (t - 1) * (r - 1) * (s - 1);
    }
    const signed = p / q;
    return signed * (c - b) > 0 ? signed : Number.NaN;
  }
}

/** A local minimum of f between a and b, to about `tolerance` in x; stops early once f is below `enough`. */
export function findMinimum(
  f: (x: number) => number,
  a: number,
  b: number,
  tolerance: number,
  enough = Number.NEGATIVE_INFINITY,
  maxIterations = 100,
): { readonly x: number; readonly value: number } {
  const golden = (3 - Math.sqrt(5)) / 2;
  let [low, high] = [Math.min(a, b), Math.max(a, b)];
  let x = low + golden * (high - low);
  let w = x;
  let v = x;
  let fx = f(x);
  let fw = fx;
  let fv = fx;
  let step = 0;
  let lastStep = 0;
  for (let iteration = 0; iteration < maxIterations && fx >= enough; iteration++) {
    const middle = (low + high) / 2;
    const smallest = 1e-9 * Math.abs(x) + tolerance / 3;
    if (Math.abs(x - middle) + (high - low) / 2 <= 2 * smallest) break;
    const r = (x - w) * (fx - fv);
    let q = (x - v) * (fx - fw);
    let p = (x - v) * q - (x - w) * r;
    q = 2 * (q - r);
    if (q > 0) p = -p;
    else q = -q;
    if (Math.abs(p) < Math.abs((q * lastStep) / 2) && p > q * (low - x) && p < q * (high - x)) {
      lastStep = step;
      step = p / q;
      const u = x + step;
      if (u - low < 2 * smallest || high - u < 2 * smallest) step = x < middle ? smallest : -smallest;
    } else {
      lastStep = (x < middle ? high : low) - x;
      step = golden * lastStep;
    }
    const u = x + (Math.abs(step) >= smallest ? step : Math.sign(step) * smallest);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) high = x;
      else low = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
    } else {
      if (u < x) low = u;
      else high = u;
      if (fu <= fw || w === x) {
        [v, w] = [w, u];
        [fv, fw] = [fw, fu];
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  return { x, value: fx };
}
