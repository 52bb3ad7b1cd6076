/** The moments of a whole measure, or of a stretch of it: what becomes of it where g is constant. */

import { NODES } from '../../numerics/gauss-legendre';
import { PanelTree } from './panel-tree';
import { MOMENTS, type PointMass, type SignalMeasure } from './signal-measure';

/** E[v v^T] over the measure. */
export function totalMoments(measure: SignalMeasure): Float64Array {
  const total = new Float64Array(MOMENTS);
  for (const { values } of new PanelTree(measure).resolved(0, 0, false)) {
    for (let k = 0; k < MOMENTS; k++) {
      for (let i = 0; i < NODES; i++) total[k] += values[(k + 1) * NODES + i];
    }
  }
  for (const { moments } of measure.points) for (let k = 0; k < MOMENTS; k++) total[k] += moments[k];
  return total;
}

/** All of the measure's mass at one g. */
export function gathered(measure: SignalMeasure, g: number): PointMass {
  return { g, moments: totalMoments(measure) };
}
