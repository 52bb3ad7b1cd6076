/**
 * `npm run bench -- [--topic NAME]... [--size P]... [--quick] [--json FILE]`: every topic, every peer, in one run.
 * `--quick` takes few samples of the small sizes.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { QUICK_SIZES, SIZES } from './inputs';
import { blocked } from './peers/blocked';
import { createChromium } from './peers/chromium';
import { library } from './peers/library';
import { mlMatrix } from './peers/ml-matrix';
import { naive } from './peers/naive';
import { numericJs } from './peers/numeric';
import { createNumpy } from './peers/numpy';
import { describeEnvironment, formatEnvironment } from './report';
import { formatTopic } from './table';
import type { TopicReport } from './topic';
import { batch } from './topics/batch';
import { eigenvalues } from './topics/eigenvalues';
import { engines } from './topics/engines';
import { firstCall } from './topics/first-call';
import { hessian } from './topics/hessian';
import { law } from './topics/law';
import { sampling } from './topics/sampling';
import { sweep } from './topics/sweep';
import { trial } from './topics/trial';

const TOPICS = [sampling, hessian, eigenvalues, trial, batch, engines, firstCall, law, sweep];
const NAMES = TOPICS.map(({ name }) => name);

const { values: flags } = parseArgs({
  options: {
    topic: { type: 'string', multiple: true, default: NAMES },
    size: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const unknown = flags.topic.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`no topic ${unknown.join(', ')}: there are ${NAMES.join(', ')}`);
  process.exit(2);
}

const sizes = flags.size?.map(Number) ?? (flags.quick ? QUICK_SIZES : SIZES);
const options = { sizes, rounds: flags.quick ? 5 : 15 };
const optional = {
  'NumPy ($PYTHON, or python3)': await createNumpy({ threads: 1, preallocated: false }),
  'NumPy, preallocated': await createNumpy({ threads: 1, preallocated: true }),
  'NumPy on two threads': await createNumpy({ threads: 2, preallocated: false }),
  'Chromium ($CHROMIUM, or /usr/bin/chromium; dist/ must be built)': await createChromium(),
};
const found = Object.values(optional).filter((peer) => peer !== null);
const peers = [library, blocked, naive, mlMatrix, numericJs, ...found];
const environment = describeEnvironment(peers);
console.log(formatEnvironment(environment));
for (const [name, peer] of Object.entries(optional)) if (!peer) console.log(`- ${name}: not found`);

const reports: TopicReport[] = [];
try {
  for (const topic of TOPICS.filter(({ name }) => flags.topic.includes(name))) {
    const report = await topic.run(peers, options);
    reports.push(report);
    console.log(`\n${formatTopic(report)}`);
  }
} finally {
  for (const peer of found) await peer.close?.();
}
if (flags.json) writeFileSync(flags.json, `${JSON.stringify({ environment, topics: reports }, null, 2)}\n`);
