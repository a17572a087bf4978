import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { verify, type Difference, type VerifyOptions } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../support/catalogue';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { refillAll } from '../../support/refill-all';

describe.each(DATABASES)('verifying a live database on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 1));
    organizations = await refillAll(database);
  });
  afterEach(() => test.drop());

  const publish = async (number: number) => {
    const document = catalogueDocument2017();
    const devops = (document['competencies'] as EditableJson[]).find(({ key }) => key === 'devops');
    Object.assign(devops ?? {}, { retiredOn: '2026-06-01' });
    await storeVersion(database, number, '2026-04-01', document);
  };
  const verifying = async (versions: VerifyOptions['versions'], live = database) => {
    const differences: Difference[] = [];
    const onDifference = (difference: Difference) => differences.push(difference);
    return { ...(await verify(live, { versions, sample: null, repair: true, onDifference })), differences };
  };

  it('reports no difference for a version that was published and refilled meanwhile', async () => {
    const knownVersions = new KnownVersions();
    let comparisons = 0;
    const result = await verifying(async () => {
      const versions = await knownVersions.versions(database);
      if (comparisons++ === 0) {
        await publish(2);
        expect(await refillAll(database)).toBe(organizations);
      }
      return versions;
    });
    expect(result).toEqual({ organizations, marked: 0, different: 0, differences: [] });
    // All organizations are compared again, even equal ones, because their spans have a newer edition.
    expect(comparisons).toBe(1 + organizations);
  });

  it('counts organizations as marked if they are outdated at the second comparison', async () => {
    await database.transaction((transaction) => transaction.change('DELETE FROM member_span'));
    const knownVersions = new KnownVersions();
    let publishing: Promise<void> | null = null;
    const result = await verifying((reader) => knownVersions.versions(reader), {
      ...database,
      transaction: async (work) => {
        await (publishing ??= publish(2));
        return database.transaction(work);
      },
    });
    expect(result).toMatchObject({ different: 0, differences: [] });
    expect(result.marked).toBeGreaterThan(0);
    expect(result.organizations + result.marked).toBe(organizations);
  });

  it('finds differences in spans of an edition that never existed', async () => {
    await database.transaction((transaction) => transaction.change('UPDATE organization SET edition = 999'));
    await database.transaction((transaction) =>
      transaction.change("DELETE FROM level_span WHERE aspect = 'ELIGIBLE'"),
    );
    const knownVersions = new KnownVersions();
    const result = await verifying((reader) => knownVersions.versions(reader));
    expect(result).toMatchObject({ organizations, marked: 0 });
    expect(result.different).toBeGreaterThan(0);
    expect(await verifying((reader) => knownVersions.versions(reader))).toMatchObject({
      organizations,
      different: 0,
    });
  });
});
