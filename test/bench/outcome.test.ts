import { describe, expect, it } from '@jest/globals';
import { attack, jsonRequest } from '../../bench/abuse/attack';
import { judge } from '../../bench/abuse/judge';
import { outcomeOf } from '../../bench/abuse/outcome';

describe('outcomeOf', () => {
  it.each([
    [200, '{"data":{"node":{"id":"a"}}}', '200'],
    [200, '{"data":{"node":null}}', '200 null'],
    [0, '', 'no answer'],
    [400, '{"errors":[{"message":"a","extensions":{"code":"TOO_DEEP"}}]}', '400 TOO_DEEP'],
    [
      200,
      '{"errors":[{"extensions":{"code":"B"}},{"extensions":{"code":"A","retryAfterSeconds":1}}],"data":null}',
      '200 A B',
    ],
    [500, '{"errors":[{"message":"a"}]}', '500 without a code'],
    [
      200,
      '{"data":{"a":{"refusals":[{"code":"NOT_FOUND"},{"code":"CHANGED"}]}}}',
      '200 refused CHANGED NOT_FOUND',
    ],
    [200, '{"data":{"a":{"refusals":[]}}}', '200'],
    [431, '', '431'],
  ])('summarizes an answer with status %d: %s', (status, text, outcome) => {
    expect(outcomeOf({ status, text })).toBe(outcome);
  });
});

describe('judge', () => {
  const times = [1, 2, 3];
  const isAlive = true;
  const attackThat = (expects: string) => attack('anonymous', 'a', expects, () => jsonRequest('{ a }'));

  it('fails an attack with unexpected answers', () => {
    const outcomes = new Map([['400 GRAPHQL_VALIDATION_FAILED', 3]]);
    const verdict = judge(attackThat('400 TOO_DEEP'), { outcomes, spent: 100, cpu: 0.001, times, isAlive });
    expect(verdict).toMatchObject({ isMet: false, isAsExpected: false });
  });

  it('passes an attack that a limit refuses, even when the second caller waits', () => {
    const outcomes = new Map([['400 TOO_DEEP', 3]]);
    const seen = { outcomes, spent: 100, cpu: 0.001, times: [500], isAlive };
    expect(judge(attackThat('400 TOO_DEEP'), seen)).toMatchObject({ isMet: true, isRefused: true });
  });

  it('passes a document with too many errors, which is not executed', () => {
    const outcome = '400 GRAPHQL_VALIDATION_FAILED TOO_MANY_ERRORS';
    const seen = { outcomes: new Map([[outcome, 3]]), spent: 100, cpu: 0.001, times: [500], isAlive };
    expect(judge(attackThat(outcome), seen)).toMatchObject({ isMet: true, isRefused: true });
  });

  it.each(['400 ANSWER_TOO_LARGE', '200 TOO_MANY_ERRORS', '400 TOO_MANY_ERRORS'])(
    'fails an attack that is refused only after its work, while the second caller waits: %s',
    (outcome) => {
      const seen = { outcomes: new Map([[outcome, 3]]), spent: 100, cpu: 0.001, times: [500], isAlive };
      expect(judge(attackThat(outcome), seen)).toMatchObject({ isMet: false, isRefused: false });
    },
  );

  it('fails a free attack when the second caller waits', () => {
    const free = attack('anonymous', 'a', '429', () => jsonRequest('{ a }'), { paidBy: 'nobody' });
    const seen = { outcomes: new Map([['429', 3]]), spent: 0, cpu: 1, isAlive };
    expect(judge(free, { ...seen, times: [500] })).toMatchObject({ isMet: false, isRefused: true });
    expect(judge(free, { ...seen, times })).toMatchObject({ isMet: true });
  });

  it('counts the points paid for wrong credentials that were checked', () => {
    const guess = attack('anonymous', 'a', ['401', '429'], () => jsonRequest('{ a }'), {
      paidBy: 10,
    });
    const outcomes = new Map([
      ['401 UNAUTHENTICATED', 3],
      ['429 RATE_LIMITED', 1000],
      ['no answer', 5],
    ]);
    expect(judge(guess, { outcomes, spent: 0, cpu: 1, times, isAlive }).points).toBe(30);
  });

  it.each([
    ['a high price', { spent: 100, cpu: 1, times }],
    ['a second caller that waits', { spent: 100_000, cpu: 1, times: [500] }],
    ['work for nothing', { spent: 0, cpu: 1, times }],
    ['a dead server', { spent: 100_000, cpu: 1, times, isAlive: false }],
  ])('fails an attack with %s', (_, seen) => {
    const outcomes = new Map([['200', 3]]);
    expect(judge(attackThat('200'), { outcomes, isAlive, ...seen }).isMet).toBe(false);
  });
});
