import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { selectCohort } from '../../../server/db/select-cohort';
import type { Database } from '../../../server/db/database';
import { addDays, day, lastTermOfChain, type Day } from '../../../server/rules';
import { MEMBERS_WITH_RENEWAL_DAY } from '../../../server/search/search-statements';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeOrganizations, storeTerms } from '../../support/facts';

interface Term {
  readonly id: string;
  readonly level: 'SILVER';
  readonly from: Day;
  readonly until: Day;
  readonly refundedOn: null;
}

const BEGIN = day('2026-01-01');

const TERMS = fc
  .array(fc.record({ gap: fc.constantFrom(0, 0, 0, 5), length: fc.constantFrom(0, 10, 20) }), {
    maxLength: 5,
  })
  .map((parts) => {
    let next = BEGIN;
    return parts.map(({ gap, length }, i): Term => {
      const from = addDays(next, gap);
      next = addDays(from, length);
      return { id: `${i}`, level: 'SILVER', from, until: next, refundedOn: null };
    });
  });

const ORGANIZATIONS = fc
  .sample(TERMS, { numRuns: 300, seed: 15 })
  .map((terms, i) => ({ id: `o${i}`, terms: terms.map((term) => ({ ...term, id: `o${i}-${term.id}` })) }));

describe.each(DATABASES)('the last term on $name', (kind) => {
  let database: Database;
  let test: TestDatabase;
  beforeAll(async () => {
    ({ database, test } = await openMigratedDatabase(kind));
    await storeOrganizations(database, ...ORGANIZATIONS.map(({ id }) => ({ id })));
    await storeTerms(
      database,
      ...ORGANIZATIONS.flatMap(({ id, terms }) => terms.map((term) => ({ ...term, organizationId: id }))),
    );
  });
  afterAll(() => test.drop());

  it('is the same in the SQL of searches and in the rules', async () => {
    const rows = await database.rows<{ organizationId: string; fromDay: Day; renewalDay: Day }>(
      `SELECT organizationId, fromDay, renewalDay FROM ${MEMBERS_WITH_RENEWAL_DAY} WHERE fromDay < untilDay`,
    );
    const expected = ORGANIZATIONS.flatMap(({ id, terms }) =>
      terms
        .filter(({ from, until }) => from < until)
        .map((term) => ({
          organizationId: id,
          fromDay: term.from,
          renewalDay: lastTermOfChain(terms, term).until,
        })),
    );
    expect(sorted(rows)).toEqual(sorted(expected));
    expect(expected.some(({ fromDay, renewalDay }) => renewalDay > addDays(fromDay, 20))).toBe(true);
  });

  it('is the same in the SQL of cohorts and in the rules', async () => {
    const span = { from: addDays(BEGIN, 15), until: addDays(BEGIN, 40) };
    const { sql, parameters } = selectCohort(span);
    const rows = await database.rows<{ organizationId: string }>(sql, parameters);
    const expected = ORGANIZATIONS.filter(({ terms }) => {
      const latest = terms.findLast(({ from, until }) => from < until);
      if (latest === undefined) return false;
      const { until } = lastTermOfChain(terms, latest);
      return until >= span.from && until < span.until;
    });
    expect(rows.map(({ organizationId }) => organizationId).sort()).toEqual(
      expected.map(({ id }) => id).sort(),
    );
    expect(expected.length).toBeGreaterThan(10);
  });
});

function sorted<Row extends { organizationId: string; fromDay: Day }>(rows: readonly Row[]): readonly Row[] {
  const key = ({ organizationId, fromDay }: Row) => `${organizationId} ${fromDay}`;
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map((row) => ({ ...row }));
}
