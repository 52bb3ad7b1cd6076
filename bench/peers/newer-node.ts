/** This library in a newer Node than the one that runs the benches: a process of its own, which does its own timing. */

import { dirname, join } from 'node:path';
import type { Simd } from '../../src/index';
import type { SampleInput, TrialInput } from '../inputs';
import type { Peer } from '../peer';
import { startProcess } from './process';
import { variantName } from './variant-name';

/** Where `npm run runtimes` puts it. */
const NEWER_NODE = process.env.NEWER_NODE ?? 'build/runtimes/node_modules/node/bin/node';

/** bench/library-server.ts, built beside this script. */
const SERVER = join(dirname(process.argv[1]), 'library-server.js');

/** Null where there is none ($NEWER_NODE, or that of `npm run runtimes`), or it does not have this kind of SIMD. */
export async function createNewerNode(simd: Simd): Promise<Peer | null> {
  const node = await startProcess<{ version: string; simd: Simd }>(NEWER_NODE, [SERVER, simd], process.env);
  if (node === null) return null;
  if (node.hello.simd !== simd) {
    node.close();
    return null;
  }
  const { prepare, hello } = node;
  const trials = ({ features, samples, mean, w, wStar }: TrialInput, count: number) =>
    prepare('trials', { features, samples, count }, { mean, w, wStar });
  const onSamples =
    (job: 'hessian' | 'packedBuild' | 'multiplyAdds') =>
    ({ features, samples, x, g }: SampleInput) =>
      prepare(job, { features, samples }, { x, g });
  return {
    name: variantName(`Node ${hello.version}`, simd),
    note: 'timed inside its process',
    hessian: onSamples('hessian'),
    packedBuild: onSamples('packedBuild'),
    multiplyAdds: onSamples('multiplyAdds'),
    eigenvalues: ({ features, matrix }) => prepare('eigenvalues', { features }, { matrix }),
    trial: (input) => trials(input, 1),
    trials,
    close: () => node.close(),
  };
}
