import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { verify, type Difference, type Verifying } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { catalogueDocument2017, storeVersion, type Editable } from '../../support/catalogue';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { refilled } from '../../support/refilled';

describe.each(DATABASES)('verifying a live database on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 1));
    organizations = await refilled(database);
  });
  afterEach(() => test.drop());

  /** A version that takes something away from many. */
  const publish = async (number: number) => {
    const document = catalogueDocument2017();
    const devops = (document['competencies'] as Editable[]).find(({ key }) => key === 'devops');
    Object.assign(devops ?? {}, { retiredOn: '2026-06-01' });
    await storeVersion(database, number, '2026-04-01', document);
  };
  const verifying = async (versions: Verifying['versions'], live = database) => {
    const differences: Difference[] = [];
    const onDifference = (difference: Difference) => differences.push(difference);
    return { ...(await verify(live, { versions, sample: null, repair: true, onDifference })), differences };
  };

  it('calls nothing a difference that a version says which was published and refilled meanwhile', async () => {
    const programme = new KnownVersions();
    let looks = 0;
    const found = await verifying(async () => {
      const known = await programme.versions(database);
      if (looks++ === 0) {
        await publish(2);
        expect(await refilled(database)).toBe(organizations);
      }
      return known;
    });
    expect(found).toEqual({ organizations, marked: 0, different: 0, differences: [] });
    // Everybody's spans are of a newer version than the first look knew, also where they are the same.
    expect(looks).toBe(1 + organizations);
  });

  it('counts those as marked who are it by the time of the second look', async () => {
    await database.transaction((transaction) => transaction.change('DELETE FROM member_span'));
    const programme = new KnownVersions();
    let publishing: Promise<void> | null = null;
    const found = await verifying((reader) => programme.versions(reader), {
      ...database,
      transaction: async (work) => {
        await (publishing ??= publish(2));
        return database.transaction(work);
      },
    });
    expect(found).toMatchObject({ different: 0, differences: [] });
    expect(found.marked).toBeGreaterThan(0);
    expect(found.organizations + found.marked).toBe(organizations);
  });

  it('finds what differs also where an edition is said that there never was', async () => {
    await database.transaction((transaction) => transaction.change('UPDATE organization SET edition = 999'));
    await database.transaction((transaction) =>
      transaction.change("DELETE FROM level_span WHERE aspect = 'ELIGIBLE'"),
    );
    const programme = new KnownVersions();
    const found = await verifying((reader) => programme.versions(reader));
    expect(found).toMatchObject({ organizations, marked: 0 });
    expect(found.different).toBeGreaterThan(0);
    expect(await verifying((reader) => programme.versions(reader))).toMatchObject({
      organizations,
      different: 0,
    });
  });
});
