import { describe, expect, it } from '@jest/globals';
import { sentence } from '../../../server/messages';
import { en } from '../../../server/messages/en';
import { day } from '../../../server/rules';
import { inEnglish } from '../../support/in-english';

const KINDS = [
  'text',
  'count',
  'version',
  'exact',
  'keys',
  'fields',
  'path',
  'name',
  'names',
  'sources',
  'day',
  'month',
  'instant',
  'level',
  'role',
  'money',
  'amount',
  'and',
  'or',
];

const texts = Object.entries<string>(en);
const placeholdersOf = (text: string) =>
  [...text.matchAll(/\{(\w+)(?::(\w+))?\}/g)].map(([, name = '', kind = 'text']) => ({ name, kind }));

describe('the sentences', () => {
  it.each(texts)('%s has placeholders of known kinds, each name with one kind', (_, text) => {
    const kinds = new Map<string, string>();
    for (const { name, kind } of placeholdersOf(text)) {
      expect(KINDS).toContain(kind);
      expect(kinds.get(name) ?? kind).toBe(kind);
      kinds.set(name, kind);
    }
    // A brace that belongs to no placeholder is a misspelt one.
    expect(text.replaceAll(/\{\w+(?::\w+)?\}/g, '')).not.toMatch(/[{}]/);
  });

  it('have the same placeholders in every plural form', () => {
    const all: Readonly<Record<string, string>> = en;
    const namesIn = (key: string) => new Set(placeholdersOf(all[key] ?? '').map(({ name }) => name));
    const stems = Object.keys(all).flatMap((key) => {
      const stem = key.replace(/\.other$/, '');
      return stem !== key && all[`${stem}.one`] !== undefined ? [stem] : [];
    });
    expect(stems.length).toBeGreaterThan(10);
    // Only `count` may be missing, since a plural form can spell it out.
    for (const stem of stems)
      expect([stem, namesIn(`${stem}.one`).add('count')]).toEqual([
        stem,
        namesIn(`${stem}.other`).add('count'),
      ]);
  });
});

describe('the values of a sentence', () => {
  it('are written by their kind', () => {
    const from = day('2026-03-02');
    expect(inEnglish(sentence('quote.NEW', quote))).toBe(
      'A new Gold membership from 2026-03-02 until 2027-03-02 costs 1,850.00 USD.',
    );
    expect(
      inEnglish(sentence('access.forbidden', { field: 'f', audiences: [sentence('audience.SELF'), 'x'] })),
    ).toBe('You may not use f. It is for: the person concerned and x.');
    expect(
      inEnglish(
        sentence('rule.path.from', { from, rule: sentence('rule.need.any', { of: ['A', 'B', 'C'] }) }),
      ),
    ).toBe('From 2026-03-02 on: A, B or C.');
    expect(
      inEnglish(
        sentence('refund.used', { benefits: [{ key: 'hours', name: { en: 'Hours', de: 'Stunden' } }] }),
      ),
    ).toBe('The term cannot be refunded, because some of its benefits have already been used: Hours.');
  });

  it('can be stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(sentence('quote.NEW', quote)));
    expect(inEnglish(stored)).toBe(inEnglish(sentence('quote.NEW', quote)));
  });
});

const quote = {
  level: 'GOLD',
  from: day('2026-03-02'),
  until: day('2027-03-02'),
  total: { minorUnits: 185_000, currency: 'USD' },
} as const;
