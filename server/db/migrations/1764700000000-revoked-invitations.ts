import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores the revocation of an invitation. Until now, a revoked invitation could not be told from an expired one. */
export class RevokedInvitations1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('invitation', 'revokedAt'))) {
      await runner.query('ALTER TABLE invitation ADD COLUMN revokedAt datetime(3) NULL');
    }
    // A revocation used to set the expiry. The subject is the id of the invitation after the prefix `inv_`.
    await runner.query(
      'UPDATE invitation SET revokedAt = expiresAt WHERE id IN' +
        " (SELECT SUBSTR(subject, 5) FROM audit_entry WHERE command = 'revokeInvitation')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'UPDATE invitation SET expiresAt = revokedAt WHERE revokedAt IS NOT NULL AND revokedAt < expiresAt',
    );
    await runner.query('ALTER TABLE invitation DROP COLUMN revokedAt');
  }
}
