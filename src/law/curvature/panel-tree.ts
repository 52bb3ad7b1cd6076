/**
 * Panels over all the curves of a measure: a base that integrates the moments, and below it a binary tree of halves that
 * grows where, and only when, the pole of psi comes near. A pole at distance d from the real line costs log2(1/d) levels,
 * whether g is analytic or not; panels once made serve every later delta.
 */

import { ConvergenceError } from '../../errors';
import { Panel } from './panel';
import type { SignalMeasure } from './signal-measure';

/** Halves kept (about 1 kB each) before the tree is cut back to its base. */
const CAPACITY = 30_000;
const BASE_DEPTH = 40;
/** Halves that one delta may take: a smooth g takes hundreds, one with kinks thousands. */
const MOST_HALVES = 60_000;
/** Panels that one curve's base may take: forty for each kink that is not declared. */
const MOST_PANELS = 5000;

type Consumer = (panel: Panel) => void;

export class PanelTree {
  readonly base: readonly Panel[];
  readonly panels: Panel[] = [];
  readonly poles: Panel[] = [];
  private grown = 0;
  private visited = 0;

  constructor(measure: SignalMeasure) {
    const base: Panel[] = [];
    for (const curve of measure.curves) {
      const most = base.length + MOST_PANELS;
      for (let i = 0; i + 1 < curve.breaks.length; i++) {
        cover(base, new Panel(curve, curve.breaks[i], curve.breaks[i + 1]), 0, most);
      }
    }
    this.base = base;
  }

  /**
   * Panels that cover all curves and resolve psi at delta, or their halves if `halved`; apart from them those with the pole
   * next to them on which g is linear. The lists are valid until the next call.
   * @throws ConvergenceError where g is too rough to be followed to the pole
   */
  resolving(
    re: number,
    im: number,
    halved: boolean,
  ): { readonly panels: readonly Panel[]; readonly poles: readonly Panel[] } {
    this.prune();
    this.panels.length = 0;
    this.poles.length = 0;
    this.visited = 0;
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
      if (!resolved) this.visited += 2;
      if (this.visited > MOST_HALVES) throw tooRough(`the curvature's average at delta = ${re} + ${im}i`, this.visited);
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

function tooRough(what: string, panels: number): ConvergenceError {
  return new ConvergenceError(
    what,
    panels,
    Number.POSITIVE_INFINITY,
    'its rounding, or its kinks, are too many: declare the kinks, or keep to a z above the real line',
  );
}

function cover(base: Panel[], panel: Panel, depth: number, most: number): void {
  if (panel.narrow || depth === BASE_DEPTH || panel.resolvesMoments) {
    base.push(panel);
    if (base.length > most) throw tooRough("the curvature's distribution", MOST_PANELS);
    return;
  }
  for (const half of panel.exactHalves()) cover(base, half, depth + 1, most);
}
