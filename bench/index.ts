/**
 * `npm run bench -- [--topic NAME]... [--size P]... [--quick] [--json FILE] [--save] [--resume]`: every topic, every peer, in
 * one run. `--quick` takes few samples of the small sizes. `--save` keeps the run as the one that the README and
 * docs/benchmarks.md show, and writes their tables and figure; with `--resume` it goes on where a run of the same commit
 * was stopped.
 */

import { readFlags, refuse, wholeNumber } from './flags';
import { QUICK_SIZES, SIZES } from './inputs';
import { NODE_PEERS } from './node-peers';
import { createChromium } from './peers/chromium';
import { createNewerNode } from './peers/newer-node';
import { createNumpy } from './peers/numpy';
import { publish } from './publish';
import { describeEnvironment, formatEnvironment } from './report';
import { finishedTopics, PUBLISHED_RESULTS, saveResults } from './results';
import { formatTopic } from './table';
import type { TopicReport } from './topic';
import { batch } from './topics/batch';
import { eigenvalues } from './topics/eigenvalues';
import { engines } from './topics/engines';
import { firstCall } from './topics/first-call';
import { hessian } from './topics/hessian';
import { law } from './topics/law';
import { memory } from './topics/memory';
import { sampling } from './topics/sampling';
import { sweep } from './topics/sweep';
import { trial } from './topics/trial';

const TOPICS = [sampling, hessian, eigenvalues, trial, memory, batch, engines, firstCall, law, sweep];
const NAMES = TOPICS.map(({ name }) => name);

const flags = readFlags({
  options: {
    topic: { type: 'string', multiple: true, default: NAMES },
    size: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
  },
});
const unknown = flags.topic.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) refuse(`no topic ${unknown.join(', ')}: there are ${NAMES.join(', ')}`);

const sizes = flags.size?.map((text) => wholeNumber('size', text, 1)) ?? (flags.quick ? QUICK_SIZES : SIZES);
const options = { sizes, rounds: flags.quick ? 5 : 15 };
const optional = {
  'NumPy ($PYTHON, or python3)': await createNumpy({ threads: 1, preallocated: false }),
  'NumPy, preallocated': await createNumpy({ threads: 1, preallocated: true }),
  'NumPy on two threads': await createNumpy({ threads: 2, preallocated: false }),
  'A newer Node ($NEWER_NODE, or `npm run runtimes`)': await createNewerNode('plain'),
  'A newer Node with relaxed SIMD': await createNewerNode('relaxed'),
  'Chromium ($CHROMIUM, or /usr/bin/chromium; dist/ must be built)': await createChromium('plain'),
  'Chromium with relaxed SIMD': await createChromium('relaxed'),
};
const found = Object.values(optional).filter((peer) => peer !== null);
const peers = [...NODE_PEERS, ...found];
const environment = describeEnvironment(peers);
console.log(formatEnvironment(environment));
for (const [name, peer] of Object.entries(optional)) if (!peer) console.log(`- ${name}: not found`);

const path = flags.save ? PUBLISHED_RESULTS : flags.json;
const finished = path && flags.resume ? finishedTopics(path, environment) : [];
const reports: TopicReport[] = [];
try {
  for (const topic of TOPICS.filter(({ name }) => flags.topic.includes(name))) {
    const report = finished.find(({ name }) => name === topic.name) ?? (await topic.run(peers, options));
    reports.push(report);
    console.log(`\n${formatTopic(report)}`);
    if (path) saveResults(path, { environment, topics: reports });
  }
} finally {
  for (const peer of found) await peer.close?.();
}
if (flags.save) await publish();
