import { describe, expect, it } from '@jest/globals';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Deadline } from '../../../../server/request/scheduling/deadline';
import { RequestOwner } from '../../../../server/request/scheduling/request-owner';
import { permanentOwner, Scheduler, type Owner } from '../../../../server/request/scheduling/scheduler';
import type { Work } from '../../../../server/rules';

describe('the scheduler', () => {
  it('runs work to its result', async () => {
    const scheduler = new Scheduler();
    expect(
      await scheduler.run(
        permanentOwner('caller'),
        steps(3, () => undefined, 'done'),
      ),
    ).toBe('done');
  });

  it('lets the event loop turn at least once every few milliseconds', async () => {
    const scheduler = new Scheduler();
    let isRunning = true;
    let [inARow, most, total] = [0, 0, 0];
    const watching = (async () => {
      for (; isRunning; inARow = 0) await turn();
    })();
    const work = steps(
      100,
      () => {
        spin(2);
        most = Math.max(most, ++inARow);
        total++;
      },
      null,
    );
    await scheduler.run(permanentOwner('caller'), work);
    isRunning = false;
    await watching;
    expect(total).toBe(100);
    // A slice of 2 ms ends only when its current step ends.
    expect(most).toBeLessThanOrEqual(2);
  });

  it('gives a caller slices of up to 5 ms after a second without work of other callers', async () => {
    const scheduler = new Scheduler();
    const longestInARow = async () => {
      let [inARow, most, isRunning] = [0, 0, true];
      const watching = (async () => {
        for (; isRunning; inARow = 0) await turn();
      })();
      const step = () => {
        spin(0.5);
        most = Math.max(most, ++inARow);
      };
      await scheduler.run(permanentOwner('one'), steps(60, step, null));
      isRunning = false;
      await watching;
      return most;
    };
    expect(await longestInARow()).toBeLessThanOrEqual(4);
    await pause(1100);
    // Upkeep and shared statements do not count as other callers.
    for (const role of ['upkeep', 'shared'] as const)
      await scheduler.step(permanentOwner(role, role), () => Promise.resolve());
    await turn();
    const alone = await longestInARow();
    expect(alone).toBeGreaterThan(4);
    expect(alone).toBeLessThanOrEqual(10);
    await scheduler.step(permanentOwner('another'), () => Promise.resolve());
    await turn();
    expect(await longestInARow()).toBeLessThanOrEqual(4);
  });

  it('gives slices to owners round robin', async () => {
    const scheduler = new Scheduler();
    const order: string[] = [];
    const done = ['a', 'b', 'c'].map((name) =>
      scheduler.run(
        permanentOwner('caller'),
        steps(
          4,
          () => {
            order.push(name);
            spin(6);
          },
          name,
        ),
      ),
    );
    await Promise.all(done);
    expect(order.join('')).toBe('abcabcabcabc');
  });

  it('lets a short request overtake a long one', async () => {
    const scheduler = new Scheduler();
    const finished: string[] = [];
    const long = Array.from({ length: 4 }, (_, i) =>
      scheduler
        .run(
          permanentOwner('caller'),
          steps(20, () => spin(6), `long ${i}`),
        )
        .then((name) => finished.push(name)),
    );
    await turn();
    const before = performance.now();
    await scheduler
      .run(
        permanentOwner('caller'),
        steps(1, () => undefined, 'short'),
      )
      .then((name) => finished.push(name));
    expect(finished).toEqual(['short']);
    expect(performance.now() - before).toBeLessThan(200);
    await Promise.all(long);
  });

  it('resolves together the jobs that an owner has added together', async () => {
    const scheduler = new Scheduler();
    const owner = permanentOwner('caller');
    let turns = 0;
    let isRunning = true;
    const counting = (async () => {
      for (; isRunning; turns++) await turn();
    })();
    const answered = await Promise.all(
      Array.from({ length: 10 }, () =>
        scheduler
          .run(
            owner,
            steps(1, () => spin(3), null),
          )
          .then(() => turns),
      ),
    );
    isRunning = false;
    await counting;
    expect(turns).toBeGreaterThan(3);
    expect(new Set(answered).size).toBe(1);
  });

  it('finishes long requests while new ones keep arriving', async () => {
    const scheduler = new Scheduler();
    let isDone = false;
    const long = scheduler.run(
      permanentOwner('caller'),
      steps(3, () => spin(6), null),
    );
    void long.then(() => (isDone = true));
    await turn();
    let others = 0;
    for (; !isDone && others < 1000; others++) {
      void scheduler.step(permanentOwner('caller'), async () => spin(6));
      await turn();
    }
    await long;
    expect(others).toBeLessThan(100);
  });

  it('leaves time to other callers after a long step of a heavy caller', async () => {
    const scheduler = new Scheduler();
    let steps = 0;
    const greedy = (async () => {
      while (steps < 20) await scheduler.step(permanentOwner('greedy'), async () => (steps++, spin(20)));
    })();
    while (steps < 5) await turn();
    const before = steps;
    // A request takes several turns of the event loop.
    for (let i = 0; i < 10; i++) {
      await scheduler.step(permanentOwner('modest'), () => Promise.resolve());
      await turn();
    }
    expect(steps - before).toBeLessThan(5);
    await greedy;
  });

  it('serves a new caller soon, even after much work of other callers', async () => {
    const scheduler = new Scheduler();
    const stepsOf = (name: string, count: number) =>
      Array.from({ length: count }, () => scheduler.step(permanentOwner(name), async () => spin(0.5)));
    let steady = 0;
    let isRunning = true;
    const greedy = Array.from({ length: 10 }, async () => {
      for (; isRunning; steady++) await scheduler.step(permanentOwner('steady'), async () => spin(0.5));
    });
    await Promise.all(stepsOf('past', 400));
    const before = steady;
    await Promise.all(stepsOf('new', 1));
    const meanwhile = steady - before;
    isRunning = false;
    await Promise.all(greedy);
    expect(meanwhile).toBeLessThan(50);
  });

  it('serves a returning caller as soon as new ones', async () => {
    const scheduler = new Scheduler();
    const returning = permanentOwner('returning');
    // Steps of more than 1 ms would count as long.
    for (let i = 0; i < 60; i++) await scheduler.step(returning, async () => spin(0.5));
    await pause(100);
    let others = 0;
    const stepsOfOthers = ['one', 'two', 'three', 'four'].flatMap((name) =>
      Array.from({ length: 10 }, () =>
        scheduler.step(permanentOwner(name), async () => spin(2)).then(() => others++),
      ),
    );
    const before = await scheduler.step(returning, () => Promise.resolve()).then(() => others);
    await Promise.all(stepsOfOthers);
    expect(before).toBeLessThanOrEqual(8);
  });

  it('does not delay shared work because of long continuations', async () => {
    const scheduler = new Scheduler();
    const shared = permanentOwner('shared', 'shared');
    for (let i = 0; i < 5; i++) await scheduler.step(shared, async () => spin(15)).then(() => spin(15));
    const order: string[] = [];
    const others = Array.from({ length: 5 }, (_, i) =>
      scheduler.step(permanentOwner(`other ${i}`), async () => spin(2)).then(() => void order.push('other')),
    );
    const lookUp = scheduler.step(shared, () => Promise.resolve()).then(() => void order.push('shared'));
    await Promise.all([...others, lookUp]);
    expect(order.indexOf('shared')).toBeLessThanOrEqual(1);
  });

  it('serves callers even while shared work never ends', async () => {
    const scheduler = new Scheduler();
    const shared = permanentOwner('shared', 'shared');
    let isRunning = true;
    let lookUps = 0;
    const looking = Array.from({ length: 2 }, async () => {
      for (; isRunning && lookUps < 100; lookUps++)
        await scheduler.step(shared, () => Promise.resolve()).then(() => spin(3));
    });
    await turn();
    const before = lookUps;
    await scheduler.step(permanentOwner('caller'), () => Promise.resolve());
    const meanwhile = lookUps - before;
    isRunning = false;
    await Promise.all(looking);
    expect(meanwhile).toBeLessThanOrEqual(4);
  });

  it('adds work outside slices to the time of its caller', async () => {
    const scheduler = new Scheduler();
    const order: string[] = [];
    const greedy = permanentOwner('greedy');
    scheduler.note(greedy, 200);
    const stepsOf = (name: string) =>
      Array.from({ length: 5 }, () =>
        scheduler.step(permanentOwner(name), async () => spin(3)).then(() => order.push(name)),
      );
    await Promise.all([...stepsOf('greedy'), ...stepsOf('modest')]);
    expect(order.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'modest'));
  });

  it('adds the continuation of a step to the time of its caller', async () => {
    const scheduler = new Scheduler();
    const order: string[] = [];
    const greedy = Array.from({ length: 10 }, async (_, i) => {
      await scheduler.step(permanentOwner('greedy'), () => Promise.resolve());
      spin(20);
      order.push(`greedy ${i}`);
    });
    const modest = Array.from({ length: 10 }, async (_, i) => {
      await scheduler.step(permanentOwner('modest'), async () => spin(1));
      order.push(`modest ${i}`);
    });
    await Promise.all([...greedy, ...modest]);
    // The modest steps must not wait for every greedy step.
    expect(order.indexOf('modest 9')).toBeLessThan(13);
  });

  it('adds the continuation of a slice to the time of its caller when more slices follow', async () => {
    const scheduler = new Scheduler();
    const order: string[] = [];
    const leading = scheduler.run(
      permanentOwner('greedy'),
      steps(
        10,
        () => {
          spin(2);
          void Promise.resolve().then(() => {
            spin(6);
            order.push('greedy');
          });
        },
        null,
      ),
    );
    const modest = Array.from({ length: 10 }, async () => {
      await scheduler.step(permanentOwner('modest'), async () => spin(2));
      order.push('modest');
    });
    await Promise.all([leading, ...modest]);
    // A modest step takes a quarter of the time of a greedy one.
    expect(
      order.slice(0, order.lastIndexOf('modest')).filter((name) => name === 'greedy').length,
    ).toBeLessThan(5);
  });

  it('serves a caller soon while another one has many requests', async () => {
    const scheduler = new Scheduler();
    let isOver = false;
    const work = () =>
      steps(
        1000,
        () => {
          spin(1);
        },
        null,
      );
    const many = Array.from({ length: 50 }, () => ({
      ...permanentOwner('many'),
      get isOver() {
        return isOver;
      },
    }));
    const running = many.map((owner) => scheduler.run(owner, work()));
    await turn();
    const one = permanentOwner('one');
    const started = performance.now();
    // A nested query sends its statements one after the other.
    for (let i = 0; i < 10; i++) await scheduler.step(one, () => Promise.resolve(i));
    const waited = performance.now() - started;
    isOver = true;
    await Promise.allSettled(running);
    // The busy caller gets ten slices. If each of its requests got one, a statement would wait for 100 ms.
    expect(waited).toBeLessThan(500);
  });

  it('shares the time of a caller between its requests', async () => {
    const scheduler = new Scheduler();
    const done: string[] = [];
    const run = (name: string, count: number) =>
      scheduler
        .run(
          permanentOwner('caller'),
          steps(count, () => spin(2), null),
        )
        .then(() => done.push(name));
    await Promise.all([run('long', 40), run('short', 4)]);
    expect(done).toEqual(['short', 'long']);
  });

  it('rejects a step that throws before it returns a promise', async () => {
    const failing = () => {
      throw new Error('There is no statement.');
    };
    await expect(new Scheduler().step(permanentOwner('caller'), failing)).rejects.toThrow(
      'There is no statement.',
    );
  });

  it('rejects the work of an owner whose time is over', async () => {
    const scheduler = new Scheduler();
    let isOver = false;
    const owner: Owner = {
      caller: 'late',
      role: 'caller',
      get isOver() {
        return isOver;
      },
      error: () => new Error('Too late.'),
      refusal: null,
      noteTime: () => undefined,
    };
    let done = 0;
    const work = scheduler.run(
      owner,
      steps(
        1000,
        () => {
          spin(2);
          if (++done === 10) isOver = true;
        },
        null,
      ),
    );
    const statement = scheduler.step(owner, () => Promise.resolve(1));
    await expect(work).rejects.toThrow('Too late.');
    await expect(statement).rejects.toThrow('Too late.');
    expect(done).toBeLessThan(20);
  });

  it('resolves the finished work of an owner whose time is over', async () => {
    const scheduler = new Scheduler();
    let isOver = false;
    const owner: Owner = {
      ...permanentOwner('caller'),
      get isOver() {
        return isOver;
      },
      error: () => new Error('Too late.'),
    };
    const finished = scheduler.run(
      owner,
      steps(1, () => spin(1), 'done'),
    );
    const pending = scheduler.run(
      owner,
      steps(1000, () => ((isOver = true), spin(5)), null),
    );
    await expect(pending).rejects.toThrow('Too late.');
    expect(await finished).toBe('done');
  });

  it('refuses evaluations, but not statements, of an owner without points', async () => {
    const scheduler = new Scheduler();
    let milliseconds = 0;
    const owner = new RequestOwner(new Deadline(), '192.0.2.1');
    owner.setCaller('poor', (more) => {
      milliseconds += more;
      return milliseconds > 20 ? new Error('No points are left.') : null;
    });
    let ran = 0;
    const work = scheduler.run(
      owner,
      steps(1000, () => (ran++, spin(2)), null),
    );
    await expect(work).rejects.toThrow('No points are left.');
    expect(ran).toBeLessThan(20);
    await expect(
      scheduler.run(
        owner,
        steps(1, () => undefined, 'late'),
      ),
    ).rejects.toThrow('No points are left.');
    expect(await scheduler.step(owner, () => Promise.resolve('read'))).toBe('read');
  });

  it('rejects only the failing job', async () => {
    const scheduler = new Scheduler();
    const owner = permanentOwner('caller');
    const failing = () => {
      throw new Error('A rule fails.');
    };
    const [rule, statement, other] = await Promise.allSettled([
      scheduler.run(owner, steps(2, failing, null)),
      scheduler.step(owner, () => Promise.reject(new Error('A statement fails.'))),
      scheduler.run(
        owner,
        steps(50, () => spin(1), 'well'),
      ),
    ]);
    expect(rule).toMatchObject({ reason: { message: 'A rule fails.' } });
    expect(statement).toMatchObject({ reason: { message: 'A statement fails.' } });
    expect(other).toMatchObject({ value: 'well' });
  });
});

function* steps<T>(count: number, step: () => void, result: T): Work<T> {
  for (let i = 0; i < count; i++) {
    step();
    yield;
  }
  return result;
}

function spin(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
