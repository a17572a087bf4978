import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = 'audit_entry_subject';

export class AuditBySubject1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const table = await runner.getTable('audit_entry');
    if (table?.indices.some(({ name }) => name === INDEX)) return;
    await runner.query(`CREATE INDEX ${INDEX} ON audit_entry (subject, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // SQLite drops an index by its name alone.
    const table = runner.dataSource.options.type === 'better-sqlite3' ? '' : ' ON audit_entry';
    await runner.query(`DROP INDEX ${INDEX}${table}`);
  }
}
