import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openScratch } from '../../../server/db/scratch';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`laurel-scratch-`));

describe('the scratch file', () => {
  it('gives back what was put aside, by key and by owner; of one key the last', () => {
    const scratch = openScratch();
    const thing = (key: string, owner: string, value: number) => ({ key, owner, content: { key, value } });
    scratch.putAside([]);
    scratch.putAside([thing('a', 'ann', 1), thing("b'; --", 'bob', 2), thing('a', 'eve', 3)]);
    scratch.putAside([thing('c', 'eve', 4), thing('ü', 'bob', 5)]);
    expect(scratch.withKeys(['a', "b'; --", 'nothing'])).toEqual([
      { key: 'a', value: 3 },
      { key: "b'; --", value: 2 },
    ]);
    expect(scratch.ofOwners(['ann'])).toEqual([]);
    expect(scratch.ofOwners(['eve', 'bob'])).toHaveLength(4);
    expect(scratch.ofOwners([])).toEqual([]);
    scratch.close();
  });

  it('takes any number of things, in portions that a statement can have', () => {
    const scratch = openScratch();
    const keys = Array.from({ length: 40_000 }, (_, i) => `key ${i}`);
    scratch.putAside(keys.map((key) => ({ key, owner: 'one', content: { key } })));
    expect(scratch.withKeys(keys)).toHaveLength(40_000);
    expect(scratch.ofOwners(['one'])).toHaveLength(40_000);
    scratch.close();
  });

  it('gives names in their order, each once', () => {
    const scratch = openScratch();
    scratch.note(['c', 'a', 'b']);
    scratch.note(['b', 'd', 'a']);
    scratch.note([]);
    expect(scratch.countNoted()).toBe(4);
    expect(scratch.notedAfter(null, 3)).toEqual(['a', 'b', 'c']);
    expect(scratch.notedAfter('c', 3)).toEqual(['d']);
    expect(scratch.notedAfter('d', 3)).toEqual([]);
    scratch.close();
  });

  it('is gone when it is closed', () => {
    const before = folders();
    const scratch = openScratch();
    const [own] = folders().filter((name) => !before.includes(name));
    expect(own).toBeDefined();
    scratch.close();
    expect(folders()).not.toContain(own);
  });
});
