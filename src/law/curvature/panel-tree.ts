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
   * Calls `consume` on panels that cover all curves and resolve psi at delta, or on their halves if `halved`. Panels with
   * the pole next to them go to `consumePole` as soon as g is linear on them.
   */
  forResolving(re: number, im: number, halved: boolean, consume: Consumer, consumePole: Consumer = consume): void {
    this.prune();
    for (const panel of this.base) this.descend(panel, re, im, halved, consume, consumePole);
  }

  /** Calls `consume` on panels with g near x, over which g varies by little more than `width`. */
  forNear(x: number, width: number, distance: number, consume: Consumer): void {
    this.prune();
    for (const panel of this.base) this.approach(panel, x, width, distance, consume);
  }

  private descend(
    panel: Panel,
    re: number,
    im: number,
    halved: boolean,
    consume: Consumer,
    consumePole: Consumer,
  ): void {
    const resolved = panel.narrow || panel.resolves(re, im);
    if (resolved && (!halved || panel.narrow)) consume(panel);
    else if (!resolved && panel.linear) consumePole(panel);
    else {
      for (const half of this.halves(panel)) {
        if (resolved) consume(half);
        else this.descend(half, re, im, halved, consume, consumePole);
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
