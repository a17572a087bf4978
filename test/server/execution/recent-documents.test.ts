import { describe, expect, it } from '@jest/globals';
import { RecentDocuments } from '../../../server/execution/recent-documents';

describe('recent documents', () => {
  const keysOf = (documents: RecentDocuments<string>, keys: readonly string[]) =>
    keys.filter((key) => documents.get(key) !== undefined);

  it('are forgotten in the order in which they came, when their memory is used up', () => {
    const documents = new RecentDocuments<string>(101_000);
    for (const key of ['a', 'b', 'c']) documents.set(key, key, 400);
    expect(keysOf(documents, ['a', 'b', 'c'])).toEqual(['b', 'c']);
    documents.set('b', 'again', 400);
    documents.set('d', 'd', 400);
    expect(keysOf(documents, ['b', 'c', 'd'])).toEqual(['b', 'd']);
    expect(documents.get('b')).toBe('again');
  });

  it('are not kept where one alone takes more memory', () => {
    const documents = new RecentDocuments<string>(101_000);
    documents.set('a', 'a', 500);
    documents.set('b', 'b', 1001);
    expect(keysOf(documents, ['a', 'b'])).toEqual(['a']);
  });

  it('count a long text by its length', () => {
    const documents = new RecentDocuments<string>(3_000_000);
    documents.set('a', 'a', 1_000_000);
    expect(keysOf(documents, ['a'])).toEqual(['a']);
    documents.set('b', 'b', 1);
    expect(keysOf(documents, ['a', 'b'])).toEqual(['b']);
  });

  it('make room when one is deleted', () => {
    const documents = new RecentDocuments<string>(101_000);
    for (const key of ['a', 'b']) documents.set(key, key, 500);
    expect([documents.delete('a'), documents.delete('a')]).toEqual([true, false]);
    documents.set('c', 'c', 500);
    expect(keysOf(documents, ['a', 'b', 'c'])).toEqual(['b', 'c']);
  });
});
