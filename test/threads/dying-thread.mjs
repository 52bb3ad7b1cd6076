// A thread that says it serves, and ends.
import { parentPort } from 'node:worker_threads';

parentPort.once('message', () => parentPort.postMessage({ ready: true }));
