import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import type { Database } from '../../../server/db/database';
import { CatalogueVersionTable } from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { migrate } from '../../../server/db/migrate';
import { MIGRATIONS } from '../../../server/db/migrations';
import { MinorUnits1765000000000 as MinorUnits } from '../../../server/db/migrations/1765000000000-minor-units';
import { catalogueDocument2017 } from '../../support/catalogue';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeOrganizations } from '../../support/facts';

type Amount = readonly [id: string, amount: number, currency: string];

describe.each(DATABASES)('the migration of money to minor units on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    // TypeORM logs the migrations that fail.
    jest.spyOn(console, 'log').mockReturnValue();
    ({ test, database } = await openMigratedDatabase(kind));
    await storeOrganizations(database, { id: 'own' });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await test.drop();
  });

  async function undo() {
    for (let i = MIGRATIONS.length; i > MIGRATIONS.indexOf(MinorUnits); i--)
      await database.source.undoLastMigration({ transaction: 'each' });
  }
  const run = (statement: string, values: readonly (string | number)[] = []) =>
    database.transaction((transaction) => transaction.change(statement, [...values]));
  /** Stores a term and a credit of the same amount. */
  async function store(columns: { paid: string; credited: string }, ...amounts: readonly Amount[]) {
    for (const [id, amount, currency] of amounts) {
      await run(
        `INSERT INTO membership (id, organizationId, level, fromDay, untilDay, purchasedOn, kind, ${columns.paid},` +
          ' currency, paymentReference, version)' +
          " VALUES (?, 'own', 'SILVER', '2025-01-01', '2026-01-01', '2025-01-01', 'NEW', ?, ?, 'p', 1)",
        [id, amount, currency],
      );
      await run(
        `INSERT INTO membership_credit (membershipId, creditedTo, ${columns.credited}, currency) VALUES (?, ?, ?, ?)`,
        [id, id, amount, currency],
      );
    }
  }
  const HUNDREDTHS = { paid: 'pricePaid', credited: 'hundredths' };
  const MINOR_UNITS = { paid: 'pricePaidMinorUnits', credited: 'minorUnits' };
  async function stored({ paid, credited }: typeof HUNDREDTHS): Promise<readonly Amount[]> {
    const terms = await database.rows<{ id: string; amount: number; currency: string }>(
      `SELECT id, ${paid} AS amount, currency FROM membership ORDER BY id`,
    );
    const credits = await database.rows<{ id: string; amount: number; currency: string }>(
      `SELECT membershipId AS id, ${credited} AS amount, currency FROM membership_credit ORDER BY membershipId`,
    );
    expect(credits).toEqual(terms);
    return terms.map(({ id, amount, currency }) => [id, amount, currency]);
  }
  async function storeDocument(number: number, price: object, value: object | null = null) {
    const document = catalogueDocument2017();
    document['offers'][1].price = price;
    document['benefits'][0].value = value;
    await database.transaction((transaction) =>
      transaction.insert(CatalogueVersionTable, {
        number,
        appliesFrom: null,
        publishedAt: instant(new Date('2026-01-01T00:00:00Z')),
        publishedBy: 'test',
        document: JSON.stringify(document),
      }),
    );
  }

  it('converts the amounts of every currency, and back', async () => {
    const before: readonly Amount[] = [
      ['clf', 185_050, 'CLF'],
      ['idr', 185_050, 'IDR'],
      ['jpy', 18_500_000, 'JPY'],
      ['kwd', 1_234, 'KWD'],
      ['negative', -5_500, 'KWD'],
      ['old', 185_050, 'DEM'],
      ['usd', 185_050, 'USD'],
      ['zero', 0, 'JPY'],
    ];
    const after: readonly Amount[] = [
      ['clf', 18_505_000, 'CLF'],
      ['idr', 185_050, 'IDR'],
      ['jpy', 185_000, 'JPY'],
      ['kwd', 12_340, 'KWD'],
      ['negative', -55_000, 'KWD'],
      ['old', 185_050, 'DEM'],
      ['usd', 185_050, 'USD'],
      ['zero', 0, 'JPY'],
    ];
    await undo();
    await store(HUNDREDTHS, ...before);
    await migrate(database);
    expect(await stored(MINOR_UNITS)).toEqual(after);
    await undo();
    expect(await stored(HUNDREDTHS)).toEqual(before);
    await migrate(database);
    expect(await stored(MINOR_UNITS)).toEqual(after);
  });

  it('names the amounts that are not representable, and changes nothing', async () => {
    await undo();
    const amounts: readonly Amount[] = [
      ['half', 138_750, 'JPY'],
      ['large', 99_999_999_999_999, 'KWD'],
      ['too large', 100_000_000_000_000, 'KWD'],
      ['whole', 138_700, 'JPY'],
    ];
    await store(HUNDREDTHS, ...amounts);
    const migration = migrate(database);
    await expect(migration).rejects.toThrow(/^The database cannot be migrated/);
    const message = await migration.catch((error: Error) => error.message);
    expect(String(message).split('\n').slice(1, -1)).toEqual([
      '  membership, id half: pricePaid is 138750 in JPY',
      '  membership, id too large: pricePaid is 100000000000000 in KWD',
      '  membership_credit, membershipId half: hundredths is 138750 in JPY',
      '  membership_credit, membershipId too large: hundredths is 100000000000000 in KWD',
    ]);
    expect(await stored(HUNDREDTHS)).toEqual(amounts);

    await run("UPDATE membership SET pricePaid = 138800 WHERE id = 'half'");
    await run("UPDATE membership_credit SET hundredths = 138800 WHERE membershipId = 'half'");
    await run("DELETE FROM membership_credit WHERE membershipId = 'too large'");
    await run("DELETE FROM membership WHERE id = 'too large'");
    await migrate(database);
    expect(await stored(MINOR_UNITS)).toEqual([
      ['half', 1_388, 'JPY'],
      ['large', 999_999_999_999_990, 'KWD'],
      ['whole', 1_387, 'JPY'],
    ]);
  });

  it('resumes after an interruption between the conversion and the renaming of a column', async () => {
    await undo();
    await store(HUNDREDTHS, ['kwd', 1_234, 'KWD'], ['usd', 185_050, 'USD']);
    await run('ALTER TABLE membership ADD COLUMN amountBeforeMigration bigint NULL');
    await run('UPDATE membership SET amountBeforeMigration = pricePaid');
    await run("UPDATE membership SET pricePaid = pricePaid * 10 WHERE currency = 'KWD'");
    await migrate(database);
    expect(await stored(MINOR_UNITS)).toEqual([
      ['kwd', 12_340, 'KWD'],
      ['usd', 185_050, 'USD'],
    ]);
  });

  it('names the prices of stored catalogues that are not representable', async () => {
    await undo();
    await storeDocument(1, { amount: 1850.5, currency: 'USD' }, { amount: 20_000, currency: 'JPY' });
    await storeDocument(2, { amount: 1850.5, currency: 'JPY' }, { amount: 20_000.25, currency: 'KRW' });
    await storeDocument(3, { amount: 12.25, currency: 'KWD' }, { amount: 12.25, currency: 'DEM' });
    await expect(migrate(database)).rejects.toThrow(
      '\n  catalogue_version, number 2: offers[1].price is 1850.5 in JPY' +
        '\n  catalogue_version, number 2: benefits[0].value is 20000.25 in KRW\n',
    );
    await run('DELETE FROM catalogue_version WHERE number = 2');
    await migrate(database);
    const versions = await new KnownVersions().versions(database);
    expect(versions.map(({ offers, benefits }) => [offers[1]?.price, benefits[0]?.value])).toEqual([
      [
        { minorUnits: 185_050, currency: 'USD' },
        { minorUnits: 20_000, currency: 'JPY' },
      ],
      [
        { minorUnits: 12_250, currency: 'KWD' },
        { minorUnits: 1_225, currency: 'DEM' },
      ],
    ]);
  });

  it('is not undone while an amount has more than two decimal places', async () => {
    await store(MINOR_UNITS, ['fine', 12_340, 'KWD'], ['exact', 12_345, 'KWD']);
    await storeDocument(1, { amount: 12.345, currency: 'KWD' });
    await expect(undo()).rejects.toThrow(
      '\n  catalogue_version, number 1: offers[1].price is 12.345 in KWD' +
        '\n  membership, id exact: pricePaidMinorUnits is 12345 in KWD' +
        '\n  membership_credit, membershipId exact: minorUnits is 12345 in KWD\n',
    );
  });
});
