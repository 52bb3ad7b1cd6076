/** One parameter swept: the law's curve of gap and alignment, and simulated points that arrive one by one. */

import type { Transition, TransitionPoint } from '../../law/transitions/transition';
import { type Parameter, parameterOf, withParameter } from '../../model/variation';
import { Signal } from '../base/signal';
import { LAW_TIME_LIMIT, type LawAnswer, slowLawThread } from '../law/thread';
import type { LawOutline, TrialAnswer, TrialQuestion } from '../simulation/answers';
import { simulationThreads } from '../simulation/pool';
import type { ModelText } from '../state/model-text';
import { modelOf, type Scenario } from '../state/scenario';

export interface SimulatedPoint {
  readonly value: number;
  readonly gap: number;
  readonly alignment: number;
}

export interface Sweep {
  readonly status: 'idle' | 'theory' | 'simulating' | 'done' | 'cancelled' | 'failed';
  readonly found: Transition | null;
  readonly points: readonly SimulatedPoint[];
  readonly failure: string | null;
}

const NOTHING: Sweep = { status: 'idle', found: null, points: [], failure: null };
/** Simulated values of the parameter, spread over the curve. */
const COUNT = 16;
/** A sweep is for an impression: its simulations are no larger than this p, at the same ratio. */
const LARGEST = 400;

export class Sweeper {
  readonly sweep = new Signal<Sweep>(NOTHING);
  #controller: AbortController | null = null;

  cancel(): void {
    if (!this.#controller) return;
    this.#controller.abort(new DOMException('cancelled', 'AbortError'));
    this.#controller = null;
    this.sweep.set({ ...this.sweep.value, status: 'cancelled' });
  }

  /** Forgets what was there. */
  clear(): void {
    this.cancel();
    this.sweep.set(NOTHING);
  }

  async start({ model, seed }: Scenario, vary: Parameter): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    this.sweep.set({ ...NOTHING, status: 'theory' });
    const update = (change: Partial<Sweep>) => {
      if (this.#controller === controller) this.sweep.set({ ...this.sweep.value, ...change });
    };
    try {
      const question = { model, vary };
      const found = await slowLawThread.call<Transition>('transition', question, { signal, timeLimit: LAW_TIME_LIMIT });
      update({ found, status: 'simulating' });
      const stops = stopsOf(found);
      let next = 0;
      const work = async (thread: (typeof simulationThreads)[number]) => {
        while (next < stops.length) {
          const stop = stops[next];
          next++;
          const trial: TrialQuestion = {
            model: modelAt(model, vary, stop.value, LARGEST),
            ...{ seed, trial: 0, outline: null, threads: 1, ends: true },
          };
          const outline = found.side === 'gap' ? await outlineOf(trial.model, signal) : null;
          const answer = await thread.call<TrialAnswer>('trial', { ...trial, outline }, { signal });
          const point = pointOf(answer, stop, found, outline);
          if (point) update({ points: [...this.sweep.value.points, point] });
        }
      };
      await Promise.all(simulationThreads.map(work));
      update({ status: 'done' });
    } catch (error) {
      update({ status: 'failed', failure: (error as Error).message });
    } finally {
      if (this.#controller === controller) this.#controller = null;
      controller.abort();
    }
  }
}

/** Points of the curve, evenly among them; for an outlier in a gap those that have one. */
function stopsOf({ curve, side }: Transition): TransitionPoint[] {
  const usable = curve.filter(({ edge, location }) => edge !== null && (side !== 'gap' || location !== null));
  const count = Math.min(COUNT, usable.length);
  return Array.from(
    { length: count },
    (_, k) => usable[Math.round((k * (usable.length - 1)) / Math.max(1, count - 1))],
  );
}

/** Which eigenvalue is the outlier in a gap only the law there can tell. */
async function outlineOf(model: ModelText, signal: AbortSignal): Promise<LawAnswer> {
  return slowLawThread.call<LawAnswer>('law', { model, window: null }, { signal, timeLimit: LAW_TIME_LIMIT });
}

/** Null where the simulation has no eigenvalue for it. */
function pointOf(
  { ends, outliers }: TrialAnswer,
  { value, edge, location }: TransitionPoint,
  { side, signal }: Transition,
  outline: LawOutline,
): SimulatedPoint | null {
  const distances = (outline?.outliers ?? []).map((outlier) => Math.abs(outlier.location - (location as number)));
  const nearest = outliers[distances.indexOf(Math.min(...distances))] ?? null;
  const pair = side === 'gap' ? nearest : side === 'left' ? ends[0] : ends[ends.length - 1];
  if (!pair) return null;
  const distance = pair.eigenvalue - (edge as number);
  const gap = side === 'gap' ? Math.abs(distance) : Math.max(0, side === 'left' ? -distance : distance);
  return { value, gap, alignment: signal === null ? 0 : (pair.alignment[signal] ?? 0) };
}

/** The model with the parameter at the value, at the same p or a smaller one. */
export function modelAt(
  text: ModelText,
  vary: Parameter,
  value: number,
  largest = Number.POSITIVE_INFINITY,
): ModelText {
  const model = modelOf(text);
  const p = Math.min(text.features as number, largest);
  const ratio = vary === 'aspectRatio' ? value : model.aspectRatio;
  const size = { features: p, samples: Math.max(1, Math.round(p / ratio)) };
  if (vary === 'aspectRatio') return { ...text, ...size };
  const { [vary]: signal } = withParameter(model, vary, value);
  return { ...text, ...size, [vary]: 'frame' in signal ? [...signal.frame] : { values: signal.values } };
}

export function currentValueOf(text: ModelText, vary: Parameter): number {
  return parameterOf(modelOf(text), vary);
}
