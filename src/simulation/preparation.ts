/** What trials of one model share: where everything lies, the model's vectors and its laws. Kept from one trial to the next. */

import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { type Realization, realize } from './realization';
import { type Sampler, samplerOf } from './sampler';
import { reserveWorkspace, type Workspace, type WorkspaceNeeds } from './workspace';

interface Preparation {
  readonly space: Workspace;
  readonly signals: Realization;
  readonly sampler: Sampler;
}

interface Kept extends Preparation {
  readonly model: Model;
  readonly needs: WorkspaceNeeds;
  readonly generation: number;
  readonly top: number;
}

const kept = new WeakMap<Kernels, Kept>();

/** To be called with an arena that has just been reset: lays out a trial, or takes up what the last one left. */
export function prepareTrial(kernels: Kernels, model: Model, needs: WorkspaceNeeds): Preparation {
  const { arena } = kernels;
  const last = kept.get(kernels);
  const fits = last?.model === model && last.needs.copy === needs.copy && last.needs.precision === needs.precision;
  if (fits && last.generation === arena.generation) {
    arena.resume(last.top);
    return last;
  }
  const space = reserveWorkspace(kernels, model, needs);
  const signals = realize(kernels, model);
  const sampler = samplerOf(kernels, model);
  kept.set(kernels, { space, signals, sampler, model, needs, generation: arena.generation, top: arena.top });
  return { space, signals, sampler };
}
