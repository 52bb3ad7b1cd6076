// The response y given hStar = wStar . x, from one uniform u in [0, 1) a sample: by the inverse of its distribution
// function, so that y does not depend on anything but the stream.
import { normalCdf, normalQuantile } from './normal';
import { poissonQuantile } from './poisson';

enum ResponseKind {
  Unknown = -1,
  Logistic, // +1 with probability 1 / (1 + exp(-hStar)), else -1
  Probit, // +1 with probability Phi(hStar), else -1
  Sign, // the sign of hStar (+1 for 0), the other one with probability `parameter`
  Linear, // hStar + parameter N(0, 1)
  PhaseRetrieval, // hStar^2 + parameter N(0, 1)
  Amplitude, // |hStar| + parameter N(0, 1)
  Tanh, // tanh(hStar) + parameter N(0, 1)
  Relu, // max(hStar, 0) + parameter N(0, 1)
  Poisson, // the least k with u < P(Poisson(exp(hStar)) <= k)
}

/** The code by which kernels know a response of the model file; -1 for a name they do not know. */
export function responseKind(name: string): i32 {
  if (name === 'logistic') return ResponseKind.Logistic;
  if (name === 'probit') return ResponseKind.Probit;
  if (name === 'sign') return ResponseKind.Sign;
  if (name === 'linear') return ResponseKind.Linear;
  if (name === 'phase-retrieval') return ResponseKind.PhaseRetrieval;
  if (name === 'amplitude') return ResponseKind.Amplitude;
  if (name === 'tanh') return ResponseKind.Tanh;
  if (name === 'relu') return ResponseKind.Relu;
  if (name === 'poisson') return ResponseKind.Poisson;
  return ResponseKind.Unknown;
}

/**
 * y of `count` samples. `parameter` is the standard deviation of the noise, or the probability of a flipped sign. With
 * u = rng.random(n) and h the scores, NumPy's y is
 *
 *     logistic   numpy.where(u < 1 / (1 + numpy.exp(-h)), 1, -1)
 *     probit     numpy.where(u < scipy.special.ndtr(h), 1, -1)
 *     sign       numpy.where(u < numpy.where(h >= 0, 1 - flip, flip), 1, -1)
 *     linear     h + noise * scipy.special.ndtri(u), and so on with h ** 2, numpy.abs(h), numpy.tanh(h), numpy.maximum(h, 0)
 *     poisson    scipy.stats.poisson.ppf(u, numpy.exp(h))
 */
export function respond(y: usize, hStar: usize, uniforms: usize, kind: i32, parameter: f64, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = usize(i) << 3;
    store<f64>(y + at, response(load<f64>(hStar + at), load<f64>(uniforms + at), kind, parameter));
  }
}

function response(hStar: f64, u: f64, kind: i32, parameter: f64): f64 {
  switch (kind) {
    case ResponseKind.Logistic:
      return u < 1 / (1 + Math.exp(-hStar)) ? 1 : -1;
    case ResponseKind.Probit:
      return u < normalCdf(hStar) ? 1 : -1;
    case ResponseKind.Sign:
      return u < (hStar >= 0 ? 1 - parameter : parameter) ? 1 : -1;
    case ResponseKind.Linear:
      return hStar + parameter * gaussianOf(u);
    case ResponseKind.PhaseRetrieval:
      return hStar * hStar + parameter * gaussianOf(u);
    case ResponseKind.Amplitude:
      return Math.abs(hStar) + parameter * gaussianOf(u);
    case ResponseKind.Tanh:
      return Math.tanh(hStar) + parameter * gaussianOf(u);
    case ResponseKind.Relu:
      return Math.max(hStar, 0) + parameter * gaussianOf(u);
    case ResponseKind.Poisson:
      return poissonQuantile(u, Math.exp(hStar));
    default:
      return NaN;
  }
}

/** A uniform may be 0, once in 2^53: it then stands for the middle of the lowest of the 2^53 steps. */
function gaussianOf(u: f64): f64 {
  return normalQuantile(Math.max(u, 5.551115123125783e-17));
}

/** Standard normal variables out of `count` uniforms, for responses that the host works out. */
export function gaussiansOf(out: usize, uniforms: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = usize(i) << 3;
    store<f64>(out + at, gaussianOf(load<f64>(uniforms + at)));
  }
}
