import { describe, expect, it } from '@jest/globals';
import { RetryTransaction, withRetries } from '../../../server/db/retry';

const failing = (times: number, code: string) => {
  let runs = 0;
  return async () => {
    runs += 1;
    if (runs <= times) throw Object.assign(new Error(code), { code });
    return runs;
  };
};

describe('work that fails because of concurrent work', () => {
  it.each([
    'ER_LOCK_DEADLOCK',
    'ER_LOCK_WAIT_TIMEOUT',
    'ER_CHECKREAD',
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
  ])('is retried after %s', async (code) => expect(await withRetries(failing(3, code))).toBe(4));

  it('fails after the last attempt', async () => {
    await expect(withRetries(failing(99, 'ER_LOCK_DEADLOCK'))).rejects.toThrow('ER_LOCK_DEADLOCK');
  });

  it('is retried after a RetryTransaction error', async () => {
    let runs = 0;
    const work = async () => {
      if (++runs < 3) throw new RetryTransaction('Another transaction was faster.');
      return runs;
    };
    expect(await withRetries(work)).toBe(3);
  });

  it('is not attempted after its latest start time', async () => {
    const work = failing(1, 'ER_LOCK_DEADLOCK');
    await expect(withRetries(work, performance.now())).rejects.toThrow('ER_LOCK_DEADLOCK');
    expect(await work()).toBe(2);
  });

  it('is not retried after another error', async () => {
    const work = failing(1, 'ER_DUP_ENTRY');
    await expect(withRetries(work)).rejects.toThrow('ER_DUP_ENTRY');
    expect(await work()).toBe(2);
  });
});
