import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { AnsweredCommandTable } from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { migrate } from '../../../server/db/migrate';
import { MIGRATIONS } from '../../../server/db/migrations';
import { OneKeyAnActor1764400000000 as OneKeyAnActor } from '../../../server/db/migrations/1764400000000-one-key-an-actor';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';

const OWN = '019a0000-0000-7000-8000-000000000001';

describe.each(DATABASES)('the migration to one idempotency key per actor on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    ({ test, database } = await openMigratedDatabase(kind));
  });
  afterEach(() => test.drop());

  const store = (actor: string, organizationId: string | null, idempotencyKey = 'K') =>
    database.transaction((transaction) =>
      transaction.insert(AnsweredCommandTable, {
        actor,
        idempotencyKey,
        organizationId,
        command: 'placeOverride',
        argumentsHash: '',
        answer: '{}',
        answeredAt: instant(new Date('2026-03-02T10:00:00Z')),
      }),
    );
  const stored = (columns: string) =>
    database.rows(`SELECT ${columns} FROM answered_command ORDER BY actor, idempotencyKey`);
  const undo = async () => {
    for (let i = MIGRATIONS.length; i > MIGRATIONS.indexOf(OneKeyAnActor); i--) {
      await database.source.undoLastMigration({ transaction: 'each' });
    }
  };

  it('moves the organization from the actor to its own column, and back', async () => {
    await store('person:Zoë of Kent', OWN);
    await store('person:ann', null);
    await store('person:one of us', null);
    const after = await stored('actor, organizationId, answer');
    await undo();
    expect(await stored('actor')).toEqual([
      { actor: `person:Zoë of Kent of ${OWN}` },
      { actor: 'person:ann' },
      { actor: 'person:one of us' },
    ]);
    await migrate(database);
    expect(await stored('actor, organizationId, answer')).toEqual(after);
  });

  it('keeps the old actor if the key would otherwise occur twice, and resumes after an interruption', async () => {
    await store('person:ann', null);
    await store(`person:ann of ${OWN}`, null);
    await store(`person:bob of ${OWN}`, null);
    await database.transaction((transaction) =>
      transaction.change(`DELETE FROM migration WHERE name = '${OneKeyAnActor.name}'`),
    );
    expect(await migrate(database)).toEqual([OneKeyAnActor.name]);
    expect(await stored('actor')).toEqual([
      { actor: 'person:ann' },
      { actor: `person:ann of ${OWN}` },
      { actor: 'person:bob' },
    ]);
  });
});
