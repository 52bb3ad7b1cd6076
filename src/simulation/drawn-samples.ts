/** All samples of a trial at once, for a fit to pass over: the same numbers that the trial's Hessian is built from. */

import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { realize } from './realization';
import { Sampler, sampleSpaceBytes } from './sampler';
import type { TrialKey } from './seed';
import { layOut } from './workspace';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** Rows of a panel: see assembly/chunk.ts. */
const PANEL_ROWS = 8;

export interface DrawnSamples {
  readonly features: number;
  /** n x p, row-major. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly mean: Float64Array;
  readonly wStar: Float64Array;
}

export function drawSamples(kernels: Kernels, model: Model, key: TrialKey): DrawnSamples {
  const { exports, arena } = kernels;
  const n = model.samples as number;
  const p = model.features as number;
  const chunk = exports.chunkSamples(n);
  const signals = realize(kernels, model);
  const panelBytes = exports.panelBytes(p, chunk);
  const space = layOut(kernels, { ...sampleSpaceBytes(kernels, model, chunk), panels: panelBytes });
  const sampler = new Sampler(kernels, model, signals, space);
  sampler.begin(key);
  const x = new Float64Array(n * p);
  const y = new Float64Array(n);
  const stride = panelBytes / exports.blockCount(p) / DOUBLE;
  for (let start = 0; start < n; start += chunk) {
    const count = Math.min(chunk, n - start);
    // A chunk that is shorter has its panels closer together.
    const apart = count === chunk ? stride : exports.panelBytes(p, count) / exports.blockCount(p) / DOUBLE;
    sampler.drawResponses(space.panels, count);
    y.set(arena.view(space.y, count), start);
    readPanels(arena.view(space.panels, apart * exports.blockCount(p)), apart, x.subarray(start * p), p, count);
  }
  const { mean, wStar } = signals;
  return { features: p, x, y, mean: arena.view(mean, p).slice(), wStar: arena.view(wStar, p).slice() };
}

/** `apart`: doubles from one panel to the next. */
function readPanels(panels: Float64Array, apart: number, out: Float64Array, features: number, count: number): void {
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < features; j++) {
      out[i * features + j] = panels[Math.floor(j / PANEL_ROWS) * apart + i * PANEL_ROWS + (j % PANEL_ROWS)];
    }
  }
}
