import { describe, expect, it } from '@jest/globals';
import { Accounts } from '../../../server/limits/accounts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE = 60_000;

describe('accounts of a minute', () => {
  it('begin with the first request of their owner and end a minute later', () => {
    const accounts = new Accounts();
    accounts.of('a', START).spent = 7;
    accounts.of('b', START + 30_000).spent = 8;
    expect(accounts.of('a', START + MINUTE - 1).spent).toBe(7);
    expect(accounts.of('a', START + MINUTE).spent).toBe(0);
    expect(accounts.of('b', START + MINUTE).spent).toBe(8);
    expect(accounts.of('b', START + MINUTE + 30_000).spent).toBe(0);
  });

  it('last no longer when the clock is set back', () => {
    const accounts = new Accounts();
    accounts.of('a', START).spent = 7;
    expect(accounts.of('a', START - 3_600_000).spent).toBe(0);
  });

  it('are all kept among 50,000 callers, and forgotten among 100,000', () => {
    const accounts = new Accounts();
    const others = (from: number, until: number) => {
      for (let i = from; i < until; i++) accounts.of(`caller ${i}`, START).spent = 1;
    };
    accounts.of('first', START).spent = 7;
    others(0, 50_000);
    expect(accounts.of('first', START).spent).toBe(7);
    others(50_000, 100_000);
    expect(accounts.of('caller 99999', START).spent).toBe(1);
    expect(accounts.of('first', START).spent).toBe(0);
  });
});
