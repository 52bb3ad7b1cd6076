/** A law of doubled resolution: every stretch of every curve halved, blocks of counts as well, and twice the nodes for C. */

import { signalGeometry } from '../../src/covariance/geometry';
import { AssembledLaw } from '../../src/law/assembled-law';
import { curvatureMeasure } from '../../src/law/curvature/builder';
import { QuadratureLaw } from '../../src/law/curvature/quadrature-law';
import type { Curve, SignalMeasure } from '../../src/law/curvature/signal-measure';
import { ResolvedLaw } from '../../src/law/resolved-law';
import type { Model } from '../../src/model/model';

function halved(measure: SignalMeasure): SignalMeasure {
  const curves = measure.curves.map((curve): Curve => {
    const breaks = curve.breaks.flatMap((start, i) =>
      i + 1 < curve.breaks.length ? [start, (start + curve.breaks[i + 1]) / 2] : [start],
    );
    return { ...curve, breaks, g: (t) => curve.g(t), evaluate: (t, out) => curve.evaluate(t, out) };
  });
  const blocks = measure.blocks?.flatMap((block) => (block.isExact ? [block] : block.halves()));
  return { ...measure, curves, ...(blocks && { blocks }) };
}

export function doubledLaw(model: Model, law: AssembledLaw): AssembledLaw {
  const geometry = signalGeometry(model, law instanceof ResolvedLaw ? 2 * law.curve.atoms.length : undefined);
  const { basis, measure } = curvatureMeasure(model, geometry);
  return new AssembledLaw(new QuadratureLaw(basis, halved(measure)), geometry, model.aspectRatio);
}
