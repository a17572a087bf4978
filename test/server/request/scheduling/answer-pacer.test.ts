import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { describe, expect, it } from '@jest/globals';
import { Deadline } from '../../../../server/request/scheduling/deadline';
import { batchOptions, AnswerPacer } from '../../../../server/request/scheduling/answer-pacer';
import { permanentOwner, Scheduler } from '../../../../server/request/scheduling/scheduler';
import { EventLoopTurns } from '../../../../server/request/scheduling/event-loop-turns';

function spin(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

function createPacer(owner = permanentOwner('caller')) {
  const scheduler = new Scheduler();
  return new AnswerPacer((work) => scheduler.finish(owner, work));
}

describe('the pacer of an answer', () => {
  it('takes values in the order of arrival, and yields to the event loop', async () => {
    const pacer = createPacer();
    const taken: number[] = [];
    let turns = 0;
    let isDone = false;
    const count = async () => {
      for (; !isDone; turns++) await turn();
    };
    void count();
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 60; i++) {
        pacer.arrive({
          take() {
            spin(2);
            taken.push(i);
            if (i === 59) resolve();
          },
          reject: () => undefined,
        });
      }
    });
    isDone = true;
    expect(taken).toEqual(Array.from({ length: 60 }, (_, i) => i));
    // The work takes 120 ms. Each turn allows 5 ms of arrivals, then a slice of 2 ms.
    expect(turns).toBeGreaterThan(10);
  });

  it('lets a loader collect one batch across several slices', async () => {
    const pacer = createPacer();
    const batches: number[] = [];
    const loader = new DataLoader<number, number>(
      async (keys) => {
        batches.push(keys.length);
        return keys;
      },
      batchOptions({ rows: () => Promise.resolve([]), schedule: pacer.schedule }),
    );
    const loaded: Promise<number>[] = [];
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 40; i++) {
        pacer.arrive({
          take() {
            spin(2);
            loaded.push(loader.load(i));
            if (i === 39) resolve();
          },
          reject: () => undefined,
        });
      }
    });
    await Promise.all(loaded);
    expect(batches).toEqual([40]);
    await loader.load(40);
    expect(batches).toEqual([40, 1]);
  });

  it('shares the time of a turn with all other requests', async () => {
    const scheduler = new Scheduler();
    const eventLoopTurns = new EventLoopTurns();
    let noted = 0;
    const pacers = Array.from({ length: 20 }, (_, i) => {
      const owner = permanentOwner(`caller ${i}`);
      return new AnswerPacer(
        (work) => scheduler.finish(owner, work),
        eventLoopTurns,
        (milliseconds) => (noted += milliseconds),
      );
    });
    let taken = 0;
    for (const pacer of pacers)
      for (let i = 0; i < 4; i++)
        pacer.arrive({ take: () => (spin(1), void taken++), reject: () => undefined });
    // If each request had 5 ms of its own, all values would be taken in this turn.
    expect(taken).toBeLessThanOrEqual(6);
    expect(noted).toBeGreaterThanOrEqual(taken);
    while (taken < 80) await turn();
  });

  it('rejects a value that cannot be taken', async () => {
    const pacer = createPacer();
    const rejections: unknown[] = [];
    const failure = new Error('It cannot be taken.');
    for (let i = 0; i < 10; i++)
      pacer.arrive({
        take() {
          spin(1);
          if (i > 7) throw failure;
        },
        reject: (error) => rejections.push(error),
      });
    while (rejections.length < 2) await turn();
    expect(rejections).toEqual([failure, failure]);
  });

  it('rejects late values when the client has gone', async () => {
    const deadline = new Deadline();
    const pacer = createPacer({
      ...permanentOwner('caller'),
      get isOver() {
        return deadline.isOver;
      },
      error: () => deadline.error(),
    });
    const rejections: unknown[] = [];
    let taken = 0;
    for (let i = 0; i < 100; i++) {
      pacer.arrive({
        take() {
          spin(1);
          if (++taken === 30) deadline.clientDisconnected();
        },
        reject: (error) => rejections.push(error),
      });
    }
    while (taken + rejections.length < 100) await turn();
    expect(taken).toBeGreaterThanOrEqual(30);
    expect(taken).toBeLessThan(50);
    expect(rejections[0]).toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
  });

  it('takes every value on arrival when there is no scheduler', () => {
    let taken = 0;
    for (let i = 0; i < 20; i++)
      new AnswerPacer(null).arrive({ take: () => (spin(1), void taken++), reject: () => undefined });
    expect(taken).toBe(20);
  });
});
