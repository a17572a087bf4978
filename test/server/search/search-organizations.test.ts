import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionArguments } from '../../../schema/connection';
import type { Database } from '../../../server/db/database';
import type { OrganizationRow } from '../../../server/db/entities';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { Selection } from '../../../server/request/selection';
import type { OrganizationOnDay } from '../../../server/request/organization-on-day';
import {
  ALL_ORGANIZATIONS,
  matchesSearch,
  type OrganizationSearch,
} from '../../../server/search/search-filters';
import { searchByName, searchByRenewal } from '../../../server/search/search-organizations';
import { addDays, day, lastTermOfChain, LEVELS, type Catalogue, type Day } from '../../../server/rules';
import { seededRandom, type Random } from '../../support/random';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { unmeteredContext, organizationOn } from '../../support/unmetered-evaluation';
import { factsOf, readFactRows, type FactRows } from '../../support/facts-of';
import { refillAll } from '../../support/refill-all';

const today = day('2026-03-02');
const SEARCHES = 60;

/** A random search. Over many searches, each filter is combined with every other filter. */
function randomSearch(chance: Random, versions: readonly Catalogue[]): OrganizationSearch {
  const sometimes = <T>(make: () => T): T | null => (chance.below(4) === 0 ? make() : null);
  const level = () => chance.pick(LEVELS);
  const competencies = (versions[0]?.competencies ?? []).map(({ key }) => key);
  const competencyLevel = () => ({ competency: chance.pick(competencies), atLeast: level() });
  const renewalDay = () => chance.pick([addDays(today, chance.below(500) - 100), null]);
  return {
    attained: sometimes(competencyLevel),
    displayed: sometimes(competencyLevel),
    eligibleLevel: sometimes(level),
    membershipLevel: sometimes(level),
    atRisk: sometimes(() => chance.pick([true, false])),
    renewal: sometimes(() => ({ from: renewalDay(), until: renewalDay() })),
    country: sometimes(() => chance.pick(['DE', 'IT', 'BR', 'US'])),
    market: sometimes(() => chance.pick(['DEVELOPED', 'DEVELOPING'] as const)),
  };
}

interface Placed {
  readonly id: string;
  readonly place: string;
}

async function idsByEvaluation(
  rows: FactRows,
  versions: readonly Catalogue[],
  search: OrganizationSearch,
  on: Day,
  placeOf: (organization: OrganizationRow, onDay: OrganizationOnDay) => Promise<string | null>,
): Promise<readonly string[]> {
  const placed = await Promise.all(
    rows.organizations.map(async (organization): Promise<readonly Placed[]> => {
      const { id, country, market } = organization;
      const facts = factsOf(rows, organization);
      const onDay = organizationOn(versions, facts, on, id);
      const isMatch =
        (search.country === null || search.country === country) &&
        (search.market === null || search.market === market) &&
        (await matchesSearch(search, onDay));
      const place = await placeOf(organization, onDay);
      return isMatch && place !== null ? [{ id, place }] : [];
    }),
  );
  return placed
    .flat()
    .sort((a, b) => (`${a.place}\n${a.id}` < `${b.place}\n${b.id}` ? -1 : 1))
    .map(({ id }) => id);
}

const STATES = DATABASES.flatMap((kind) =>
  (['up-to-date', 'partly outdated', 'outdated'] as const).map((spans) => ({
    kind,
    spans,
    name: `${kind.name} with ${spans} spans`,
  })),
);

describe.each(STATES)('a search on $name', ({ kind, spans }) => {
  let test: TestDatabase;
  let database: Database;
  let rows: FactRows;
  let versions: readonly Catalogue[];
  const knownVersions = new KnownVersions();

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 2));
    rows = await readFactRows(database);
    versions = await knownVersions.versions(database);
    if (spans === 'outdated') return;
    expect(await refillAll(database)).toBe(rows.organizations.length);
    if (spans === 'up-to-date') return;
    // A search must not use outdated spans, so the marked organizations have none.
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
    ...unmeteredContext(database),
    selection: Selection.EVERYTHING,
    programmeState: () => knownVersions.programmeState(database),
  });
  const ORDERS = {
    name: {
      page: (search: OrganizationSearch, on: Day, paging: ConnectionArguments) =>
        searchByName(searching(), search, on, paging, ({ id }) => id),
      placeOf: async ({ searchName }: OrganizationRow) => searchName,
    },
    renewal: {
      page: (search: OrganizationSearch, on: Day, paging: ConnectionArguments) =>
        searchByRenewal(searching(), search, on, paging, ({ id }) => id),
      placeOf: async (_: OrganizationRow, organization: OrganizationOnDay) => {
        const membership = await organization.membership();
        const { memberships } = await organization.facts();
        return membership && lastTermOfChain(memberships, membership).until;
      },
    },
  };

  it.each(['name', 'renewal'] as const)(
    'by %s finds exactly the organizations that match when evaluated, on any day, paging in both directions',
    async (by) => {
      const { page, placeOf } = ORDERS[by];
      const chance = seededRandom(7);
      let matches = 0;
      for (let i = 0; i < SEARCHES; i++) {
        const search = i === 0 ? ALL_ORGANIZATIONS : randomSearch(chance, versions);
        const on = addDays(today, chance.pick([0, 0, -400, 30, 200, 2000]));
        const expected = await idsByEvaluation(rows, versions, search, on, placeOf);
        const context = JSON.stringify({ search, on });
        matches += expected.length;

        const size = chance.pick([1, 3, 7, 100]);
        const forwards = page(search, on, { first: size });
        const { endCursor, hasNextPage } = await forwards.pageInfo();
        expect([context, ...(await forwards.nodes())]).toEqual([context, ...expected.slice(0, size)]);
        expect([context, hasNextPage]).toEqual([context, expected.length > size]);
        expect([context, await forwards.totalCount()]).toEqual([context, expected.length]);
        if (endCursor === null) continue;
        const next = page(search, on, { first: size, after: endCursor });
        expect([context, ...(await next.nodes())]).toEqual([context, ...expected.slice(size, 2 * size)]);
        const { startCursor } = await next.pageInfo();
        if (startCursor === null) continue;
        const back = page(search, on, { last: size, before: startCursor });
        expect([context, ...(await back.nodes())]).toEqual([context, ...expected.slice(0, size)]);
        const end = page(search, on, { last: size });
        expect([context, ...(await end.nodes())]).toEqual([context, ...expected.slice(-size)]);
      }
      expect(matches).toBeGreaterThan(SEARCHES);
    },
    60_000,
  );
});
