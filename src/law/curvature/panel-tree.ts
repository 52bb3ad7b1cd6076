/**
 * Panels over all the curves of a measure: a base that integrates the moments, and below it a binary tree of halves that
 * grows where, and only when, the pole of psi comes near. A pole at distance d from the real line costs log2(1/d) levels,
 * whether g is analytic or not; panels once made serve every later delta.
 */

import { ConvergenceError } from '../../errors';
import { NODES } from '../../numerics/gauss-legendre';
import { Panel } from './panel';
import { addPanels } from './panel-sums';
import { type MeasureBlock, MOMENTS, type SignalMeasure } from './signal-measure';

/** Halves kept (about 1 kB each) before the tree is cut back to its base. */
const CAPACITY = 100_000;
const BASE_DEPTH = 40;
/** Halves that one delta may take: a smooth g takes hundreds, one with kinks thousands. */
const MOST_HALVES = 60_000;
/** Panels that one curve's base may take: forty for each kink that is not declared. */
const MOST_PANELS = 5000;

type Consumer = (panel: Panel) => void;

export class PanelTree {
  readonly base: readonly Panel[];
  readonly #panels: Panel[] = [];
  readonly #poles: Panel[] = [];
  readonly #branches: readonly Branch[];
  readonly #sums = new Float64Array(4);
  #grown = 0;
  #visited = 0;

  constructor(measure: SignalMeasure) {
    this.base = baseOf(measure);
    const hasCurves = ({ measures }: MeasureBlock) => measures.some(({ curves }) => curves.length > 0);
    this.#branches = measure.blocks?.filter(hasCurves).map((block) => new Branch(block)) ?? [];
  }

  /**
   * Adds Re E[psi], -Im E[psi], Re E[psi^2], Im E[psi^2] at delta; over halves of the panels that resolve psi if `halved`.
   * @throws ConvergenceError where g is too rough to be followed to the pole
   */
  addTo(sums: Float64Array, re: number, im: number, halved: boolean): void {
    this.#resolve(re, im, halved);
    for (let k = 0; k < sums.length; k++) sums[k] += this.#sums[k];
  }

  /** Panels that cover all curves and resolve psi at delta, or their halves if `halved`; valid until the next call. */
  resolved(re: number, im: number, halved: boolean): readonly Panel[] {
    this.#resolve(re, im, halved);
    const panels = this.#panels;
    const poles = this.#poles;
    return poles.length === 0 ? panels : [...panels, ...poles];
  }

  /** Calls `consume` on panels with g near x, over which g varies by little more than `width`. */
  forNear(x: number, width: number, distance: number, consume: Consumer): void {
    this.#prune();
    for (const panel of this.base) this.#approach(panel, x, width, distance, consume);
  }

