import { describe, expect, it } from '@jest/globals';
import { normalizeForSearch, slug } from '../../../server/db/normalize-for-search';

describe('searchable text', () => {
  it.each([
    ['Größe & Söhne', 'grosse & sohne'],
    ['ŁÓDŹ', 'lodz'],
    ['Bosphore Ada Yazılım', 'bosphore ada yazilim'],
    ['Đà Nẵng', 'da nang'],
    ['Ørsted Æbelø', 'orsted aebelo'],
    ['İSTANBUL', 'istanbul'],
    ['東京システムズ', '東京システムス'],
    ['ﬁne ①', 'fine 1'],
  ])('turns %s into %s', (text, plain) => expect(normalizeForSearch(text)).toBe(plain));

  it('is equal for composed and decomposed accents', () => {
    expect(normalizeForSearch('Cafe\u0301')).toBe(normalizeForSearch('Caf\u00e9'));
  });

  it('is never longer than its column', () => {
    expect([...normalizeForSearch('ß'.repeat(200))]).toHaveLength(200);
    expect([...normalizeForSearch('😀'.repeat(300))]).toHaveLength(200);
  });
});

describe('a slug', () => {
  it.each([
    ['  Größe & Söhne – IT!', 'grosse-sohne-it'],
    ['a.b.c', 'a-b-c'],
    ['東京', ''],
    // Cut at the maximum length, without a hyphen at the end.
    ['abcdefghijklmno pqr', 'abcdefghijklmno'],
  ])('turns %s into "%s"', (name, key) => expect(slug(name, 16)).toBe(key));
});
