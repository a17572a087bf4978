import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import { emptyTables } from '../../../server/db/empty-tables';
import { updateSpans } from '../../../server/projection/update-spans';
import { countOutdated, refill } from '../../../server/projection/refill';
import { verify, type Difference } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../support/catalogue';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies, storeDemoCopies } from '../../support/demo-copies';
import { day, type Catalogue } from '../../../server/rules';

describe.each(DATABASES)('a demonstration that is reloaded while a server runs, on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let knownVersions: KnownVersions;
  let deletedVersions: readonly Catalogue[];

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 1));
    await publishRetirement('devops');
    knownVersions = new KnownVersions();
    deletedVersions = await knownVersions.versions(database);
    expect(retirements(deletedVersions)).toEqual(['devops']);
  });
  afterEach(() => test.drop());

  async function publishRetirement(competency: string) {
    const document = catalogueDocument2017();
    const retired = (document['competencies'] as EditableJson[]).find(({ key }) => key === competency);
    Object.assign(retired ?? {}, { retiredOn: '2026-06-01' });
    await storeVersion(database, 2, '2026-04-01', document);
  }
  function retirements(versions: readonly Catalogue[]) {
    return versions.flatMap(({ competencies }) =>
      competencies.filter(({ retiredOn }) => retiredOn === '2026-06-01').map(({ key }) => key),
    );
  }
  async function reload() {
    await emptyTables(database);
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
    await storeDemoCopies(database, day('2026-03-02'), 1);
  }
  async function expectExactSpans() {
    const fresh = new KnownVersions();
    const differences: Difference[] = [];
    const verified = await verify(database, {
      versions: (reader) => fresh.versions(reader),
      sample: null,
      repair: false,
      onDifference: (difference) => differences.push(difference),
    });
    expect([verified, differences]).toEqual([expect.objectContaining({ marked: 0, different: 0 }), []]);
    const [edition] = await database.rows('SELECT MAX(edition) AS newest FROM organization');
    const [current] = await database.rows('SELECT COUNT(*) + 1 AS newest FROM month_closing');
    expect(edition).toEqual(current);
  }
  const refilling = {
    versions: (...[reader]: Parameters<KnownVersions['versions']>) => knownVersions.versions(reader),
  };

  it('has no version that the server had read before the reload', async () => {
    await reload();
    const versions = await knownVersions.versions(database);
    expect([versions.length, retirements(versions)]).toEqual([1, []]);
    await publishRetirement('application-development');
    expect(retirements(await knownVersions.versions(database))).toEqual(['application-development']);
  });

  it('replaces a version that the server had read under the same number', async () => {
    await reload();
    await storeVersion(database, 2, '2026-04-01', catalogueDocument2017(), new Date());
    const versions = await knownVersions.versions(database);
    expect([versions.length, retirements(versions)]).toEqual([2, []]);
  });

  it('has spans derived from its own versions after a refill', async () => {
    await reload();
    await refill(database, refilling);
    await expectExactSpans();
  });

  it('has spans derived from its own versions when it is reloaded during a refill', async () => {
    let loading: Promise<void> | null = null;
    const late: Database = {
      ...database,
      async transaction(work, until) {
        await (loading ??= reload());
        return database.transaction(work, until);
      },
    };
    await refill(late, refilling);
    await expectExactSpans();
  });

  it('is marked as outdated when a command derives spans from deleted versions', async () => {
    await reload();
    const organizations = await database.rows<{ id: string }>('SELECT id FROM organization');
    const ids = organizations.map(({ id }) => id);
    await database.transaction((transaction) => updateSpans(transaction, deletedVersions, ids));
    expect(await countOutdated(database)).toBe(ids.length);
    await refill(database, refilling);
    await expectExactSpans();
  });
});
