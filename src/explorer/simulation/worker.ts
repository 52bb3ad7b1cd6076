/// <reference types="vite/client" />
/** A simulation's thread, with a compute engine of its own. */

import { matchEigenvalues } from '../../compare/matching';
import { Engine } from '../../simulation/engine';
import { estimateSpectrum } from '../../simulation/lanczos/estimate-spectrum';
import type { Progress } from '../../simulation/pacer';
import { simulate } from '../../simulation/simulate';
import type { Eigenpair } from '../../simulation/spectrum';
import threadSource from '../../wasm/thread.ts?worker&url';
import { type CallContext, serveCalls, Transferred } from '../base/calls';
import { modelOf } from '../state/scenario';
import type {
  EstimateAnswer,
  EstimateQuestion,
  LawOutline,
  SimulatedPair,
  TrialAnswer,
  TrialQuestion,
} from './answers';
import { TOLERANCE } from './work';

/** One engine at a time: another number of threads takes another. */
let current: { readonly threads: number; readonly engine: Promise<Engine> } | null = null;

/** Several threads share a trial where the page may share memory between them. */
function engineOf(threads: number): Promise<Engine> {
  if (current?.threads === threads) return current.engine;
  void current?.engine.then((engine) => engine.dispose());
  current = { threads, engine: Engine.create({ threads, threadSource: new URL(threadSource, import.meta.url) }) };
  return current.engine;
}

/** An engine's memory, some 64 MiB and more, is given back after a run of at least this p. */
const LARGE = 4000;

async function giveBack(features: number): Promise<void> {
  if (features >= LARGE) (await current?.engine)?.dispose();
}

const NO_MATCH = { outliers: [], bulks: [] } as const;

function match(eigenvalues: Float64Array, outline: LawOutline) {
  return outline === null ? NO_MATCH : matchEigenvalues(eigenvalues, outline);
}

function withoutVector({ index, eigenvalue, residual, alignment }: Eigenpair): SimulatedPair {
  return { index, eigenvalue, residual, alignment };
}

/** No more often than a progress bar can move. */
const REPORT_EVERY = 40;

function throttled(onProgress: (progress: Progress) => void): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY) return;
    last = now;
    onProgress(progress);
  };
}

serveCalls({
  async trial(question: TrialQuestion, { signal, onProgress }: CallContext): Promise<Transferred> {
    const { seed, trial, outline } = question;
    const engine = await engineOf(question.threads);
    const spectrum = await simulate(modelOf(question.model), {
      seed,
      trial,
      signal,
      onProgress: throttled(onProgress),
      engine,
      pairs(eigenvalues) {
        const ends = question.ends ? [0, eigenvalues.length - 1] : [];
        return [...new Set([...match(eigenvalues, outline).outliers.filter((index) => index >= 0), ...ends])];
      },
    });
    const { eigenvalues } = spectrum;
    await giveBack(spectrum.features);
    const pairs = spectrum.pairs.map(withoutVector);
    const { outliers, bulks } = match(eigenvalues, outline);
    const full = bulks.filter((bulk) => bulk.length > 0);
    const answer: TrialAnswer = {
      trial,
      eigenvalues,
      outliers: outliers.map((index) => pairs.find((pair) => pair.index === index) ?? null),
      bulk: [
        full[0]?.[0] ?? eigenvalues[0],
        full[full.length - 1]?.[full[full.length - 1].length - 1] ?? eigenvalues[eigenvalues.length - 1],
      ],
      ends: question.ends ? pairs.filter(({ index }) => index === 0 || index === eigenvalues.length - 1) : [],
      threads: engine.threads,
    };
    return new Transferred(answer, [eigenvalues.buffer]);
  },

  async estimate(question: EstimateQuestion, { signal, onProgress }: CallContext): Promise<EstimateAnswer> {
    const { seed, probes, steps, points } = question;
    const report = throttled(onProgress);
    const found = await estimateSpectrum(modelOf(question.model), {
      ...{ seed, probes, steps, signal, tolerance: TOLERANCE },
      engine: await engineOf(1),
      onProgress: report,
    });
    await giveBack(found.features);
    return {
      width: found.width,
      density: points.map((x) => {
        const { value, standardError } = found.density(x);
        return { x, density: value, standardError: standardError ?? 0 };
      }),
      extremes: found.extremes.map(withoutVector),
    };
  },
});
