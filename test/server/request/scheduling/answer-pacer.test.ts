import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { describe, expect, it } from '@jest/globals';
import { Deadline } from '../../../../server/request/scheduling/deadline';
import { batchedBy, AnswerPacer } from '../../../../server/request/scheduling/answer-pacer';
import { lastingOwner, Scheduler } from '../../../../server/request/scheduling/scheduler';
import { EventLoopTurns } from '../../../../server/request/scheduling/event-loop-turns';

function spin(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/** A pace with a scheduler of its own. */
function paced(owner = lastingOwner('caller')) {
  const scheduler = new Scheduler();
  return new AnswerPacer((work) => scheduler.finish(owner, work));
}

describe('the pace of a request', () => {
  it('takes values in the order of arrival, and yields to the event loop', async () => {
    const pace = paced();
    const taken: number[] = [];
    let turns = 0;
    let isDone = false;
    const count = async () => {
      for (; !isDone; turns++) await turn();
    };
    void count();
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 60; i++) {
        pace.arrive({
          take() {
            spin(2);
            taken.push(i);
            if (i === 59) resolve();
          },
          giveUp: () => undefined,
        });
      }
    });
    isDone = true;
    expect(taken).toEqual(Array.from({ length: 60 }, (_, i) => i));
    // The work takes 120 ms; a turn has 5 ms and a slice 2 ms.
    expect(turns).toBeGreaterThan(10);
  });

  it('loads in one batch across several slices', async () => {
    const pace = paced();
    const batches: number[] = [];
    const loader = new DataLoader<number, number>(
      async (keys) => {
        batches.push(keys.length);
        return keys;
      },
      batchedBy({ rows: () => Promise.resolve([]), schedule: pace.schedule }),
    );
    const loaded: Promise<number>[] = [];
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 40; i++) {
        pace.arrive({
          take() {
            spin(2);
            loaded.push(loader.load(i));
            if (i === 39) resolve();
          },
          giveUp: () => undefined,
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
    const turns = new EventLoopTurns();
    let noted = 0;
    const paces = Array.from({ length: 20 }, (_, i) => {
      const owner = lastingOwner(`caller ${i}`);
      return new AnswerPacer(
        (work) => scheduler.finish(owner, work),
        turns,
        (milliseconds) => (noted += milliseconds),
      );
    });
    let taken = 0;
    for (const pace of paces)
      for (let i = 0; i < 4; i++)
        pace.arrive({ take: () => (spin(1), void taken++), giveUp: () => undefined });
    // With 5 ms for each request, all would be taken in this turn.
    expect(taken).toBeLessThanOrEqual(6);
    expect(noted).toBeGreaterThanOrEqual(taken);
    while (taken < 80) await turn();
  });

  it('gives up a value that cannot be taken', async () => {
    const pace = paced();
    const given: unknown[] = [];
    const failure = new Error('It cannot be taken.');
    for (let i = 0; i < 10; i++)
      pace.arrive({
        take() {
          spin(1);
          if (i > 7) throw failure;
        },
        giveUp: (error) => given.push(error),
      });
    while (given.length < 2) await turn();
    expect(given).toEqual([failure, failure]);
  });

  it('rejects deferred values when the request times out', async () => {
    const deadline = new Deadline();
    const pace = paced({
      ...lastingOwner('caller'),
      get isOver() {
        return deadline.isOver;
      },
      error: () => deadline.error(),
    });
    const given: unknown[] = [];
    let taken = 0;
    for (let i = 0; i < 100; i++) {
      pace.arrive({
        take() {
          spin(1);
          if (++taken === 30) deadline.clientGone();
        },
        giveUp: (error) => given.push(error),
      });
    }
    while (taken + given.length < 100) await turn();
    expect(taken).toBeGreaterThanOrEqual(30);
    expect(taken).toBeLessThan(50);
    expect(given[0]).toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
  });

  it('takes everything at once where nothing runs in slices', () => {
    let taken = 0;
    for (let i = 0; i < 20; i++)
      new AnswerPacer(null).arrive({ take: () => (spin(1), void taken++), giveUp: () => undefined });
    expect(taken).toBe(20);
  });
});
