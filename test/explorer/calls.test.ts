import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, type Call, type Cancellation, Remote } from '../../src/explorer/base/calls';

/** A worker that only notes what it is told. */
class FakeWorker extends EventTarget {
  readonly calls: Call[] = [];
  readonly cancelled: number[] = [];
  isTerminated = false;

  postMessage(message: Call | Cancellation): void {
    if ('cancel' in message) this.cancelled.push(message.cancel);
    else this.calls.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  answer(answer: Answer): void {
    this.dispatchEvent(new MessageEvent('message', { data: answer }));
  }
}

describe('Remote', () => {
  let workers: FakeWorker[];
  let remote: Remote;
  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    remote = new Remote(() => {
      workers.push(new FakeWorker());
      return workers[workers.length - 1] as unknown as Worker;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('starts one worker for all calls, and tells answers apart', async () => {
    const first = remote.call('a', 1);
    const second = remote.call('b', 2);
    expect(workers).toHaveLength(1);
    workers[0].answer({ id: 2, result: 'second' });
    workers[0].answer({ id: 1, failure: { name: 'ModelError', message: 'no' } });
    await expect(second).resolves.toBe('second');
    await expect(first).rejects.toMatchObject({ name: 'ModelError', message: 'no' });
  });

  it('cancels by asking, and keeps a worker that answers in time', async () => {
    const controller = new AbortController();
    const running = remote.call('a', 1, { signal: controller.signal });
    controller.abort();
    expect(workers[0].cancelled).toEqual([1]);
    workers[0].answer({ id: 1, failure: { name: 'AbortError', message: '' } });
    await expect(running).rejects.toBe(controller.signal.reason);
    vi.advanceTimersByTime(60_000);
    expect(workers[0].isTerminated).toBe(false);
  });

  it('ends a worker that does not heed a cancellation, and asks another for the rest', async () => {
    const controller = new AbortController();
    const stuck = remote.call('endless', 1, { signal: controller.signal });
    const waiting = remote.call('b', 2);
    controller.abort();
    vi.advanceTimersByTime(1000);
    await expect(stuck).rejects.toBe(controller.signal.reason);
    expect(workers[0].isTerminated).toBe(true);
    expect(workers[1].calls.map(({ method }) => method)).toEqual(['b']);
    workers[1].answer({ id: 2, result: 'done' });
    await expect(waiting).resolves.toBe('done');
  });

  it('ends a worker at a time limit, and after a silence; progress is none', async () => {
    const late = remote.call('a', 1, { timeLimit: 500 });
    vi.advanceTimersByTime(501);
    await expect(late).rejects.toThrow('stopped: it took longer than 0.5 s');
    const silent = remote.call('a', 1, { longestSilence: 500 });
    vi.advanceTimersByTime(400);
    workers[1].answer({ id: 2, progress: 0.1 });
    vi.advanceTimersByTime(400);
    expect(workers[1].isTerminated).toBe(false);
    vi.advanceTimersByTime(101);
    await expect(silent).rejects.toThrow('stopped: it went no further for 0.5 s');
    expect(workers[1].isTerminated).toBe(true);
  });

  it('refuses all that a crashed worker was at, and starts another for the next call', async () => {
    const calls = [remote.call('a', 1), remote.call('b', 2)];
    workers[0].dispatchEvent(new Event('error', { cancelable: true }));
    for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'CrashError' });
    void remote.call('c', 3);
    expect(workers).toHaveLength(2);
  });

  it('asks nothing on behalf of a signal that is aborted already', async () => {
    const signal = AbortSignal.abort(new Error('before'));
    await expect(remote.call('a', 1, { signal })).rejects.toThrow('before');
    expect(workers).toHaveLength(0);
  });
});
