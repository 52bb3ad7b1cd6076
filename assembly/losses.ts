// The curvature g of a sample: the second derivative in h of a loss l(y, h), or a preprocessing T(y) in its place.
import { hazardCurvature } from './normal';

enum CurvatureKind {
  Unknown = -1,
  Logistic, // log(1 + exp(-y h)): 1 / (4 cosh^2(h / 2))
  Exponential, // exp(-y h): exp(-y h), for y = +-1
  Square, // (y - h)^2 / 2: 1
  PhaseRetrieval, // (y - h^2)^2 / 4: 3 h^2 - y
  TanhSquare, // (y - t)^2 / 2, t = tanh h: (1 - t^2) (1 - 3 t^2 + 2 t y)
  Probit, // -log Phi(y h): r (r + m), m = y h, r = Phi'(m) / Phi(m)
  Poisson, // exp(h) - y h: exp(h)
  Huber, // r^2 / 2 within |r| <= parameter, linear beyond, r = y - h: 1 or 0
  PseudoHuber, // d^2 (sqrt(1 + (r / d)^2) - 1), d = parameter: (1 + (r / d)^2)^(-3/2)
  LogCosh, // log cosh r: 1 / cosh^2 r
  SquaredHinge, // max(0, 1 - y h)^2 / 2: 1 where y h < 1, else 0
  Cauchy, // (s^2 / 2) log(1 + (r / s)^2), s = parameter: (1 - (r / s)^2) / (1 + (r / s)^2)^2
  Identity, // y
  Clip, // y, held within +-parameter
  Truncate, // y where |y| <= parameter, else 0
}

/** The code by which kernels know a loss or preprocessing of the model file; -1 for a name they do not know. */
export function curvatureKind(name: string): i32 {
  if (name === 'logistic') return CurvatureKind.Logistic;
  if (name === 'exponential') return CurvatureKind.Exponential;
  if (name === 'square') return CurvatureKind.Square;
  if (name === 'phase-retrieval') return CurvatureKind.PhaseRetrieval;
  if (name === 'tanh-square') return CurvatureKind.TanhSquare;
  if (name === 'probit') return CurvatureKind.Probit;
  if (name === 'poisson') return CurvatureKind.Poisson;
  if (name === 'huber') return CurvatureKind.Huber;
  if (name === 'pseudo-huber') return CurvatureKind.PseudoHuber;
  if (name === 'log-cosh') return CurvatureKind.LogCosh;
  if (name === 'squared-hinge') return CurvatureKind.SquaredHinge;
  if (name === 'cauchy') return CurvatureKind.Cauchy;
  if (name === 'identity') return CurvatureKind.Identity;
  if (name === 'clip') return CurvatureKind.Clip;
  if (name === 'truncate') return CurvatureKind.Truncate;
  return CurvatureKind.Unknown;
}

/** g of `count` samples. `parameter` is the bound, threshold or scale of the kinds that have one. */
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
    case CurvatureKind.TanhSquare:
      return tanhSquare(y, h);
    case CurvatureKind.Probit:
      return hazardCurvature(y * h);
    case CurvatureKind.Poisson:
      return Math.exp(h);
    case CurvatureKind.Huber:
      return Math.abs(y - h) <= parameter ? 1 : 0;
    case CurvatureKind.PseudoHuber: {
      const root = Math.sqrt(1 + ((y - h) / parameter) * ((y - h) / parameter));
      return 1 / (root * root * root);
    }
    case CurvatureKind.LogCosh: {
      // In exp(-2 |r|), which cannot overflow.
      const e = Math.exp(-2 * Math.abs(y - h));
      return (4 * e) / ((1 + e) * (1 + e));
    }
    case CurvatureKind.SquaredHinge:
      return y * h < 1 ? 1 : 0;
    case CurvatureKind.Cauchy: {
      const share = 1 / (1 + ((y - h) / parameter) * ((y - h) / parameter));
      return share * (2 * share - 1);
    }
    case CurvatureKind.Identity:
      return y;
    case CurvatureKind.Clip:
      return Math.min(Math.max(y, -parameter), parameter);
    case CurvatureKind.Truncate:
      return Math.abs(y) <= parameter ? y : 0;
    default:
      return NaN;
  }
}

/** In exp(-2 |h|), so that the slope 1 - t^2 = 4 e / (1 + e)^2 keeps its digits where t is close to +-1. */
function tanhSquare(y: f64, h: f64): f64 {
  const e = Math.exp(-2 * Math.abs(h));
  const slope = (4 * e) / ((1 + e) * (1 + e));
  const t = copysign<f64>((1 - e) / (1 + e), h);
  return slope * (1 - 3 * t * t + 2 * t * y);
}
