/** The simulation that follows the model: trials on all threads, one after the other on each, or one estimate without H. */

import { Signal } from '../base/signal';
import type { LawAnswer } from '../law/thread';
import { hasOwnFunctions, type ModelText } from '../state/model-text';
import type { Scenario } from '../state/scenario';
import type { EstimateAnswer, EstimateQuestion, TrialAnswer, TrialQuestion } from './answers';
import { simulationThreads, threadsFor } from './pool';
import { PROBES, STEPS, type Work, workOf } from './work';

export interface Run {
  readonly status: 'idle' | 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** The share of all trials that is done, in [0, 1]. */
  readonly fraction: number;
  /** What it is at, in words. */
  readonly stage: string;
  /** The rate since the start, over all threads. */
  readonly gigaflops: number;
  /** The trials that are done, by number. */
  readonly trials: readonly TrialAnswer[];
  readonly estimate: EstimateAnswer | null;
  readonly failure: string | null;
}

const IDLE: Run = {
  status: 'idle',
  fraction: 0,
  stage: '',
  gigaflops: 0,
  trials: [],
  estimate: null,
  failure: null,
};

/** A run that takes no longer than a second or two starts by itself. */
const AUTOMATIC_OPERATIONS = 2.5e10;
/** The slider must have come to rest. */
const REST = 250;
/** An estimate's density is drawn at so many points of the window. */
const POINTS = 160;
/** A simulation with functions of the user's own is stopped when it goes no further for this many milliseconds. */
const LONGEST_SILENCE = 10_000;
/** The share of an estimate's bar for its quadrature; the rest is for the extreme eigenvalues. */
const QUADRATURE = 0.8;
/** How often the picture follows the progress, in milliseconds. */
const FRAME = 60;

interface Progress {
  readonly stage: string;
  readonly fraction: number;
}

const STAGES: Readonly<Record<string, string>> = {
  build: 'sampling and building H',
  tridiagonalize: 'tridiagonalizing H',
  sample: 'sampling',
  quadrature: 'Lanczos quadrature',
  extremes: 'extreme eigenvalues',
};

export function workOfScenario({ model, method }: Scenario, law: LawAnswer | null): Work {
  return workOf(model.features as number, model.samples as number, law?.outliers.length ?? 0, method);
}

export class Runner {
  readonly run = new Signal<Run>(IDLE);
  #controller: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Drops what is there, and starts anew by itself if that does not take long. */
  follow(scenario: Scenario, law: LawAnswer | null): void {
    this.stop();
    const isShort = workOfScenario(scenario, law).operations * scenario.trials <= AUTOMATIC_OPERATIONS;
    this.run.set({ ...IDLE, status: isShort ? 'waiting' : 'idle' });
    if (isShort) this.#timer = setTimeout(() => void this.start(scenario, law), REST);
  }

  /** The model has changed, or the user has had enough. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#controller?.abort(new DOMException('cancelled', 'AbortError'));
    this.#controller = null;
  }

  cancel(): void {
    const { status } = this.run.value;
    this.stop();
    if (status === 'running' || status === 'waiting') this.run.set({ ...this.run.value, status: 'cancelled' });
  }

  async start(scenario: Scenario, law: LawAnswer | null): Promise<void> {
    this.stop();
    const controller = new AbortController();
    this.#controller = controller;
    this.run.set({ ...IDLE, status: 'running', stage: 'starting' });
    const update = (change: Partial<Run>) => {
      if (this.#controller === controller) this.run.set({ ...this.run.value, ...change });
    };
    try {
      const { method } = workOfScenario(scenario, law);
      if (method === 'dense') await this.#trials(scenario, law, controller.signal, update);
      else await this.#estimate(scenario, law, controller.signal, update);
      update({ status: 'done', fraction: 1, stage: '' });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      update({ status: 'failed', failure });
    } finally {
      if (this.#controller === controller) this.#controller = null;
      // Where one trial failed, the others are of no use.
      controller.abort();
    }
  }

  async #trials(
    scenario: Scenario,
    law: LawAnswer | null,
    signal: AbortSignal,
    update: (change: Partial<Run>) => void,
  ): Promise<void> {
    const { model, seed, trials: count } = scenario;
    const { operations } = workOfScenario(scenario, law);
    const outline = law && { atomAtZero: law.atomAtZero, outliers: law.outliers, bulks: law.bulks };
    const meter = new Meter(count, operations, update);
    const threads = threadsFor(count, model.features as number);
    const found: TrialAnswer[] = [];
    let next = 0;
    const work = async (thread: (typeof simulationThreads)[number]) => {
      while (next < count) {
        const trial = next;
        next++;
        const question: TrialQuestion = { model, seed, trial, outline, threads };
        const onProgress = (progress: Progress) => meter.report(trial, progress);
        found.push(
          await thread.call<TrialAnswer, Progress>('trial', question, { signal, onProgress, ...patience(model) }),
        );
        meter.report(trial, { stage: '', fraction: 1 });
        update({ trials: [...found].sort((a, b) => a.trial - b.trial) });
      }
    };
    await Promise.all(simulationThreads.slice(0, count).map(work));
  }

  async #estimate(
    scenario: Scenario,
    law: LawAnswer | null,
    signal: AbortSignal,
    update: (change: Partial<Run>) => void,
  ): Promise<void> {
    const [left, right] = law?.window ?? [0, 1];
    const points = Array.from({ length: POINTS }, (_, k) => left + ((right - left) * k) / (POINTS - 1));
    const { model, seed } = scenario;
    const question: EstimateQuestion = { model, seed, probes: PROBES, steps: STEPS, points };
    const meter = new Meter(1, workOfScenario(scenario, law).operations, update, QUADRATURE);
    const onProgress = ({ stage, fraction }: Progress) => {
      if (stage !== 'extremes') return meter.report(0, { stage, fraction });
      // How many passes these take nobody knows before: they count in the bar, and in no rate.
      update({ stage: STAGES[stage], fraction: QUADRATURE + (1 - QUADRATURE) * Math.min(1, fraction) });
    };
    const estimate = await simulationThreads[0].call<EstimateAnswer, Progress>('estimate', question, {
      signal,
      onProgress,
      ...patience(model),
    });
    update({ estimate });
  }
}

function patience(model: ModelText): { longestSilence?: number } {
  return hasOwnFunctions(model) ? { longestSilence: LONGEST_SILENCE } : {};
}

/** Progress of all trials together, and what it makes in operations a second. */
class Meter {
  readonly #started = performance.now();
  readonly #fractions: Float64Array;
  readonly #operations: number;
  readonly #update: (change: Partial<Run>) => void;
  readonly #share: number;
  #shown = 0;

  /** @param share of the bar that is for this work */
  constructor(count: number, operations: number, update: (change: Partial<Run>) => void, share = 1) {
    this.#fractions = new Float64Array(count);
    this.#operations = operations;
    this.#update = update;
    this.#share = share;
  }

  report(trial: number, { stage, fraction }: Progress): void {
    this.#fractions[trial] = fraction;
    const now = performance.now();
    if (now - this.#shown < FRAME && fraction < 1) return;
    this.#shown = now;
    const done = this.#fractions.reduce((sum, part) => sum + part, 0);
    const gigaflops = (done * this.#operations) / (now - this.#started) / 1e6;
    const whole = this.#fractions.length;
    this.#update({ fraction: (this.#share * done) / whole, stage: STAGES[stage] ?? stage, gigaflops });
  }
}
