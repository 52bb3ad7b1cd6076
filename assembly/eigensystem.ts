// Eigenvalues of a symmetric tridiagonal matrix T together with rows of its eigenvectors, by implicit QL with Wilkinson's
// shift: T = Z diag(lambda) Z^T. The rotations that diagonalize T are applied to a matrix of any number of rows: to the
// identity for all of Z, to its first row alone for the weights of Gauss quadrature (Golub & Welsch 1969). Orthogonal to
// roundoff whatever the clusters, at 3 n^3 operations for all of Z.
//
// Reference: Bowdler, Martin, Reinsch and Wilkinson 1968, The QR and QL algorithms for symmetric matrices; Parlett, The
// Symmetric Eigenvalue Problem, chapter 8.

const EPSILON: f64 = 2.220446049250313e-16;

/** Sweeps allowed for an eigenvalue; two or so is usual. */
const MOST_SWEEPS = 60;

/**
 * d (n) becomes the eigenvalues, in no order; e (n, of which n - 1 count) is overwritten. `z` holds n columns of `rows` doubles
 * each, one after the other; it becomes z Z. Returns how many off-diagonal elements did not converge.
 */
export function eigensystemQl(d: usize, e: usize, n: i32, z: usize, rows: i32): i32 {
  for (let start = 0; start < n; start++) {
    let sweep = 0;
    for (; sweep < MOST_SWEEPS; sweep++) {
      const end = blockEnd(d, e, n, start);
      if (end === start) break;
      qlSweep(d, e, start, end, z, rows);
    }
    if (sweep === MOST_SWEEPS) return n - start;
  }
  return 0;
}

/** The last index of the unreduced block that begins at `start`. */
function blockEnd(d: usize, e: usize, n: i32, start: i32): i32 {
  let end = start;
  for (; end < n - 1; end++) {
    const at = usize(end) << 3;
    const coupling = Math.abs(load<f64>(e + at));
    if (coupling <= EPSILON * (Math.abs(load<f64>(d + at)) + Math.abs(load<f64>(d + at, 8)))) break;
  }
  return end;
}

/** One implicit sweep on the block start..end: the bulge is chased from its end up to its start. */
function qlSweep(d: usize, e: usize, start: i32, end: i32, z: usize, rows: i32): void {
  const first = d + (usize(start) << 3);
  const coupling = load<f64>(e + (usize(start) << 3));
  const half = (load<f64>(first, 8) - load<f64>(first)) / (2 * coupling);
  const root = Math.hypot(half, 1);
  let g = load<f64>(d + (usize(end) << 3)) - load<f64>(first) + coupling / (half + (half < 0 ? -root : root));
  let sine = 1.0;
  let cosine = 1.0;
  let shifted = 0.0;
  for (let i = end - 1; i >= start; i--) {
    const at = usize(i) << 3;
    const f = sine * load<f64>(e + at);
    const b = cosine * load<f64>(e + at);
    const r = Math.hypot(f, g);
    store<f64>(e + at, r, 8);
    if (r === 0) {
      // The bulge has vanished: the block splits here.
      store<f64>(d + at, load<f64>(d + at, 8) - shifted, 8);
      store<f64>(e + (usize(end) << 3), 0);
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = load<f64>(d + at, 8) - shifted;
    const t = (load<f64>(d + at) - g) * sine + 2 * cosine * b;
    shifted = sine * t;
    store<f64>(d + at, g + shifted, 8);
    g = cosine * t - b;
    rotate(z + ((usize(i) * usize(rows)) << 3), rows, cosine, sine);
  }
  store<f64>(first, load<f64>(first) - shifted);
  store<f64>(e + (usize(start) << 3), g);
  store<f64>(e + (usize(end) << 3), 0);
}

/** Rotates the column at `x` and the one behind it. */
function rotate(x: usize, rows: i32, cosine: f64, sine: f64): void {
  const bytes = usize(rows) << 3;
  let y = x + bytes;
  const end = y;
  const c = f64x2.splat(cosine);
  const s = f64x2.splat(sine);
  for (; x + 16 <= end; x += 16, y += 16) {
    const left = v128.load(x);
    const right = v128.load(y);
    v128.store(y, f64x2.add(f64x2.mul(s, left), f64x2.mul(c, right)));
    v128.store(x, f64x2.sub(f64x2.mul(c, left), f64x2.mul(s, right)));
  }
  if (x < end) {
    const left = load<f64>(x);
    const right = load<f64>(y);
    store<f64>(y, sine * left + cosine * right);
    store<f64>(x, cosine * left - sine * right);
  }
}
