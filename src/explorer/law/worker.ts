/** The law's thread. */

import type { Law } from '../../law/law';
import { limitingLaw } from '../../law/limiting-law';
import { transition } from '../../law/transitions/transition';
import type { Parameter } from '../../model/variation';
import { lawCurves } from '../../plot/curve';
import { serveCalls } from '../base/serve-calls';
import { functionOf } from '../expression/evaluate';
import { parseExpression } from '../expression/parse';
import type { ModelText } from '../state/model-text';
import { modelOf } from '../state/scenario';
import type { LawAnswer, LawQuestion } from './law-answer';
import { windowOf } from './window';

/** Points of each bulk's curve: as smooth as a screen shows, and fast enough for a slider. */
const NODES = 130;

/** The last model's law: zooming asks for more of the same. */
let last: { readonly key: string; readonly law: Law; readonly window: readonly [number, number] } | null = null;

function lawOf(text: ModelText) {
  const key = JSON.stringify(text);
  if (last?.key !== key) {
    const law = limitingLaw(modelOf(text));
    last = { key, law, window: windowOf(law) };
  }
  return last;
}

serveCalls({
  law({ model, window }: LawQuestion): LawAnswer {
    const start = performance.now();
    const { law, window: whole } = lawOf(model);
    const { aspectRatio, atomAtZero, supportCheck, bulks, outliers } = law;
    const curves = lawCurves(law, window ?? whole, NODES);
    return {
      ...{ aspectRatio, atomAtZero, supportCheck, bulks, outliers },
      window: whole,
      curves,
      milliseconds: performance.now() - start,
    };
  },

  transition({ model, vary }: { model: ModelText; vary: Parameter }) {
    return transition(modelOf(model), { vary });
  },

  /** An own function at a few points. */
  evaluate({ text, variables, points }: { text: string; variables: string[]; points: number[][] }): number[] {
    const of = functionOf(parseExpression(text, variables), variables);
    return points.map((point) => of(...point));
  },
});
