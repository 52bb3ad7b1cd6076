/**
 * `npm run bench -- [--topic NAME]... [--quick] [--json FILE]`: every topic, every peer, in one run.
 * `--quick` takes few samples of the small sizes.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { QUICK_SIZES, SIZES } from './inputs';
import { blocked } from './peers/blocked';
import { library } from './peers/library';
import { mlMatrix } from './peers/ml-matrix';
import { naive } from './peers/naive';
import { createNumpy } from './peers/numpy';
import { describeEnvironment, formatEnvironment, formatTopic } from './report';
import type { TopicReport } from './topic';
import { eigenvalues } from './topics/eigenvalues';
import { hessian } from './topics/hessian';
import { law } from './topics/law';
import { trial } from './topics/trial';

const TOPICS = [hessian, eigenvalues, trial, law];
const NAMES = TOPICS.map(({ name }) => name);

const { values: flags } = parseArgs({
  options: {
    topic: { type: 'string', multiple: true, default: NAMES },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const unknown = flags.topic.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`no topic ${unknown.join(', ')}: there are ${NAMES.join(', ')}`);
  process.exit(2);
}

const options = flags.quick ? { sizes: QUICK_SIZES, rounds: 5 } : { sizes: SIZES, rounds: 15 };
const numpy = await createNumpy();
const peers = [library, blocked, naive, mlMatrix, ...(numpy ? [numpy] : [])];
const environment = describeEnvironment(peers);
console.log(formatEnvironment(environment));
if (!numpy) console.log('- NumPy: not found ($PYTHON, or python3)');

const reports: TopicReport[] = [];
try {
  for (const topic of TOPICS.filter(({ name }) => flags.topic.includes(name))) {
    const report = await topic.run(peers, options);
    reports.push(report);
    console.log(`\n${formatTopic(report)}`);
  }
} finally {
  numpy?.close?.();
}
if (flags.json) writeFileSync(flags.json, `${JSON.stringify({ environment, topics: reports }, null, 2)}\n`);
