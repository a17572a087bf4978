import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionArguments } from '../../../schema/connection';
import type { Database } from '../../../server/db/database';
import type { OrganizationRow } from '../../../server/db/entities';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { Selection } from '../../../server/request/selection';
import type { OrganizationOnDay } from '../../../server/request/organization-on-day';
import {
  ALL_ORGANIZATIONS,
  isFoundBy,
  type OrganizationSearch,
} from '../../../server/search/organization-search';
import { searchByName, searchByRenewal } from '../../../server/search/search-organizations';
import { addDays, day, lastTermOfChain, LEVELS, type Catalogue, type Day } from '../../../server/rules';
import { chanceFrom, type Chance } from '../../support/chance';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { evaluatingFreely, organizationOn } from '../../support/evaluating';
import { factsOf, readFactRows, type FactRows } from '../../support/facts-of';
import { refilled } from '../../support/refilled';

const today = day('2026-03-02');
const SEARCHES = 60;

/** Searches that chance puts together, so that every part meets every other one. */
function someSearch(chance: Chance, versions: readonly Catalogue[]): OrganizationSearch {
  const sometimes = <T>(make: () => T): T | null => (chance.below(4) === 0 ? make() : null);
  const level = () => chance.of(LEVELS);
  const competencies = (versions[0]?.competencies ?? []).map(({ key }) => key);
  const competencyLevel = () => ({ competency: chance.of(competencies), atLeast: level() });
  const renewal = () => addDays(today, chance.below(500) - 100);
  return {
    attained: sometimes(competencyLevel),
    displayed: sometimes(competencyLevel),
    eligibleLevel: sometimes(level),
    membershipLevel: sometimes(level),
    atRisk: sometimes(() => chance.of([true, false])),
    renewalFrom: sometimes(renewal),
    renewalBefore: sometimes(renewal),
    country: sometimes(() => chance.of(['DE', 'IT', 'BR', 'US'])),
    market: sometimes(() => chance.of(['DEVELOPED', 'DEVELOPING'] as const)),
  };
}

interface Placed {
  readonly id: string;
  readonly place: string;
}

/** What is looked for, one organization after the other, and in which order. */
async function evaluated(
  rows: FactRows,
  versions: readonly Catalogue[],
  search: OrganizationSearch,
  on: Day,
  placeOf: (organization: OrganizationRow, onDay: OrganizationOnDay) => Promise<string | null>,
): Promise<readonly string[]> {
  const placed = await Promise.all(
    rows.organizations.map(async (organization): Promise<readonly Placed[]> => {
      const { id, country, market } = organization;
      // Nothing that is searched depends on what was paid.
      const facts = factsOf(rows, organization);
      const onDay = organizationOn(versions, facts, on, id);
      const isOne =
        (search.country === null || search.country === country) &&
        (search.market === null || search.market === market) &&
        (await isFoundBy(search, onDay));
      const place = await placeOf(organization, onDay);
      return isOne && place !== null ? [{ id, place }] : [];
    }),
  );
  return placed
    .flat()
    .sort((a, b) => (`${a.place}\n${a.id}` < `${b.place}\n${b.id}` ? -1 : 1))
    .map(({ id }) => id);
}

const STATES = DATABASES.flatMap((kind) =>
  (['kept', 'partly outdated', 'outdated'] as const).map((spans) => ({
    kind,
    spans,
    name: `${kind.name}, with spans ${spans},`,
  })),
);

describe.each(STATES)('a search on $name', ({ kind, spans }) => {
  let test: TestDatabase;
  let database: Database;
  let rows: FactRows;
  let versions: readonly Catalogue[];
  const programme = new KnownVersions();

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 2));
    rows = await readFactRows(database);
    versions = await programme.versions(database);
    if (spans === 'outdated') return;
    expect(await refilled(database)).toBe(rows.organizations.length);
    if (spans === 'kept') return;
    // What is outdated must not be believed: those who are marked have no spans at all.
    const marked = rows.organizations.filter((_, i) => i % 3 === 0).map(({ id }) => id);
    await database.transaction(async (transaction) => {
      for (const id of marked) {
        await transaction.change('UPDATE organization SET edition = 0 WHERE id = ?', [id]);
        await transaction.change('DELETE FROM level_span WHERE organizationId = ?', [id]);
        await transaction.change('DELETE FROM member_span WHERE organizationId = ?', [id]);
      }
    });
  });
  afterAll(() => test.drop());

  const searching = () => ({
    ...evaluatingFreely(database),
    selection: Selection.EVERYTHING,
    programme: () => programme.upToDate(database),
  });
  const ORDERS = {
    name: {
      page: (search: OrganizationSearch, on: Day, given: ConnectionArguments) =>
        searchByName(searching(), search, on, given, ({ id }) => id),
      placeOf: async ({ searchName }: OrganizationRow) => searchName,
    },
    renewal: {
      page: (search: OrganizationSearch, on: Day, given: ConnectionArguments) =>
        searchByRenewal(searching(), search, on, given, ({ id }) => id),
      placeOf: async (_: OrganizationRow, organization: OrganizationOnDay) => {
        const membership = await organization.membership();
        const { memberships } = await organization.facts();
        return membership && lastTermOfChain(memberships, membership).endsOn;
      },
    },
  };

  it.each(['name', 'renewal'] as const)(
    'by %s finds whom an evaluation of everybody finds, on any day, in pages in both directions',
    async (by) => {
      const { page, placeOf } = ORDERS[by];
      const chance = chanceFrom(7);
      let found = 0;
      for (let i = 0; i < SEARCHES; i++) {
        const search = i === 0 ? ALL_ORGANIZATIONS : someSearch(chance, versions);
        const on = addDays(today, chance.of([0, 0, -400, 30, 200, 2000]));
        const expected = await evaluated(rows, versions, search, on, placeOf);
        const about = JSON.stringify({ search, on });
        found += expected.length;

        const size = chance.of([1, 3, 7, 100]);
        const forwards = page(search, on, { first: size });
        const { endCursor, hasNextPage } = await forwards.pageInfo();
        expect([about, ...(await forwards.nodes())]).toEqual([about, ...expected.slice(0, size)]);
        expect([about, hasNextPage]).toEqual([about, expected.length > size]);
        expect([about, await forwards.totalCount()]).toEqual([about, expected.length]);
        if (endCursor === null) continue;
        const next = page(search, on, { first: size, after: endCursor });
        expect([about, ...(await next.nodes())]).toEqual([about, ...expected.slice(size, 2 * size)]);
        const { startCursor } = await next.pageInfo();
        if (startCursor === null) continue;
        const back = page(search, on, { last: size, before: startCursor });
        expect([about, ...(await back.nodes())]).toEqual([about, ...expected.slice(0, size)]);
        const end = page(search, on, { last: size });
        expect([about, ...(await end.nodes())]).toEqual([about, ...expected.slice(-size)]);
      }
      expect(found).toBeGreaterThan(SEARCHES);
    },
    60_000,
  );
});
