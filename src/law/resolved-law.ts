/**
 * The law on a continuous spectrum of C, for which the nodes of a quadrature stand. The law integrates 1 / (t phi - z), whose pole
 * keeps a distance of order c from the spectrum: nodes are doubled until edges and density no longer change, and what half the
 * nodes change is part of every error.
 */

import type { SignalGeometry } from '../covariance/geometry';
import { ConvergenceError } from '../errors';
import { SIGNALS } from '../model/model';
import type { Complex } from '../numerics/complex';
import { AssembledLaw } from './assembled-law';
import type { Support } from './bulk/support';
import type { CurvatureLaw } from './curvature/curvature-law';
import type { Bulk, DensityValue, Edge, Outlier, StieltjesValue } from './law';
import type { MinimizerState } from './minimizer/minimizer-law';

const FEWEST = 32;
const MOST = 16384;
/** Nodes that c = 1 needs at least: with fewer of them each makes a bulk of its own. */
const NODES_OF_ONE = 2;
/** Change of an edge, relative to the law's size, and of a density, relative to itself, at which the law is resolved. */
const EDGES = 1e-12;
const DENSITY = 1e-10;
/** Points of each bulk at which densities are compared. */
const POINTS = 24;

/** What a law is made of; `state` where w is fitted. */
export interface LawParts {
  readonly curvature: CurvatureLaw;
  readonly geometry: SignalGeometry;
  readonly state?: MinimizerState;
}

/**
 * The law of the parts at enough nodes.
 *
 * @throws ConvergenceError where the aspect ratio is too small for a quadrature to stand for the spectrum.
 */
export function resolvedLaw(partsAt: (nodes: number) => LawParts, aspectRatio: number): ResolvedLaw {
  let nodes = FEWEST;
  while (nodes * aspectRatio < NODES_OF_ONE) nodes *= 2;
  let parts = nodes < MOST ? partsAt(nodes) : null;
  while (parts !== null && nodes < MOST) {
    const coarser = new AssembledLaw(parts.curvature, parts.geometry, aspectRatio);
    nodes *= 2;
    parts = partsAt(nodes);
    const law = new ResolvedLaw(parts, aspectRatio, coarser);
    if (isResolved(law, coarser)) return law;
    if (nodes === MOST && law.bulks.length === coarser.bulks.length) return law;
  }
  throw new ConvergenceError(
    'the continuous spectrum of the covariance',
    nodes,
    aspectRatio,
    'its aspect ratio is too small for the limit: give samples and features',
  );
}

/** A law whose errors have the change from `coarser`, the same law with half the nodes, as a part. */
export class ResolvedLaw extends AssembledLaw {
  readonly #coarser: AssembledLaw;
  #structure: Support | null = null;
  #outliers: readonly Outlier[] | null = null;

  constructor(parts: LawParts, aspectRatio: number, coarser: AssembledLaw) {
    super(parts.curvature, parts.geometry, aspectRatio, parts);
    this.#coarser = coarser;
  }

  override get structure(): Support {
    if (this.#structure === null) {
      const { stretches, bulks } = super.structure;
      const edges = withChange(edgesOf(bulks), edgesOf(this.#coarser.bulks));
      this.#structure = {
        stretches,
        bulks: bulks.map((bulk, k) => ({ ...bulk, left: edges[2 * k], right: edges[2 * k + 1] })),
      };
    }
    return this.#structure;
  }

  override get outliers(): readonly Outlier[] {
    this.#outliers ??= alignmentsWithChange(withChange(super.outliers, this.#coarser.outliers), this.#coarser.outliers);
    return this.#outliers;
  }

  override densityAt(x: number): DensityValue {
    const value = super.densityAt(x);
    const coarser = this.#coarser;
    const { density, residual, iterations } = value;
    return {
      x,
      density,
      residual,
      iterations,
      get error() {
        return value.error + Math.abs(density - coarser.density(x));
      },
    };
  }

  override stieltjes(z: Complex): StieltjesValue {
    const value = super.stieltjes(z);
    const { m } = this.#coarser.stieltjes(z);
    return { ...value, error: value.error + Math.hypot(value.m.re - m.re, value.m.im - m.im) };
  }
}

function isResolved(law: AssembledLaw, coarser: AssembledLaw): boolean {
  if (law.bulks.length !== coarser.bulks.length) return false;
  const { size } = law;
  const isSame = (a: number | null, b: number | null) => a === b || Math.abs((a ?? 0) - (b ?? 0)) <= EDGES * size;
  const sameEdges = law.support.every((ends, k) => ends.every((end, i) => isSame(end, coarser.support[k][i])));
  return sameEdges && law.support.every(([left, right]) => isSameDensity(law, coarser, left ?? -size, right ?? size));
}

function isSameDensity(law: AssembledLaw, coarser: AssembledLaw, left: number, right: number): boolean {
  for (let i = 0; i < POINTS; i++) {
    const x = left + (right - left) * Math.sin((Math.PI * (i + 0.5)) / (2 * POINTS)) ** 2;
    const density = law.density(x);
    if (Math.abs(density - coarser.density(x)) > DENSITY * density) return false;
  }
  return true;
}

function edgesOf(bulks: readonly Bulk[]): Edge[] {
  return bulks.flatMap(({ left, right }) => [left, right]);
}

/** Errors grown by what half the nodes change; infinite where there is nothing to compare with. */
function withChange<T extends { readonly location: number | null; readonly error: number }>(
  values: readonly T[],
  coarser: readonly T[],
): readonly T[] {
  return values.map((value, k) => {
    const change =
      coarser.length === values.length ? Math.abs((value.location ?? 0) - (coarser[k].location ?? 0)) : Infinity;
    return { ...value, error: value.error + change };
  });
}

/** `withChange` for the errors of the alignments. */
function alignmentsWithChange(outliers: readonly Outlier[], coarser: readonly Outlier[]): readonly Outlier[] {
  return outliers.map((outlier, k) => {
    const other = coarser.length === outliers.length ? coarser[k].alignment : null;
    const grown = SIGNALS.filter((signal) => outlier.alignment[signal] !== undefined).map((signal) => {
      const change = other ? Math.abs((outlier.alignment[signal] ?? 0) - (other[signal] ?? 0)) : Infinity;
      return [signal, (outlier.alignmentError[signal] ?? 0) + change];
    });
    return { ...outlier, alignmentError: Object.fromEntries(grown) };
  });
}
