/** The law's thread. */

import type { Law } from '../../law/law';
import { limitingLaw } from '../../law/limiting-law';
import { transition } from '../../law/transitions/transition';
import type { Parameter } from '../../model/variation';
import { lawCurves } from '../../plot/curve';
import { fadedTails, type Range, windowOf } from '../../plot/window';
import { serveCalls } from '../base/calls';
import { functionOf } from '../expression/evaluate';
import { parseExpression } from '../expression/parse';
import type { ModelText } from '../state/model-text';
import { modelOf } from '../state/scenario';
import type { LawAnswer, LawQuestion } from './thread';

/** Points of each bulk's curve: as smooth as a screen shows, and fast enough for a slider. */
const NODES = 130;

/** The last model's law: zooming asks for more of the same. */
let last: { readonly key: string; readonly law: Law; readonly tails: Range } | null = null;

function lawOf(text: ModelText) {
  const key = JSON.stringify(text);
  if (last?.key !== key) {
    const law = limitingLaw(modelOf(text));
    last = { key, law, tails: fadedTails(law) };
  }
  return last;
}

serveCalls({
  law({ model, window: wanted }: LawQuestion): LawAnswer {
    const { law, tails } = lawOf(model);
    const { aspectRatio, atomAtZero, bulks, outliers } = law;
    const places = outliers.map(({ location }) => location);
    const window = windowOf(bulks, tails, atomAtZero > 0 ? [...places, 0] : places);
    const curves = lawCurves(law, wanted ?? window, NODES);
    return { aspectRatio, atomAtZero, bulks, outliers, tails, window, curves };
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
