/** The benches' thread: this library against plain JavaScript, on this device, with the code of `npm run bench`. */

import { blocked } from '../../../bench/peers/blocked';
import { library } from '../../../bench/peers/library';
import { naive } from '../../../bench/peers/naive';
import type { Topic, TopicReport } from '../../../bench/topic';
import { eigenvalues } from '../../../bench/topics/eigenvalues';
import { hessian } from '../../../bench/topics/hessian';
import { sampling } from '../../../bench/topics/sampling';
import { trial } from '../../../bench/topics/trial';
import { serveCalls } from '../base/calls';

const TOPICS: readonly Topic[] = [sampling, hessian, eigenvalues, trial];
const PEERS = [library, blocked, naive];

serveCalls({
  topics: () => TOPICS.map(({ name }) => name),

  run({ topic, sizes, rounds }: { topic: string; sizes: number[]; rounds: number }): Promise<TopicReport> {
    const found = TOPICS.find(({ name }) => name === topic);
    if (!found) throw new RangeError(`no topic ${topic}`);
    return found.run(PEERS, { sizes, rounds });
  },
});
