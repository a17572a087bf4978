import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An API key that got a successor goes on for some hours only; until when it was made for is kept beside that. */
export class OwnEndOfKeys1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // MariaDB has no transaction around this: a server that is killed here goes on where it was.
    if (!(await runner.hasColumn('api_key', 'ownEnd'))) {
      await runner.query('ALTER TABLE api_key ADD COLUMN ownEnd datetime(3) NULL');
    }
    await runner.query('UPDATE api_key SET ownEnd = expiresAt');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_key DROP COLUMN ownEnd');
  }
}
