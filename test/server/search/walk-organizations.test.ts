import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../server/db/database';
import type { List } from '../../../server/request/list';
import { walkOrganizations } from '../../../server/search/walk-organizations';

describe('a walk through organizations', () => {
  const list: List<{ id: string }> = {
    name: 'walked',
    table: 'walked',
    columns: 'id',
    orderBy: { id: 'text' },
  };
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const reader: Reader = {
    rows<Row>(sql: string, parameters: readonly unknown[] = []) {
      if (sql.includes('FROM organization ')) {
        const organizations = parameters.map((id) => ({ id, market: 'DEVELOPED', size: 1 }));
        return Promise.resolve(organizations as Row[]);
      }
      if (!sql.includes('FROM walked')) return Promise.resolve([]);
      const [after = ''] = parameters;
      const rows = ids.filter((id) => id > String(after)).slice(0, 2);
      return Promise.resolve(rows.map((id) => ({ id })) as Row[]);
    },
  };

  it('yields to the event loop between its batches', async () => {
    let turns = 0;
    let next = setImmediate(function turn() {
      turns += 1;
      next = setImmediate(turn);
    });
    const seen: [string, number][] = [];
    const walk = walkOrganizations(reader, list, ({ id }) => id, 2, { backwards: false, cursor: null });
    for await (const { place } of walk) seen.push([place.id, turns]);
    clearImmediate(next);
    expect(seen.map(([id]) => id)).toEqual(ids);
    const [first, , second, , third] = seen.map(([, turn]) => turn);
    expect(second).toBeGreaterThan(first ?? Infinity);
    expect(third).toBeGreaterThan(second ?? Infinity);
  });
});
