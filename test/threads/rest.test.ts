/** Threads that have nothing to do use nothing, and threads that end too early end the call with a typed error. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defineModel, Engine, simulate, ThreadError } from '../../src/index';
import { ROOT } from '../package/install';
import { PATIENCE } from '../patience';
import { until } from '../processes';

/** Milliseconds of the processor in 400 of rest: timers and garbage collection use a few, a thread that spins 400. */
const QUIET = 60;

const script = (name: string) => new URL(name, import.meta.url);

/** A thread that says it serves, and ends; once that has happened, one as it should be. */
const dyingThread = (marker: string) => `import { existsSync, writeFileSync } from 'node:fs';
  import { parentPort } from 'node:worker_threads';
  const marker = ${JSON.stringify(marker)};
  if (existsSync(marker)) await import(${JSON.stringify(pathToFileURL(join(ROOT, 'dist/thread.js')).href)});
  else {
    process.once('exit', () => writeFileSync(marker, ''));
    parentPort.once('message', () => parentPort.postMessage({ ready: true }));
  }`;

describe('threads at rest', () => {
  it('use no processor after creation, a call, an abort or an error; end when disposed; and let the process end', async () => {
    const library = pathToFileURL(join(ROOT, 'dist/index.js')).href;
    const words = [script('rest.mjs').pathname, library, String(QUIET)];
    const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: PATIENCE });
    const { used, threads, error, build, tridiagonalize } = JSON.parse(stdout);
    expect({ error, build, tridiagonalize }).toEqual({
      error: 'of the caller',
      build: 'AbortError',
      tridiagonalize: 'AbortError',
    });
    expect(Object.keys(used)).toHaveLength(5);
    for (const milliseconds of Object.values<number>(used)) expect(milliseconds).toBeLessThan(QUIET);
    if (threads.before !== null) {
      expect(threads.created).toBeGreaterThanOrEqual(threads.before + 4);
      expect(threads.disposed).toBeLessThanOrEqual(threads.before);
    }
  });
});

describe('a thread', () => {
  it('that does not start is a ThreadError', async () => {
    const threadSource = script('no-such-thread.mjs');
    const creation = Engine.create({ threads: 2, threadSource });
    await expect(creation).rejects.toThrow(ThreadError);
    await expect(Engine.create({ threads: 3, threadSource })).rejects.toThrow(/thread \d did not start .*threadSource/);
  });

  it('that ends before its time ends the call, not the process; the next call has another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hessian-threads-'));
    const [threadSource, marker] = [pathToFileURL(join(folder, 'thread.mjs')), join(folder, 'marker')];
    writeFileSync(threadSource, dyingThread(marker));
    const engine = await Engine.create({ threads: 2, threadSource, warmUp: false });
    await until(() => existsSync(marker));
    const model = defineModel({ features: 300, samples: 60, response: 'logistic', loss: 'logistic', w: [1] });
    await expect(simulate(model, { engine })).rejects.toThrow(ThreadError);
    expect((await simulate(model, { engine })).eigenvalues).toHaveLength(300);
    engine.dispose();
    rmSync(folder, { recursive: true });
  });
});
