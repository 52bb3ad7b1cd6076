/** Preprocessings to be compared: each for any p / n, with what is predicted of it. C is the identity where T is optimal. */

import { limitingLaw } from '../law/limiting-law';
import { transition } from '../law/transitions/transition';
import type { Model, Preprocessing } from '../model/model';
import { definePreprocessing, type PreprocessingInput } from '../model/preprocessings';
import { designPreprocessing } from './designed-preprocessing';
import { optimalAlignment, optimalPreprocessing, weakRecoveryThreshold } from './optimal-preprocessing';

/** What the spectrum shows of wStar in the limit. */
export interface Prediction {
  readonly side: 'left' | 'gap' | 'right' | null;
  /** The outlier best aligned with wStar; null if there is none. */
  readonly outlier: number | null;
  /** Its squared cosine with wStar; 0 if there is none. */
  readonly alignment: number;
}

export interface Candidate {
  readonly label: string;
  /** T for the model's response, |wStar| and c. */
  readonly preprocessing: (model: Model) => Preprocessing;
  readonly predict: (model: Model) => Prediction;
  /** The p / n below which it finds wStar; null if it does at none. */
  readonly threshold: (model: Model) => number | null;
}

const NOTHING: Prediction = { side: null, outlier: null, alignment: 0 };

/** A T that does not depend on p / n. */
export function fixedCandidate(label: string, preprocessing: Preprocessing): Candidate {
  return {
    label,
    preprocessing: () => preprocessing,
    predict: (model) => predictionOf(withPreprocessing(model, preprocessing)),
    threshold(model) {
      const { criticals } = transition(withPreprocessing(model, preprocessing), { vary: 'aspectRatio', points: 2 });
      const values = criticals.filter(({ present }) => present === 'below').map(({ value }) => value);
      return values.length === 0 ? null : Math.max(...values);
    },
  };
}

/** T* in its bounded form. */
export const REGULARIZED_CANDIDATE: Candidate = {
  label: 'regularized',
  preprocessing: (model) => definePreprocessing(optimalPreprocessing(model)),
  predict(model) {
    // Beyond the threshold T* is unbounded below, and it is proven that nothing is found.
    if (model.aspectRatio >= weakRecoveryThreshold(model)) return NOTHING;
    return predictionOf(withPreprocessing(model, optimalPreprocessing(model)));
  },
  threshold: positiveThreshold,
};

/** T* itself: its outlier is at c, whatever the response (E[(m - 1)^2 / (m + k)] k = c and E[m] = 1). */
export const OPTIMAL_CANDIDATE: Candidate = {
  label: 'optimal',
  preprocessing: (model) => definePreprocessing(optimalPreprocessing(model, { regularized: false })),
  predict(model) {
    const alignment = optimalAlignment(model);
    return alignment === 0 ? NOTHING : { side: 'right', outlier: model.aspectRatio, alignment };
  },
  threshold: positiveThreshold,
};

/** The best T with values in [-bound, 1]. */
export function designedCandidate(bound: number): Candidate {
  const design = (model: Model) => designPreprocessing(model, { range: [-bound, 1] });
  return {
    label: `designed:${bound}`,
    preprocessing: (model) => definePreprocessing(design(model).preprocessing),
    predict(model) {
      const { preprocessing, alignment } = design(model);
      return alignment === 0 ? NOTHING : predictionOf(withPreprocessing(model, preprocessing));
    },
    threshold: (model) => design(model).threshold || null,
  };
}

export function withPreprocessing(model: Model, preprocessing: PreprocessingInput | Preprocessing): Model {
  const defined = 'kind' in preprocessing && preprocessing.kind === 'custom' ? preprocessing : null;
  return { ...model, loss: null, preprocessing: defined ?? definePreprocessing(preprocessing) };
}

function positiveThreshold(model: Model): number | null {
  const threshold = weakRecoveryThreshold(model);
  // The threshold of a response whose labels are signs is zero to rounding.
  return threshold > THRESHOLD_ROUNDING ? threshold : null;
}

const THRESHOLD_ROUNDING = 1e-12;

/** The outlier that is best aligned with wStar. */
function predictionOf(model: Model): Prediction {
  const { outliers } = limitingLaw(model);
  const found = outliers.map(({ side, location, alignment }) => ({
    side,
    outlier: location,
    alignment: alignment.wStar ?? 0,
  }));
  return found.sort((a, b) => b.alignment - a.alignment)[0] ?? NOTHING;
}
