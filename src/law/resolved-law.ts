/**
 * How many nodes stand for a continuous spectrum of C. The law integrates 1 / (t phi - z), whose pole keeps a distance of order
 * c from the spectrum: nodes are doubled until edges and density no longer change, and the last change goes into every error.
 */

import { ConvergenceError } from '../errors';
import type { AssembledLaw } from './limiting-law';

const FEWEST = 32;
const MOST = 16384;
/** Nodes that c = 1 needs at least: with fewer of them each makes a bulk of its own. */
const NODES_OF_ONE = 2;
/** Change of an edge, relative to the law's size, and of a density, relative to itself, at which the law is resolved. */
const EDGES = 1e-12;
const DENSITY = 1e-10;
/** Points of each bulk at which densities are compared. */
const POINTS = 24;

/** @throws ConvergenceError where the aspect ratio is too small for a quadrature to stand for the spectrum. */
export function resolveSpectrum(
  lawOf: (nodes: number, coarser?: AssembledLaw) => AssembledLaw,
  aspectRatio: number,
): AssembledLaw {
  let nodes = FEWEST;
  while (nodes * aspectRatio < NODES_OF_ONE) nodes *= 2;
  let coarser = nodes < MOST ? lawOf(nodes) : null;
  while (coarser !== null && nodes < MOST) {
    nodes *= 2;
    const law = lawOf(nodes, coarser);
    if (isResolved(law, coarser)) return law;
    if (nodes === MOST && law.bulks.length === coarser.bulks.length) return law;
    coarser = lawOf(nodes);
  }
  throw new ConvergenceError(
    'the continuous spectrum of the covariance',
    nodes,
    aspectRatio,
    'its aspect ratio is too small for the limit: give samples and features',
  );
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
