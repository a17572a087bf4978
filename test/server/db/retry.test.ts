import { describe, expect, it } from '@jest/globals';
import { RetryTransaction, retrying } from '../../../server/db/retry';

const failing = (times: number, code: string) => {
  let runs = 0;
  return async () => {
    runs += 1;
    if (runs <= times) throw Object.assign(new Error(code), { code });
    return runs;
  };
};

describe('work that the database gave up for the sake of others', () => {
  it.each([
    'ER_LOCK_DEADLOCK',
    'ER_LOCK_WAIT_TIMEOUT',
    'ER_CHECKREAD',
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
  ])('runs again after %s', async (code) => expect(await retrying(failing(3, code))).toBe(4));

  it('is given up in the end', async () => {
    await expect(retrying(failing(99, 'ER_LOCK_DEADLOCK'))).rejects.toThrow('ER_LOCK_DEADLOCK');
  });

  it('runs again after it gave way by itself', async () => {
    let runs = 0;
    const work = async () => {
      if (++runs < 3) throw new RetryTransaction('Somebody was faster.');
      return runs;
    };
    expect(await retrying(work)).toBe(3);
  });

  it('does not begin again after the time that it was given', async () => {
    const work = failing(1, 'ER_LOCK_DEADLOCK');
    await expect(retrying(work, performance.now())).rejects.toThrow('ER_LOCK_DEADLOCK');
    expect(await work()).toBe(2);
  });

  it('is not repeated for any other fault', async () => {
    const work = failing(1, 'ER_DUP_ENTRY');
    await expect(retrying(work)).rejects.toThrow('ER_DUP_ENTRY');
    expect(await work()).toBe(2);
  });
});
