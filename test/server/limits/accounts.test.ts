import { describe, expect, it } from '@jest/globals';
import { Accounts } from '../../../server/limits/accounts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE = 60_000;

describe('an account', () => {
  it('begins with the first request of its owner and ends a minute later', () => {
    const accounts = new Accounts();
    accounts.current('a', START).spent = 7;
    accounts.current('b', START + 30_000).spent = 8;
    expect(accounts.current('a', START + MINUTE - 1).spent).toBe(7);
    expect(accounts.current('a', START + MINUTE).spent).toBe(0);
    expect(accounts.current('b', START + MINUTE).spent).toBe(8);
    expect(accounts.current('b', START + MINUTE + 30_000).spent).toBe(0);
  });

  it('ends when the clock is set back', () => {
    const accounts = new Accounts();
    accounts.current('a', START).spent = 7;
    expect(accounts.current('a', START - 3_600_000).spent).toBe(0);
  });

  it('is kept among 50,000 callers and dropped among 100,000', () => {
    const accounts = new Accounts();
    const others = (from: number, until: number) => {
      for (let i = from; i < until; i++) accounts.current(`caller ${i}`, START).spent = 1;
    };
    accounts.current('first', START).spent = 7;
    others(0, 50_000);
    expect(accounts.current('first', START).spent).toBe(7);
    others(50_000, 100_000);
    expect(accounts.current('caller 99999', START).spent).toBe(1);
    expect(accounts.current('first', START).spent).toBe(0);
  });
});
