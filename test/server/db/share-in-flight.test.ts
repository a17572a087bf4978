import { describe, expect, it, jest } from '@jest/globals';
import type { Parameter, Reader } from '../../../server/db/database';
import { shareInFlightReads } from '../../../server/db/share-in-flight';

/** A reader whose statements are answered by the test. Each answer contains the number of its statement. */
function slowReader() {
  const sent: { readonly sql: string; answer(): void; fail(): void }[] = [];
  const reader: Reader = {
    rows: <Row>(sql: string, parameters: readonly Parameter[] = []) =>
      new Promise<Row[]>((resolve, reject) => {
        const n = sent.length;
        sent.push({
          sql: [sql, ...parameters].join(' '),
          answer: () => resolve([{ n } as Row]),
          fail: () => reject(new Error(`statement ${n}`)),
        });
      }),
  };
  const statements = () => sent.map(({ sql }) => sql);
  return { reader, sent, statements };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('shared in-flight reads', () => {
  it('are sent immediately or, while a statement is in flight, once for all waiting callers', async () => {
    const { reader, sent, statements } = slowReader();
    const shared = shareInFlightReads(reader);
    const first = shared.rows('newest');
    const others = [shared.rows('newest'), shared.rows('newest'), shared.rows('newest')];
    expect(statements()).toEqual(['newest']);
    sent[0]?.answer();
    expect(await first).toEqual([{ n: 0 }]);
    await settled();
    expect(statements()).toEqual(['newest', 'newest']);
    const late = shared.rows('newest');
    sent[1]?.answer();
    expect(await Promise.all(others)).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
    await settled();
    sent[2]?.answer();
    expect(await late).toEqual([{ n: 2 }]);
  });

  it('never return rows of a statement that was sent before the call', async () => {
    const { reader, sent } = slowReader();
    const shared = shareInFlightReads(reader);
    const first = shared.rows('newest');
    sent[0]?.answer();
    await first;
    await settled();
    const second = shared.rows('newest');
    sent[1]?.answer();
    expect(await second).toEqual([{ n: 1 }]);
  });

  it('wait only for the same statement with the same parameters', async () => {
    const { reader, statements } = slowReader();
    const shared = shareInFlightReads(reader);
    void shared.rows('who', ['ann']);
    void shared.rows('who', ['bob']);
    void shared.rows('who');
    await settled();
    expect(statements()).toEqual(['who ann', 'who bob', 'who']);
  });

  it('fail for the callers that share the statement, but not for later callers', async () => {
    const { reader, sent } = slowReader();
    const shared = shareInFlightReads(reader);
    const first = shared.rows('newest');
    const waiting = shared.rows('newest');
    sent[0]?.fail();
    await expect(first).rejects.toThrow('statement 0');
    await settled();
    sent[1]?.answer();
    expect(await waiting).toEqual([{ n: 1 }]);
  });

  it('stop waiting for a hanging statement', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const { reader, sent } = slowReader();
      const shared = shareInFlightReads(reader);
      const hanging = shared.rows('newest');
      const waiting = shared.rows('newest');
      jest.advanceTimersByTime(999);
      await settled();
      expect(sent).toHaveLength(1);
      jest.advanceTimersByTime(1);
      await settled();
      expect(sent).toHaveLength(2);
      sent[1]?.answer();
      expect(await waiting).toEqual([{ n: 1 }]);
      // The hanging statement still answers its own caller, and no longer delays others.
      const next = shared.rows('newest');
      sent[0]?.answer();
      expect(await hanging).toEqual([{ n: 0 }]);
      await settled();
      sent[2]?.answer();
      expect(await next).toEqual([{ n: 2 }]);
    } finally {
      jest.useRealTimers();
    }
  });
});
