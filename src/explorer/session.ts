/** What goes on: the scenario and the view, the law that follows the scenario, and the simulation that follows both. */

import { Latest, Signal } from './base/signal';
import { LAW_TIME_LIMIT, type LawAnswer, lawThread, OWN_LAW_TIME_LIMIT } from './law/thread';
import { threadsFor } from './simulation/pool';
import { Runner } from './simulation/run';
import { methodOf } from './simulation/work';
import { hashOf, type State } from './state/hash';
import { hasOwnFunctions, type ModelText } from './state/model-text';
import { modelOf, type Scenario, type View } from './state/scenario';

export interface LawState {
  /** The law of the scenario's model, or of an earlier one while the next is worked out. */
  readonly answer: LawAnswer | null;
  /** Curves of the zoomed range, where there is one. */
  readonly detail: LawAnswer | null;
  readonly isCurrent: boolean;
  readonly failure: string | null;
  /** The time from the change of the model to the answer, in milliseconds. */
  readonly latency: number;
}

function timeLimitOf(model: ModelText): number {
  return hasOwnFunctions(model) ? OWN_LAW_TIME_LIMIT : LAW_TIME_LIMIT;
}

export class Session {
  readonly scenario: Signal<Scenario>;
  readonly view: Signal<View>;
  readonly law = new Signal<LawState>({ answer: null, detail: null, isCurrent: false, failure: null, latency: 0 });
  /** What is wrong with the input, in words. */
  readonly problem = new Signal<string | null>(null);
  readonly runner = new Runner();
  readonly #questions = new Latest<{ model: ModelText; since: number }>(({ model, since }) => this.#ask(model, since));
  readonly #details = new Latest<View['zoom']>((zoom) => this.#askDetail(zoom));

  constructor({ scenario, view }: State) {
    this.scenario = new Signal(scenario);
    this.view = new Signal(view);
    this.#changed(null);
    this.view.watch(({ zoom }) => void this.#details.run(zoom));
  }

  /** Another scenario, if it is a valid one; says what is wrong otherwise. */
  change(scenario: Scenario): void {
    try {
      modelOf(scenario.model);
    } catch (error) {
      this.problem.set((error as Error).message);
      return;
    }
    this.problem.set(null);
    const before = this.scenario.value;
    this.scenario.set(scenario);
    this.#changed(before);
  }

  changeModel(change: Partial<ModelText>): void {
    const { model } = this.scenario.value;
    this.change({ ...this.scenario.value, model: { ...model, ...change } });
  }

  look(change: Partial<View>): void {
    this.view.set({ ...this.view.value, ...change });
  }

  /** The address that shows the same. */
  get link(): string {
    return location.href.replace(/#.*|$/, hashOf({ scenario: this.scenario.value, view: this.view.value }));
  }

  /** The number of threads that share a trial. */
  get threads(): number {
    const { model, trials } = this.scenario.value;
    return threadsFor(trials, model.features as number);
  }

  get isMatrixFree(): boolean {
    const { model, method } = this.scenario.value;
    return methodOf(model.features as number, method) === 'matrix-free';
  }

  simulate(): void {
    void this.runner.start(this.scenario.value, this.#currentLaw);
  }

  get #currentLaw(): LawAnswer | null {
    const { answer, isCurrent } = this.law.value;
    return isCurrent ? answer : null;
  }

  #changed(before: Scenario | null): void {
    const { model } = this.scenario.value;
    if (before?.model === model) {
      this.runner.follow(this.scenario.value, this.#currentLaw);
      return;
    }
    this.runner.stop();
    if (this.view.value.zoom && before) this.look({ zoom: null });
    this.law.set({ ...this.law.value, isCurrent: false });
    void this.#questions.run({ model, since: performance.now() });
  }

  async #ask(model: ModelText, since: number): Promise<void> {
    const isCurrent = () => this.scenario.value.model === model;
    try {
      const { zoom } = this.view.value;
      const question = { model, window: null };
      const timeLimit = timeLimitOf(model);
      const answer = await lawThread.call<LawAnswer>('law', question, { timeLimit });
      const latency = performance.now() - since;
      this.law.set({ answer, detail: null, isCurrent: isCurrent(), failure: null, latency });
      if (zoom) void this.#details.run(zoom);
    } catch (error) {
      const failure = (error as Error).message;
      this.law.set({ answer: null, detail: null, isCurrent: isCurrent(), failure, latency: performance.now() - since });
    }
    if (isCurrent()) this.runner.follow(this.scenario.value, this.law.value.answer);
  }

  async #askDetail(zoom: View['zoom']): Promise<void> {
    const { model } = this.scenario.value;
    if (zoom === null || !this.law.value.answer) {
      this.law.set({ ...this.law.value, detail: null });
      return;
    }
    try {
      const detail = await lawThread.call<LawAnswer>('law', { model, window: zoom }, { timeLimit: timeLimitOf(model) });
      if (this.scenario.value.model === model) this.law.set({ ...this.law.value, detail });
    } catch {
      // The whole curve is still there, with fewer points.
    }
  }
}
