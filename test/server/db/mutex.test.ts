import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Mutex } from '../../../server/db/mutex';

describe('the mutex', () => {
  it('runs one piece of work at a time, and callers take turns', async () => {
    const mutex = new Mutex();
    const events: string[] = [];
    const run = (caller: string, name: string) =>
      mutex.run(caller, async () => {
        events.push(`${name} begins`);
        await turn();
        events.push(`${name} ends`);
      });
    await Promise.all([
      run('one', 'a'),
      run('one', 'b'),
      run('one', 'c'),
      run('other', 'd'),
      run('one', 'e'),
    ]);
    expect(events).toEqual(['a', 'b', 'd', 'c', 'e'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('runs the next work after a failure', async () => {
    const mutex = new Mutex();
    const failing = mutex.run('one', () => Promise.reject(new Error('no')));
    const next = mutex.run('one', () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
    expect(await mutex.run('other', () => Promise.resolve('again'))).toBe('again');
  });
});
