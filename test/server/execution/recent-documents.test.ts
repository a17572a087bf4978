import { describe, expect, it } from '@jest/globals';
import { RecentDocuments } from '../../../server/execution/recent-documents';

describe('RecentDocuments', () => {
  const keysOf = (documents: RecentDocuments<string>, keys: readonly string[]) =>
    keys.filter((key) => documents.get(key) !== undefined);

  it('evicts the oldest documents beyond its memory limit', () => {
    const documents = new RecentDocuments<string>(101_000);
    for (const key of ['a', 'b', 'c']) documents.set(key, key, 400);
    expect(keysOf(documents, ['a', 'b', 'c'])).toEqual(['b', 'c']);
    documents.set('b', 'again', 400);
    documents.set('d', 'd', 400);
    expect(keysOf(documents, ['b', 'c', 'd'])).toEqual(['b', 'd']);
    expect(documents.get('b')).toBe('again');
  });

  it('does not cache a document that exceeds the memory limit', () => {
    const documents = new RecentDocuments<string>(101_000);
    documents.set('a', 'a', 500);
    documents.set('b', 'b', 1001);
    expect(keysOf(documents, ['a', 'b'])).toEqual(['a']);
  });

  it('counts the length of a long document against the memory limit', () => {
    const documents = new RecentDocuments<string>(3_000_000);
    documents.set('a', 'a', 1_000_000);
    expect(keysOf(documents, ['a'])).toEqual(['a']);
    documents.set('b', 'b', 1);
    expect(keysOf(documents, ['a', 'b'])).toEqual(['b']);
  });

  it('frees the memory of a deleted document', () => {
    const documents = new RecentDocuments<string>(101_000);
    for (const key of ['a', 'b']) documents.set(key, key, 500);
    expect([documents.delete('a'), documents.delete('a')]).toEqual([true, false]);
    documents.set('c', 'c', 500);
    expect(keysOf(documents, ['a', 'b', 'c'])).toEqual(['b', 'c']);
  });
});
