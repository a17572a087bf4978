import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores the expiry that an API key was given at creation, because a rotated key expires within hours. */
export class OwnEndOfKeys1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('api_key', 'ownEnd'))) {
      await runner.query('ALTER TABLE api_key ADD COLUMN ownEnd datetime(3) NULL');
    }
    await runner.query('UPDATE api_key SET ownEnd = expiresAt');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_key DROP COLUMN ownEnd');
  }
}
