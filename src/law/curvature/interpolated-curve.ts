/**
 * A stretch of a curve whose moments are integrals themselves: M by the barycentric formula on 32 Chebyshev points
 * (Berrut and Trefethen, "Barycentric Lagrange interpolation", SIAM Review 2004), g exactly. Where 16 Gauss nodes
 * integrate M to rounding, 32 points interpolate it to rounding.
 */

import { type Curve, MOMENTS } from './signal-measure';

const POINTS = 32;

export function interpolatedCurve(curve: Curve, start: number, end: number): Curve {
  const points = new Float64Array(POINTS);
  /** Moments of point k from k * MOMENTS on. */
  const moments = new Float64Array(POINTS * MOMENTS);
  const point = new Float64Array(MOMENTS + 1);
  for (let k = 0; k < POINTS; k++) {
    const s = Math.cos((Math.PI * (k + 0.5)) / POINTS);
    points[k] = (start + end) / 2 + ((end - start) / 2) * s;
    curve.evaluate(points[k], point);
    moments.set(point.subarray(1), k * MOMENTS);
  }
  const g = (t: number) => curve.g(t);
  return {
    ...curve,
    costly: false,
    g,
    evaluate(t, out) {
      out[0] = g(t);
      // In locals: this loop is most of the time where the pole is close to hundreds of curves.
      let total = 0;
      let m0 = 0;
      let m1 = 0;
      let m2 = 0;
      let m3 = 0;
      let m4 = 0;
      let m5 = 0;
      for (let k = 0, at = 0; k < POINTS; k++, at += MOMENTS) {
        const distance = t - points[k];
        if (distance === 0) {
          for (let m = 0; m < MOMENTS; m++) out[m + 1] = moments[at + m];
          return;
        }
        const share = BARYCENTRIC[k] / distance;
        total += share;
        m0 += share * moments[at];
        m1 += share * moments[at + 1];
        m2 += share * moments[at + 2];
        m3 += share * moments[at + 3];
        m4 += share * moments[at + 4];
        m5 += share * moments[at + 5];
      }
      out[1] = m0 / total;
      out[2] = m1 / total;
      out[3] = m2 / total;
      out[4] = m3 / total;
      out[5] = m4 / total;
      out[6] = m5 / total;
    },
  };
}

const BARYCENTRIC = /* @__PURE__ */ Float64Array.from(
  { length: POINTS },
  (_, k) => (k % 2 === 0 ? 1 : -1) * Math.sin((Math.PI * (k + 0.5)) / POINTS),
);
