import { describe, expect, it } from '@jest/globals';
import { checkKnownKey } from '../../../server/checks/known-keys';
import { inEnglish } from '../../support/in-english';

const messageOf = (given: string, ...known: readonly string[]) => {
  const refusal = checkKnownKey('benefit', given, new Set(known), ['benefit']);
  return refusal && inEnglish(refusal.sentence);
};
const many = (count: number) => Array.from({ length: count }, (_, i) => `benefit-number-${i}`);

describe('checkKnownKey', () => {
  it('suggests the nearest known key for an unknown one', () => {
    expect(messageOf('visits', 'visit', 'hours')).toBe(
      'The catalogue has no benefit "visits". Did you mean "visit"?',
    );
    expect(messageOf('visit', 'visit', 'hours')).toBeNull();
  });

  it('lists all known keys, sorted, if there are at most twelve', () => {
    expect(messageOf('lunch', 'visit', 'hours')).toBe(
      'The catalogue has no benefit "lunch". Use "hours" or "visit".',
    );
    expect(messageOf('lunch', 'visit')).toBe('The catalogue has no benefit "lunch". Use "visit".');
    expect(messageOf('lunch', ...many(12))).toContain('"benefit-number-9"');
  });

  it('lists no known keys if there are none or more than twelve', () => {
    expect(messageOf('lunch')).toBe('The catalogue has no benefit "lunch".');
    expect(messageOf('lunch', ...many(13))).toBe('The catalogue has no benefit "lunch".');
  });
});
