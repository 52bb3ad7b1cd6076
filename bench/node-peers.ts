/** The peers that need nothing but Node, this library first. */

import type { Peer } from './peer';
import { blocked } from './peers/blocked';
import { library } from './peers/library';
import { mlMatrix } from './peers/ml-matrix';
import { naive } from './peers/naive';
import { numericJs } from './peers/numeric';

export const NODE_PEERS: readonly Peer[] = [library, blocked, naive, mlMatrix, numericJs];
