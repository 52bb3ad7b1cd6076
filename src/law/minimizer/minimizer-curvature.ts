/**
 * The law of the curvature at a minimizer, joint with the signal basis and with s = dl/dh, which the stationary point couples
 * to the features: Z s / n = -C^(-1/2) (ridge w + E[s] mean), for the whitened features Z.
 *
 * Two quadrature laws over the same curves hold the moments of (1, a1, a2) and of (1, s, a1, a2) with s.
 */

import { type Interval, LINE } from '../../numerics/interval';
import { limitsOf } from '../../numerics/range';
import type { CurvatureLaw, SignalBasis, Stationarity } from '../curvature/curvature-law';
import { piecewise } from '../curvature/pushforward';
import { QuadratureLaw } from '../curvature/quadrature-law';
import { type Curve, ROUNDING, type SignalMeasure } from '../curvature/signal-measure';
import type { FitLoss } from './fit-loss';
import { A1, A2, A11, A12, A22, DENSITY, G, S, SA1, SA2, type ScoreCurve, SS, VALUES } from './score-curve';
import { ALL_MOMENTS, withSlopes } from './stationarity';

/** Relative rounding of sums of positive terms over nodes. */
const SUM_NOISE = 1e-13;
/** The most points that are remembered, which take 1 MB. */
const REMEMBERED = 8000;

/**
 * The law of the curvature at a minimizer. Its signal moments are against v = (1, a, s / sqrt(chi)).
 * @param chi E[s^2]
 */
export function minimizerCurvature(
  basis: SignalBasis,
  stationarity: Stationarity,
  chi: number,
  curves: readonly ScoreCurve[],
  { range }: FitLoss,
): CurvatureLaw {
  const remembered = curves.map((curve) => (curve.costly ? remembering(curve) : curve));
  const plain = new QuadratureLaw(basis, measureOf(remembered, range, writePlain));
  const slopes = new QuadratureLaw(ALL_MOMENTS, measureOf(remembered, range, writeWithSlope));
  const { support, atomAtZero, mean, secondMoment } = plain;
  return {
    ...{ basis, stationarity, support, atomAtZero, mean, secondMoment },
    expectation: (f) => plain.expectation(f),
    transform: (delta) => plain.transform(delta),
    signalMoments: (delta) => withSlopes(plain.signalMoments(delta), slopes.signalMoments(delta), basis.rank, chi),
  };
}

/** Writes six moments at out[1] on. */
type Write = (values: Float64Array, out: Float64Array) => void;

function writePlain(values: Float64Array, out: Float64Array): void {
  out[1] = values[DENSITY];
  out[2] = values[A1];
  out[3] = values[A2];
  out[4] = values[A11];
  out[5] = values[A12];
  out[6] = values[A22];
}

function writeWithSlope(values: Float64Array, out: Float64Array): void {
  out[1] = values[DENSITY];
  out[2] = values[S];
  out[3] = values[SA1];
  out[4] = values[SS];
  out[5] = values[SA2];
  out[6] = out[4];
}

/** The curve with its first points remembered, since the two laws begin by asking for the same ones. */
function remembering(curve: ScoreCurve): ScoreCurve {
  const known = new Map<number, Float64Array>();
  return {
    ...curve,
    evaluate(t, out) {
      let values = known.get(t);
      if (values === undefined) {
        values = new Float64Array(VALUES);
        curve.evaluate(t, values);
        if (known.size < REMEMBERED) known.set(t, values);
      }
      out.set(values);
    },
  };
}

function measureOf(curves: readonly ScoreCurve[], range: Interval | null, write: Write): SignalMeasure {
  const values = new Float64Array(VALUES);
  const parts = curves.map(({ breaks, kinks, costly, g, evaluate }) => {
    const reach = Math.max(Math.abs(breaks[0]), Math.abs(breaks[breaks.length - 1]));
    const curve: Curve = {
      breaks,
      ends: limitsOf(g, false, reach),
      support: LINE,
      costly,
      noise: costly ? SUM_NOISE : ROUNDING,
      g,
      evaluate(t, out) {
        evaluate(t, values);
        out[0] = values[G];
        write(values, out);
      },
    };
    return piecewise(curve, kinks, range);
  });
  return { points: parts.flatMap(({ points }) => points), curves: parts.flatMap((part) => part.curves) };
}
