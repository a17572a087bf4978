import { describe, expect, it } from '@jest/globals';
import { say } from '../../../server/messages/say';
import { day } from '../../../server/rules';

describe('a sentence', () => {
  it('groups the digits of numbers', () => {
    expect(say('limit.body', { max: 1_048_576 })).toBe(
      'The body of the request is too large: at most 1,048,576 bytes are allowed.',
    );
    expect(say('limit.time', { seconds: 0.25 })).toBe(
      'The request timed out after 0.25 s. Ask for less in one request.',
    );
  });

  it('shows strings as they are, such as versions', () => {
    expect(say('cause.CATALOGUE_APPLIES', { version: '2017', day: day('2026-01-01') })).toBe(
      'Version 2017 of the catalogue applies from 2026-01-01 on.',
    );
    expect(say('quoted', { text: '{text} $& 10000' })).toBe('"{text} $& 10000"');
  });

  it('has the plural form of its count', () => {
    expect([0, 1, 2, 1000].map((count) => say('refill.left', { count }))).toEqual([
      '0 organizations are left.',
      '1 organization is left.',
      '2 organizations are left.',
      '1,000 organizations are left.',
    ]);
  });
});
