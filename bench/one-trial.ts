/** `node one-trial.js PEER P`: one trial of a peer that lives in Node; prints the process's peak memory in bytes. */

import { trialInput } from './inputs';
import { NODE_PEERS } from './node-peers';
import { peakBytes } from './peak-memory';

const [name, features] = process.argv.slice(2);
const peer = NODE_PEERS.find((one) => one.name === name);
if (!peer?.trial) throw new Error(`no peer ${name} that runs trials`);
const task = await peer.trial(trialInput(Number(features)));
await task.time();
console.log(peakBytes());
