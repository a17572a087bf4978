import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openScratch } from '../../../server/db/scratch';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`laurel-scratch-`));

describe('the scratch file', () => {
  it('returns objects by key and by owner, and keeps the last object stored under a key', () => {
    const scratch = openScratch();
    const entry = (key: string, owner: string, value: number) => ({ key, owner, content: { key, value } });
    scratch.putEntries([]);
    scratch.putEntries([entry('a', 'ann', 1), entry("b'; --", 'bob', 2), entry('a', 'eve', 3)]);
    scratch.putEntries([entry('c', 'eve', 4), entry('ü', 'bob', 5)]);
    expect(scratch.byKeys(['a', "b'; --", 'nothing'])).toEqual([
      { key: 'a', value: 3 },
      { key: "b'; --", value: 2 },
    ]);
    expect(scratch.byOwners(['ann'])).toEqual([]);
    expect(scratch.byOwners(['eve', 'bob'])).toHaveLength(4);
    expect(scratch.byOwners([])).toEqual([]);
    scratch.close();
  });

  it('stores and returns more objects than fit into one statement', () => {
    const scratch = openScratch();
    const keys = Array.from({ length: 40_000 }, (_, i) => `key ${i}`);
    scratch.putEntries(keys.map((key) => ({ key, owner: 'one', content: { key } })));
    expect(scratch.byKeys(keys)).toHaveLength(40_000);
    expect(scratch.byOwners(['one'])).toHaveLength(40_000);
    scratch.close();
  });

  it('returns distinct names in order', () => {
    const scratch = openScratch();
    scratch.addNames(['c', 'a', 'b']);
    scratch.addNames(['b', 'd', 'a']);
    scratch.addNames([]);
    expect(scratch.countNames()).toBe(4);
    expect(scratch.namesAfter(null, 3)).toEqual(['a', 'b', 'c']);
    expect(scratch.namesAfter('c', 3)).toEqual(['d']);
    expect(scratch.namesAfter('d', 3)).toEqual([]);
    scratch.close();
  });

  it('is deleted on close', () => {
    const before = folders();
    const scratch = openScratch();
    const [own] = folders().filter((name) => !before.includes(name));
    expect(own).toBeDefined();
    scratch.close();
    expect(folders()).not.toContain(own);
  });
});
