import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import { emptyTables } from '../../../server/db/empty-tables';
import { updateSpans } from '../../../server/projection/update-spans';
import { countOutdated, refill } from '../../../server/projection/refill';
import { verify, type Difference } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { catalogueDocument2017, storeVersion, type Editable } from '../../support/catalogue';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies, storeDemoCopies } from '../../support/demo-copies';
import { day, type Catalogue } from '../../../server/rules';

describe.each(DATABASES)('a demonstration that is loaded anew beside a server, on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  /** As the server knows it, which has been there before. */
  let programme: KnownVersions;
  let gone: readonly Catalogue[];

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 1));
    await publishRetirement('devops');
    programme = new KnownVersions();
    gone = await programme.versions(database);
    expect(retirements(gone)).toEqual(['devops']);
  });
  afterEach(() => test.drop());

  /** A version that takes something away from many. */
  async function publishRetirement(competency: string) {
    const document = catalogueDocument2017();
    const retired = (document['competencies'] as Editable[]).find(({ key }) => key === competency);
    Object.assign(retired ?? {}, { retiredOn: '2026-06-01' });
    await storeVersion(database, 2, '2026-04-01', document);
  }
  function retirements(versions: readonly Catalogue[]) {
    return versions.flatMap(({ competencies }) =>
      competencies.filter(({ retiredOn }) => retiredOn === '2026-06-01').map(({ key }) => key),
    );
  }
  async function loadAnew() {
    await emptyTables(database);
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
    await storeDemoCopies(database, day('2026-03-02'), 1);
  }
  /** As a program that has just been started finds it. */
  async function mustBeACopy() {
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
    versions: (...[reader]: Parameters<KnownVersions['versions']>) => programme.versions(reader),
  };

  it('has no version any more of which the server knew', async () => {
    await loadAnew();
    const versions = await programme.versions(database);
    expect([versions.length, retirements(versions)]).toEqual([1, []]);
    await publishRetirement('application-development');
    expect(retirements(await programme.versions(database))).toEqual(['application-development']);
  });

  it('has another version of a number that the server knew', async () => {
    await loadAnew();
    await storeVersion(database, 2, '2026-04-01', catalogueDocument2017(), new Date());
    const versions = await programme.versions(database);
    expect([versions.length, retirements(versions)]).toEqual([2, []]);
  });

  it('is derived by its own versions', async () => {
    await loadAnew();
    await refill(database, refilling);
    await mustBeACopy();
  });

  it('is derived by its own versions also when it comes while a server derives', async () => {
    let loading: Promise<void> | null = null;
    const late: Database = {
      ...database,
      async transaction(work, until) {
        await (loading ??= loadAnew());
        return database.transaction(work, until);
      },
    };
    await refill(late, refilling);
    await mustBeACopy();
  });

  it('is marked where a command derives by versions that it had read before', async () => {
    await loadAnew();
    const organizations = await database.rows<{ id: string }>('SELECT id FROM organization');
    const ids = organizations.map(({ id }) => id);
    await database.transaction((transaction) => updateSpans(transaction, gone, ids));
    expect(await countOutdated(database)).toBe(ids.length);
    await refill(database, refilling);
    await mustBeACopy();
  });
});
