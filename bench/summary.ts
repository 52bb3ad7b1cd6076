/** The README's table: a whole trial at each size, in ratios of time, and how near the build is to what the machine can do. */

import { formatTable } from './markdown';
import { FLOOR, PACKED } from './peers/floor';
import { formatMachine } from './report';
import type { Results } from './results';
import { milliseconds } from './table';
import type { Group, Row } from './topic';

/** The peers of the table, by how their names begin and end. */
const COLUMNS = [
  { title: 'NumPy', name: /^NumPy [\d.]+$/ },
  { title: 'NumPy, preallocated', name: /^NumPy [\d.]+, preallocated$/ },
  { title: 'blocked JS', name: /^typed arrays, blocked$/ },
  { title: 'ml-matrix', name: /^ml-matrix / },
] as const;

const featuresOf = ({ label }: Group) => /p = (\d+)/.exec(label)?.[1] ?? '';

const groupsOf = ({ topics }: Results, topic: string) => topics.find(({ name }) => name === topic)?.groups ?? [];

/** Packed build's share of the limit that was measured in the same place; empty where there is none. */
function shareOfLimit(build: Group | undefined, isThere: (peer: string) => boolean): string {
  const [packed, floor] = [PACKED, FLOOR].map(
    (name) => build?.rows.find(({ peer }) => peer.startsWith(name) && isThere(peer))?.measurement,
  );
  return packed && floor ? `${Math.round((100 * floor.median) / packed.median)}%` : '';
}

/** Relaxed SIMD, in the newer Node. */
const RELAXED = /^the same in Node [\d.]+, relaxed SIMD$/;

const ratio = (row: Row | undefined) => (row ? `${row.ratio.toPrecision(row.ratio < 1 ? 2 : 3)}x` : '');

export function summaryOf(results: Results): string {
  const body = groupsOf(results, 'trial').map((group) => {
    const features = featuresOf(group);
    const build = groupsOf(results, 'hessian').find((other) => featuresOf(other) === features);
    return [
      features,
      `${milliseconds(group.rows[0].measurement.median)} ms`,
      ...COLUMNS.map(({ name }) => ratio(group.rows.find(({ peer }) => name.test(peer)))),
      shareOfLimit(build, (peer) => peer === PACKED || peer === FLOOR),
      ratio(group.rows.find(({ peer }) => RELAXED.test(peer))),
      shareOfLimit(build, (peer) => /\(Node [\d.]+, relaxed SIMD\)$/.test(peer)),
    ];
  });
  const head = [
    'p',
    'this library',
    ...COLUMNS.map(({ title }) => title),
    "build, of SIMD's limit",
    'relaxed SIMD',
    'its build',
  ];
  return `${formatTable(head, body)}\n\n${formatMachine(results.environment)}`;
}
