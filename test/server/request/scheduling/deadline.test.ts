import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { ClientDisconnected, Deadline, TimedOut } from '../../../../server/request/scheduling/deadline';
import { sentence } from '../../../../server/messages';

describe('the deadline of a request', () => {
  it('is measured from its creation, even when it is started again', async () => {
    const deadline = new Deadline();
    deadline.start(10);
    await pause(60);
    deadline.start(0.05);
    await pause(10);
    expect(deadline.isOver).toBe(true);
    await expect(deadline.within(() => Promise.resolve('done'))).rejects.toMatchObject({
      sentence: sentence('limit.time', { seconds: 0.05 }),
    });
  });

  it('pauses while the client sends the body', async () => {
    const deadline = new Deadline();
    deadline.start(0.05);
    deadline.pause();
    await pause(80);
    deadline.resume();
    await pause(10);
    expect(deadline.isOver).toBe(false);
    await pause(60);
    expect(deadline.isOver).toBe(true);
  });

  it('is later when it is started again with more time', async () => {
    const deadline = new Deadline();
    deadline.start(0.02);
    deadline.start(10);
    await pause(40);
    expect([deadline.isOver, await deadline.within(() => Promise.resolve('done'))]).toEqual([false, 'done']);
    deadline.stop();
  });

  it('rejects pending work when the time is over', async () => {
    const deadline = new Deadline();
    deadline.start(0.02);
    const done = deadline.within(() => Promise.resolve('done'));
    const waiting = deadline.within(() => new Promise(() => undefined));
    await expect(waiting).rejects.toThrow(TimedOut);
    expect(await done).toBe('done');
  });

  it('rejects remaining work after the request was answered', async () => {
    const deadline = new Deadline();
    deadline.start(10);
    const waiting = deadline.within(() => new Promise(() => undefined));
    deadline.answered();
    await expect(waiting).rejects.toThrow('has been answered');
    await expect(deadline.transaction(() => Promise.resolve())).rejects.toThrow('has been answered');
  });

  it('is over when the client has gone, and keeps the error that reports this', async () => {
    const deadline = new Deadline();
    deadline.start(0.02);
    const waiting = deadline.within(() => new Promise(() => undefined));
    deadline.clientDisconnected();
    await expect(waiting).rejects.toThrow(ClientDisconnected);
    await pause(40);
    expect([deadline.isOver, deadline.error()]).toEqual([true, expect.any(ClientDisconnected)]);
  });

  it('lets a running transaction finish within its time after the client has gone', async () => {
    const deadline = new Deadline();
    deadline.start(0.05);
    const over: boolean[] = [];
    await deadline.transaction(async () => {
      deadline.clientDisconnected();
      over.push(deadline.isOver);
      await pause(80);
      over.push(deadline.isOver);
    });
    expect([over, deadline.error()]).toEqual([[false, true], expect.any(TimedOut)]);
    const next = new Deadline();
    await next.transaction(() => Promise.resolve(next.clientDisconnected()));
    await expect(next.within(() => Promise.resolve('done'))).rejects.toThrow(ClientDisconnected);
  });
});
