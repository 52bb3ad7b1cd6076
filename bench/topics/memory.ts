/** Peak memory of a process that runs one trial and nothing else; its runtime counts. */

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { trialInput } from '../inputs';
import { summarize } from '../measure';
import { NODE_PEERS } from '../node-peers';
import type { Peer } from '../peer';
import { createNumpy } from '../peers/numpy';
import type { Topic } from '../topic';

/** At a size that many have, and at one where H and X are most of it. */
const SIZES = [500, 2000];

/** bench/one-trial.ts, built beside this script. */
const ONE_TRIAL = join(dirname(process.argv[1]), 'one-trial.js');

export const memory: Topic = {
  name: 'memory',
  async run(peers) {
    const groups = [];
    for (const features of SIZES) {
      const able = (peer: Peer) => peer.trial !== undefined && features <= (peer.maxFeatures ?? features);
      const rows: { readonly peer: string; readonly bytes: number }[] = [];
      for (const { name } of NODE_PEERS.filter(able)) {
        const peak = execFileSync(process.execPath, [ONE_TRIAL, name, String(features)], { encoding: 'utf8' });
        rows.push({ peer: name, bytes: Number(peak) });
      }
      for (const { name } of peers.filter(isNumpy)) rows.push({ peer: name, bytes: await numpyPeak(name, features) });
      groups.push({
        label: `p = ${features}, n = ${trialInput(features).samples}`,
        rows: rows.map(({ peer, bytes }) => {
          const measurement = summarize([bytes / 2 ** 20]);
          return { peer, measurement, ratio: bytes / rows[0].bytes };
        }),
      });
    }
    return {
      name: 'memory',
      title: 'Peak memory of a process that runs one trial, Node or Python included',
      check: 'nothing to check: the trials are those of the topic above',
      unit: 'MiB',
      groups,
    };
  },
};

const isNumpy = ({ name }: Peer) => name.startsWith('NumPy');

/** Of a Python process of its own. */
async function numpyPeak(name: string, features: number): Promise<number> {
  const threads = Number(/(\d+) threads/.exec(name)?.[1] ?? 1);
  const numpy = await createNumpy({ threads, preallocated: /preallocated/.test(name) });
  const task = await numpy?.trial?.(trialInput(features));
  try {
    await task?.time();
    return (await task?.memory?.()) ?? Number.NaN;
  } finally {
    task?.close?.();
  }
}
