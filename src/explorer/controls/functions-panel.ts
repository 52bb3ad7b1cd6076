/** Functions of the user's own: checked as they are typed, tried at a few points in a thread, never evaluated in the page. */

import { formatNumber } from '../../words/format';
import { freshId, h } from '../base/dom';
import { parseExpression } from '../expression/parse';
import { slowLawThread } from '../law/thread';
import type { Session } from '../session';
import { CURVATURE_VARIABLES, type ModelText, RESPONSE_VARIABLES } from '../state/model-text';

/** A function is tried for this many milliseconds, then stopped. */
const TRIAL_LIMIT = 1500;
/** The model follows this much after the last key. */
const TYPING_REST = 350;

interface Slot {
  readonly label: string;
  readonly variables: readonly string[];
  /** The points at which it is tried. */
  readonly points: readonly (readonly number[])[];
  /** Undefined where the model has no such function. */
  of(model: ModelText): string | undefined;
  set(model: ModelText, text: string): Partial<ModelText>;
  /** What is wrong with its values, if anything. */
  check(values: readonly number[]): string | null;
}

const finite = (values: readonly number[]) =>
  values.every(Number.isFinite) ? null : 'it must give a finite number everywhere';

const SLOTS: readonly Slot[] = [
  {
    label: "l''(y, h)",
    variables: CURVATURE_VARIABLES,
    points: [
      [1, -2],
      [1, 0],
      [1, 2],
      [-1, 1],
    ],
    of: ({ loss }) => (typeof loss === 'object' && 'curvature' in loss ? loss.curvature : undefined),
    set: ({ loss }, curvature) => ({ loss: { ...(loss as object), curvature } }),
    check: finite,
  },
  {
    label: 'P(y = 1 | h)',
    variables: RESPONSE_VARIABLES,
    points: [[-2], [0], [2]],
    of: ({ response }) =>
      typeof response === 'object' && 'probability' in response ? response.probability : undefined,
    set: ({ response }, probability) => ({ response: { ...(response as object), probability } }),
    check: (values) => (values.every((p) => p >= 0 && p <= 1) ? null : 'it must give a probability everywhere'),
  },
  {
    label: 'y = f(h)',
    variables: RESPONSE_VARIABLES,
    points: [[-2], [0], [2]],
    of: ({ response }) => (typeof response === 'object' && 'map' in response ? response.map : undefined),
    set: ({ response }, map) => ({ response: { ...(response as object), map } }),
    check: finite,
  },
];

const HELP =
  'Numbers, + - * / ^, comparisons, && ||, a ? b : c, pi, e, abs exp log sqrt sin cos tanh cosh min max … and sum(k, 1, 9, term).';

export function functionsPanel(session: Session): HTMLElement {
  const editors = SLOTS.map((slot) => editorOf(session, slot));
  const panel = h(
    'fieldset',
    { class: 'functions' },
    h('legend', {}, 'Your own functions'),
    ...editors,
    h('p', { class: 'note' }, HELP),
  );
  session.scenario.watch(({ model }) => {
    panel.hidden = SLOTS.every((slot) => slot.of(model) === undefined);
  });
  return panel;
}

function editorOf(session: Session, slot: Slot): HTMLElement {
  const id = freshId('function');
  const verdict = h('p', { class: 'note', role: 'status', id: `${id}-verdict` });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (words: string, isWrong: boolean) => {
    verdict.textContent = words;
    verdict.classList.toggle('wrong', isWrong);
    area.setAttribute('aria-invalid', String(isWrong));
  };
  const accept = async (text: string) => {
    try {
      parseExpression(text, slot.variables);
      say('trying it …', false);
      const question = { text, variables: slot.variables, points: slot.points };
      const values = await slowLawThread.call<number[]>('evaluate', question, { timeLimit: TRIAL_LIMIT });
      if (area.value !== text) return;
      const defect = slot.check(values);
      say(defect ?? wordsOf(slot, values), defect !== null);
      if (defect === null) session.changeModel(slot.set(session.scenario.value.model, text));
    } catch (error) {
      if (area.value === text) say((error as Error).message, true);
    }
  };
  const area = h('textarea', {
    id,
    rows: 2,
    spellcheck: 'false',
    autocapitalize: 'off',
    'aria-describedby': `${id}-verdict`,
    input() {
      clearTimeout(timer);
      try {
        parseExpression(area.value, slot.variables);
        say('', false);
      } catch (error) {
        say((error as Error).message, true);
        return;
      }
      timer = setTimeout(() => void accept(area.value), TYPING_REST);
    },
  });
  const element = h('div', { class: 'function' }, h('label', { for: id }, slot.label), area, verdict);
  session.scenario.watch(({ model }) => {
    const text = slot.of(model);
    element.hidden = text === undefined;
    if (text !== undefined && document.activeElement !== area) area.value = text;
  });
  return element;
}

function wordsOf({ variables, points }: Slot, values: readonly number[]): string {
  const at = (point: readonly number[]) => variables.map((name, i) => `${name} = ${point[i]}`).join(', ');
  return values.map((value, k) => `${formatNumber(value, 3)} at ${at(points[k])}`).join('; ');
}
