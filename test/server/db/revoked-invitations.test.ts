import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { AuditEntryTable, InvitationTable, type InvitationRow } from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { migrate } from '../../../server/db/migrate';
import { MIGRATIONS } from '../../../server/db/migrations';
import { RevokedInvitations1764700000000 as RevokedInvitations } from '../../../server/db/migrations/1764700000000-revoked-invitations';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeOrganizations } from '../../support/facts';

const CREATED = instant(new Date('2026-03-01T10:00:00Z'));
const REVOKED = instant(new Date('2026-03-02T10:00:00Z'));
const END = instant(new Date('2026-03-08T10:00:00Z'));

describe.each(DATABASES)('the migration to revoked invitations on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    ({ test, database } = await openMigratedDatabase(kind));
    await storeOrganizations(database, { id: 'own' });
  });
  afterEach(() => test.drop());

  const store = (id: string, columns: Partial<InvitationRow>) =>
    database.transaction(async (transaction) => {
      await transaction.insert(InvitationTable, {
        id,
        organizationId: 'own',
        name: 'Somebody',
        role: 'MEMBER',
        hash: id,
        createdAt: CREATED,
        createdBy: 'person:admin',
        expiresAt: END,
        acceptedAt: null,
        acceptedBy: null,
        revokedAt: null,
        ...columns,
      });
      if (columns.revokedAt === undefined) return;
      await transaction.insert(AuditEntryTable, {
        id: `audit ${id}`,
        createdAt: REVOKED,
        actor: 'person:admin',
        command: 'revokeInvitation',
        organizationId: 'own',
        subject: `inv_${id}`,
        oldValue: null,
        newValue: null,
        reason: null,
      });
    });
  const stored = (columns: string) => database.rows(`SELECT ${columns} FROM invitation ORDER BY id`);

  it('tells revoked invitations from expired ones, and back', async () => {
    await store('open', {});
    await store('revoked', { revokedAt: REVOKED });
    for (let i = MIGRATIONS.length; i > MIGRATIONS.indexOf(RevokedInvitations); i--)
      await database.source.undoLastMigration({ transaction: 'each' });
    // Before the migration, a revocation ended the invitation.
    expect(await stored('id, expiresAt')).toEqual([
      { id: 'open', expiresAt: END },
      { id: 'revoked', expiresAt: REVOKED },
    ]);
    await migrate(database);
    expect(await stored('id, expiresAt, revokedAt')).toEqual([
      { id: 'open', expiresAt: END, revokedAt: null },
      { id: 'revoked', expiresAt: REVOKED, revokedAt: REVOKED },
    ]);
  });
});
