/** `law <model>`: the limiting law, as a table or as JSON. */

import type { AssembledLaw } from '../../law/assembled-law';
import type { SampleSize } from '../../law/finite-size/fluctuation';
import { assembledLaw } from '../../law/limiting-law';
import { causeOf, influencesOn } from '../../law/outliers/influence';
import { marginsOf } from '../../law/transitions/explanation';
import { sizeOf } from '../../model/model';
import type { Complex } from '../../numerics/complex';
import { formatNumber } from '../../words/format';
import { SIGNAL_NAMES } from '../../words/model-words';
import { type Flags, parseComplexes, parseNumbers } from '../arguments';
import { distributionJson, distributionTables, minimizerTable, statistic } from '../law-report';
import { loadModelOfLaw } from '../load';
import { json, print } from '../output';
import { COSINE_HEADS, cosineCells, plainTable } from '../plain-table';

type LawFlags = Flags<'at' | 'z', 'json'>;

export async function runLaw(name: string, flags: LawFlags): Promise<void> {
  const points = parseNumbers('at', flags.at);
  const zs = parseComplexes('z', flags.z);
  const model = await loadModelOfLaw(name);
  const report = lawJson(assembledLaw(model), points, zs, sizeOf(model));
  print(flags.json ? json(report) : lawTable(report));
}

const pair = ({ re, im }: Complex): [number, number] => [re, im];

function lawJson(law: AssembledLaw, points: readonly number[], zs: readonly Complex[], size: SampleSize | null) {
  const densities = points.map((x) => law.densityAt(x));
  const influences = influencesOn(law.curve, law.structure, law.outliers);
  const stieltjes = zs.map((z) => law.stieltjes(z));
  return {
    ...(law.minimizer && { minimizer: law.minimizer }),
    support: law.support,
    atomAtZero: law.atomAtZero,
    outliers: law.outliers.map(({ location, side, alignment }, k) => ({
      location,
      side,
      alignment,
      cause: causeOf(influences[k]),
    })),
    margins: marginsOf(law.curve, law.structure),
    density: densities.map(({ x, density }) => ({ x, density })),
    cdf: points.map((x) => ({ x, ...statistic(() => law.cdfEstimate(x)) })),
    stieltjes: stieltjes.map(({ z, m, delta }) => ({ z: pair(z), m: pair(m), delta: pair(delta) })),
    ...distributionJson(law, size),
    diagnostics: {
      support: law.supportCheck,
      bulks: law.bulks.map(({ mass, touchesZero }) => ({ mass, touchesZero })),
      edges: law.bulks.flatMap(({ left, right }) => [left, right]),
      outliers: law.outliers.map(({ residual, error, alignmentError }) => ({ residual, error, alignmentError })),
      density: densities.map(({ residual, iterations, error }) => ({ residual, iterations, error })),
      stieltjes: stieltjes.map(({ residual, iterations, error }) => ({ residual, iterations, error })),
    },
  };
}

const DIGITS = 10;
const error = (value: number) => value.toExponential(0);

function lawTable(report: ReturnType<typeof lawJson>): string {
  const { support, atomAtZero, outliers, margins, density, cdf, stieltjes, diagnostics } = report;
  const end = (value: number | null) => (value === null ? 'unbounded' : formatNumber(value, DIGITS));
  const bulks = plainTable(['bulk', 'left edge', 'right edge', 'mass', 'error']);
  for (const [k, [left, right]] of support.entries()) {
    const errors = diagnostics.edges.slice(2 * k, 2 * k + 2).map((edge) => edge.error);
    const mass = formatNumber(diagnostics.bulks[k].mass, DIGITS);
    bulks.push([k + 1, end(left), end(right), mass, error(Math.max(...errors))]);
  }
  const parts = report.minimizer ? [minimizerTable(report.minimizer), bulks.toString()] : [bulks.toString()];
  const unusual = diagnostics.edges.filter(({ kind }) => kind === 'hard' || kind === 'soft');
  for (const { location, kind } of unusual) parts.push(`${kind} edge at ${formatNumber(location, DIGITS)}`);
  if (!diagnostics.support.certified) parts.push('the edges are not certified: two of them may be about to merge');
  if (atomAtZero > 0) parts.push(`mass at zero  ${formatNumber(atomAtZero, DIGITS)}`);

  if (outliers.length > 0) {
    const table = plainTable(['outlier', 'location', ...COSINE_HEADS, 'cause', 'error']);
    for (const [k, { location, side, alignment, cause }] of outliers.entries()) {
      const cosines = cosineCells(alignment, 8);
      const causes = cause.map((name) => SIGNAL_NAMES[name]).join(', ');
      table.push([side, formatNumber(location, DIGITS), ...cosines, causes, error(diagnostics.outliers[k].error)]);
    }
    parts.push(table.toString());
  } else parts.push('no outliers');
  const held = margins.filter(({ margin }) => margin < 0);
  if (held.length > 0) {
    const table = plainTable(['held at', 'edge', 'margin', ...COSINE_HEADS]);
    for (const { side, edge, margin, direction } of held) {
      table.push([side, formatNumber(edge, DIGITS), formatNumber(margin, 5), ...cosineCells(direction, 4)]);
    }
    parts.push(table.toString());
  }
  parts.push(...distributionTables(report));

  if (density.length > 0) {
    const table = plainTable(['x', 'density', 'error', 'mass up to x', 'error']);
    for (const [k, { x, density: value }] of density.entries()) {
      const mass = cdf[k];
      const below = mass.value === null ? '-' : formatNumber(mass.value, DIGITS);
      table.push([
        ...[x, formatNumber(value, DIGITS), error(diagnostics.density[k].error)],
        ...[below, mass.error === null ? '-' : error(mass.error)],
      ]);
    }
    parts.push(table.toString());
  }
  if (stieltjes.length > 0) {
    const table = plainTable(['z', 'm', 'delta', 'error']);
    for (const [k, { z, m, delta }] of stieltjes.entries()) {
      table.push([complex(z), complex(m), complex(delta), error(diagnostics.stieltjes[k].error)]);
    }
    parts.push(table.toString());
  }
  return parts.join('\n\n');
}

function complex([re, im]: [number, number]): string {
  return `${formatNumber(re, DIGITS)} ${im < 0 ? '-' : '+'} ${formatNumber(Math.abs(im), DIGITS)}i`;
}
