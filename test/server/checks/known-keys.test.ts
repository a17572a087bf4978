import { describe, expect, it } from '@jest/globals';
import { checkKnown } from '../../../server/checks/known-keys';

const messageOf = (given: string, ...known: readonly string[]) =>
  checkKnown('benefit', given, new Set(known), ['benefit'])?.message ?? null;
const many = (count: number) => Array.from({ length: count }, (_, i) => `benefit-number-${i}`);

describe('a word that is not known', () => {
  it('is refused with the one that was probably meant', () => {
    expect(messageOf('visits', 'visit', 'hours')).toBe(
      'The catalogue has no benefit "visits". Did you mean "visit"?',
    );
    expect(messageOf('visit', 'visit', 'hours')).toBeNull();
  });

  it('is refused with all there are, in their order, while they are few', () => {
    expect(messageOf('lunch', 'visit', 'hours')).toBe(
      'The catalogue has no benefit "lunch". Name "hours" or "visit".',
    );
    expect(messageOf('lunch', 'visit')).toBe('The catalogue has no benefit "lunch". Name "visit".');
    expect(messageOf('lunch', ...many(12))).toContain('"benefit-number-9"');
  });

  it('is refused alone where there are none, or too many to name', () => {
    expect(messageOf('lunch')).toBe('The catalogue has no benefit "lunch".');
    expect(messageOf('lunch', ...many(13))).toBe('The catalogue has no benefit "lunch".');
  });
});
