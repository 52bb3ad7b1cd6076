/** Parts of a comparison as plain JSON, the same wherever it is written. */

import type { Comparison } from './comparison';

/** Each outlier: predicted location and alignment, and what was simulated. */
export function outlierNumbers({ outliers }: Comparison) {
  return outliers.map(({ predicted, ...simulated }) => ({
    side: predicted.side,
    predicted: { location: predicted.location, alignment: predicted.alignment },
    simulated,
  }));
}

/** The Marchenko-Pastur curve that is drawn beside the law, and its distance from the bulk. */
export function marchenkoPasturNumbers({ marchenkoPastur: { law, distance } }: Comparison) {
  return { shift: law.shift, scale: law.scale, distance };
}
