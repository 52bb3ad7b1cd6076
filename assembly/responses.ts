// The response y given hStar = wStar . x, from one uniform u in [0, 1) a sample: by the inverse of its distribution
// function, so that y does not depend on anything but the stream.
import { normalCdf, normalQuantile } from './normal';

enum ResponseKind {
  Unknown = -1,
  Logistic, // +1 with probability 1 / (1 + exp(-hStar)), else -1
  Probit, // +1 with probability Phi(hStar), else -1
  Linear, // hStar + noise N(0, 1)
  PhaseRetrieval, // hStar^2 + noise N(0, 1)
}

/** The code by which kernels know a response of the model file; -1 for a name they do not know. */
export function responseKind(name: string): i32 {
  if (name === 'logistic') return ResponseKind.Logistic;
  if (name === 'probit') return ResponseKind.Probit;
  if (name === 'linear') return ResponseKind.Linear;
  if (name === 'phase-retrieval') return ResponseKind.PhaseRetrieval;
  return ResponseKind.Unknown;
}

/** y of `count` samples. `noise` is the standard deviation of the responses that have one. */
export function respond(y: usize, hStar: usize, uniforms: usize, kind: i32, noise: f64, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = usize(i) << 3;
    store<f64>(y + at, response(load<f64>(hStar + at), load<f64>(uniforms + at), kind, noise));
  }
}

function response(hStar: f64, u: f64, kind: i32, noise: f64): f64 {
  switch (kind) {
    case ResponseKind.Logistic:
      return u < 1 / (1 + Math.exp(-hStar)) ? 1 : -1;
    case ResponseKind.Probit:
      return u < normalCdf(hStar) ? 1 : -1;
    case ResponseKind.Linear:
      return hStar + noise * gaussianOf(u);
    case ResponseKind.PhaseRetrieval:
      return hStar * hStar + noise * gaussianOf(u);
    default:
      return NaN;
  }
}

/** A uniform may be 0, once in 2^53: it then stands for the middle of the lowest of the 2^53 steps. */
function gaussianOf(u: f64): f64 {
  return normalQuantile(Math.max(u, 5.551115123125783e-17));
}
