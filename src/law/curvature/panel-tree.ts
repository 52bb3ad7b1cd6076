/**
 * Panels over all the curves of a measure: a base that integrates the moments, and below it a binary tree of halves that
 * grows where, and only when, the pole of psi comes near. A pole at distance d from the real line costs log2(1/d) levels,
 * whether g is analytic or not; panels once made serve every later delta.
 */

import { Panel } from './panel';
import type { SignalMeasure } from './signal-measure';

/** Halves kept (about 1 kB each) before the tree is cut back to its base. */
const CAPACITY = 30_000;
const BASE_DEPTH = 40;

type Consumer = (panel: Panel) => void;

export class PanelTree {
  readonly base: readonly Panel[];
  readonly panels: Panel[] = [];
  readonly poles: Panel[] = [];
  private grown = 0;

  constructor(measure: SignalMeasure) {
    const base: Panel[] = [];
    for (const curve of measure.curves) {
      for (let i = 0; i + 1 < curve.breaks.length; i++) {
        cover(base, new Panel(curve, curve.breaks[i], curve.breaks[i + 1]), 0);
      }
    }
    this.base = base;
  }

  /**
   * Panels that cover all curves and resolve psi at delta, or their halves if `halved`; apart from them those with the pole
   * next to them on which g is linear. The lists are valid until the next call.
   */
  resolving(
    re: number,
    im: number,
    halved: boolean,
  ): { readonly panels: readonly Panel[]; readonly poles: readonly Panel[] } {
    this.prune();
    this.panels.length = 0;
    this.poles.length = 0;
    for (let i = 0; i < this.base.length; i++) this.descend(this.base[i], re, im, halved);
    return this;
  }

  /** All of them in one list. */
  resolved(re: number, im: number, halved: boolean): readonly Panel[] {
    const { panels, poles } = this.resolving(re, im, halved);
    return poles.length === 0 ? panels : [...panels, ...poles];
  }

  /** Calls `consume` on panels with g near x, over which g varies by little more than `width`. */
  forNear(x: number, width: number, distance: number, consume: Consumer): void {
    this.prune();
    for (const panel of this.base) this.approach(panel, x, width, distance, consume);
  }

  private descend(panel: Panel, re: number, im: number, halved: boolean): void {
    const resolved = panel.narrow || panel.resolves(re, im);
    if (resolved && (!halved || panel.narrow)) this.panels.push(panel);
    else if (!resolved && panel.linear) this.poles.push(panel);
    else {
      for (const half of this.halves(panel)) {
        if (resolved) this.panels.push(half);
        else this.descend(half, re, im, halved);
      }
    }
  }

  private approach(panel: Panel, x: number, width: number, distance: number, consume: Consumer): void {
    if (Math.abs(x - panel.middle) > distance + panel.reach / 2) return;
    if (panel.narrow || panel.reach <= 2 * width) {
      consume(panel);
      return;
    }
    for (const half of this.halves(panel)) this.approach(half, x, width, distance, consume);
  }

  private halves(panel: Panel): readonly [Panel, Panel] {
    if (!panel.isSplit) this.grown += 2;
    return panel.split();
  }

  private prune(): void {
    if (this.grown <= CAPACITY) return;
    for (const panel of this.base) panel.merge();
    this.grown = 0;
  }
}

function cover(base: Panel[], panel: Panel, depth: number): void {
  if (panel.narrow || depth === BASE_DEPTH || panel.resolvesMoments) {
    base.push(panel);
    return;
  }
  for (const half of panel.exactHalves()) cover(base, half, depth + 1);
}