  /** Fills the lists of panels, of those with the pole next to them on which g is linear, and their sums. */
  #resolve(re: number, im: number, halved: boolean): void {
    const base = this.base;
    const panels = this.#panels;
    const poles = this.#poles;
    const sums = this.#sums;
    const branches = this.#branches;
    this.#prune();
    panels.length = 0;
    poles.length = 0;
    sums.fill(0);
    this.#visited = 0;
    for (let i = 0; i < base.length; i++) this.#descend(base[i], re, im, halved);
    addPanels(panels, poles, 0, 0, re, im, sums);
    for (let i = 0; i < branches.length; i++) this.#climb(branches[i], re, im, halved);
  }

  #descend(panel: Panel, re: number, im: number, halved: boolean): void {
    const resolved = panel.narrow || panel.resolves(re, im);
    if (resolved && (!halved || panel.narrow)) this.#panels.push(panel);
    else if (!resolved && panel.linear) this.#poles.push(panel);
    else {
      for (const half of this.#halves(panel)) {
        if (resolved) this.#panels.push(half);
        else this.#descend(half, re, im, halved);
      }
      if (!resolved) this.#visited += 2;
      if (this.#visited > MOST_HALVES) {
        throw tooRough(`the curvature's average at delta = ${re} + ${im}i`, this.#visited);
      }
    }
  }

  /** The panels of a block's nodes if they resolve the sum over its counts, else of its halves'; halves if `halved`. */
  #climb(branch: Branch, re: number, im: number, halved: boolean): void {
    const panels = this.#panels;
    const poles = this.#poles;
    const sums = this.#sums;
    const [panelCount, poleCount] = [panels.length, poles.length];
    const resolved = branch.sumNodes(sums, (base, node) => this.#addBase(base, re, im, halved, node));
    if (resolved && (branch.block.isExact || !halved)) {
      branch.addTo(sums);
      return;
    }
    panels.length = panelCount;
    poles.length = poleCount;
    for (const half of branch.halves()) {
      if (!resolved) this.#climb(half, re, im, halved);
      else for (const base of half.nodes) this.#addBase(base, re, im, halved, sums);
    }
  }

  #addBase(base: readonly Panel[], re: number, im: number, halved: boolean, sums: Float64Array): void {
    const panels = this.#panels;
    const poles = this.#poles;
    const [firstPanel, firstPole] = [panels.length, poles.length];
    for (let i = 0; i < base.length; i++) this.#descend(base[i], re, im, halved);
    addPanels(panels, poles, firstPanel, firstPole, re, im, sums);
  }

  #approach(panel: Panel, x: number, width: number, distance: number, consume: Consumer): void {
    if (Math.abs(x - panel.middle) > distance + panel.reach / 2) return;
    if (panel.narrow || panel.reach <= 2 * width) {
      consume(panel);
      return;
    }
    for (const half of this.#halves(panel)) this.#approach(half, x, width, distance, consume);
  }

  #halves(panel: Panel): readonly [Panel, Panel] {
    if (!panel.isSplit) this.#grown += 2;
    return panel.split();
  }

  #prune(): void {
    if (this.#grown <= CAPACITY) return;
    for (const panel of this.base) panel.merge();
    for (const branch of this.#branches) branch.merge();
    this.#grown = 0;
  }
}

/** E[v v^T] over a measure, which is what becomes of it where g is constant. */
export function totalMoments(measure: SignalMeasure): Float64Array {
  const total = new Float64Array(MOMENTS);
  for (const { values } of new PanelTree(measure).resolved(0, 0, false)) {
    for (let k = 0; k < MOMENTS; k++) {
      for (let i = 0; i < NODES; i++) total[k] += values[(k + 1) * NODES + i];
    }
  }
  for (const { moments } of measure.points) for (let k = 0; k < MOMENTS; k++) total[k] += moments[k];
  return total;
}

/** A block of counts: base panels for each of its nodes. */
class Branch {
  readonly nodes: readonly (readonly Panel[])[];
  /** The four sums for each node. */
  readonly #terms: readonly Float64Array[];
  readonly #node = new Float64Array(4);
  #parts: readonly Branch[] | null = null;

  constructor(readonly block: MeasureBlock) {
    this.nodes = block.measures.map(baseOf);
    this.#terms = Array.from(this.#node, () => new Float64Array(this.nodes.length));
  }

  /** Works out the nodes' sums, and whether they resolve the block's beside the sums of all before it. */
  sumNodes(sums: Float64Array, addNode: (base: readonly Panel[], node: Float64Array) => void): boolean {
    const nodes = this.nodes;
    const node = this.#node;
    const terms = this.#terms;
    const block = this.block;
    for (let j = 0; j < nodes.length; j++) {
      node.fill(0);
      addNode(nodes[j], node);
      for (let k = 0; k < node.length; k++) terms[k][j] = node[k];
    }
    const [first, second] = [Math.hypot(sums[0], sums[1]), Math.hypot(sums[2], sums[3])];
    // The imaginary part has to keep its own digits.
    return [first, sums[1], second, second].every((whole, k) => block.resolves(terms[k], Math.abs(whole)));
  }

  addTo(sums: Float64Array): void {
    for (let k = 0; k < sums.length; k++) for (const term of this.#terms[k]) sums[k] += term;
  }

  halves(): readonly Branch[] {
    this.#parts ??= this.block.halves().map((block) => new Branch(block));
    return this.#parts;
  }

  merge(): void {
    for (const base of this.nodes) for (const panel of base) panel.merge();
    for (const part of this.#parts ?? []) part.merge();
  }
}

function baseOf({ curves }: SignalMeasure): Panel[] {
  const base: Panel[] = [];
  for (const curve of curves) {
    const most = base.length + MOST_PANELS;
    for (let i = 0; i + 1 < curve.breaks.length; i++) {
      cover(base, new Panel(curve, curve.breaks[i], curve.breaks[i + 1]), 0, most);
    }
  }
  return base;
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
