// The curvature g of a sample: the second derivative in h of a loss l(y, h), or a preprocessing T(y) in its place.

enum CurvatureKind {
  Unknown = -1,
  Logistic, // log(1 + exp(-y h)): 1 / (4 cosh^2(h / 2))
  Exponential, // exp(-y h): exp(-y h), for y = +-1
  Square, // (y - h)^2 / 2: 1
  PhaseRetrieval, // (y - h^2)^2 / 4: 3 h^2 - y
  Clip, // y, held within +-parameter
}

/** The code by which kernels know a loss or preprocessing of the model file; -1 for a name they do not know. */
export function curvatureKind(name: string): i32 {
  if (name === 'logistic') return CurvatureKind.Logistic;
  if (name === 'exponential') return CurvatureKind.Exponential;
  if (name === 'square') return CurvatureKind.Square;
  if (name === 'phase-retrieval') return CurvatureKind.PhaseRetrieval;
  if (name === 'clip') return CurvatureKind.Clip;
  return CurvatureKind.Unknown;
}

/** g of `count` samples. `parameter` is the bound of clip. */
export function curvature(g: usize, y: usize, h: usize, kind: i32, parameter: f64, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = usize(i) << 3;
    store<f64>(g + at, curvatureOf(load<f64>(y + at), load<f64>(h + at), kind, parameter));
  }
}

function curvatureOf(y: f64, h: f64, kind: i32, parameter: f64): f64 {
  switch (kind) {
    case CurvatureKind.Logistic: {
      // In exp(-|h|), which cannot overflow.
      const e = Math.exp(-Math.abs(h));
      return e / ((1 + e) * (1 + e));
    }
    case CurvatureKind.Exponential:
      return Math.exp(-y * h);
    case CurvatureKind.Square:
      return 1;
    case CurvatureKind.PhaseRetrieval:
      return 3 * h * h - y;
    case CurvatureKind.Clip:
      return Math.min(Math.max(y, -parameter), parameter);
    default:
      return NaN;
  }
}
