import type { MigrationInterface, QueryRunner } from 'typeorm';

const SIZE =
  '(SELECT COUNT(DISTINCT employeeId) FROM affiliation WHERE organizationId = organization.id)' +
  ' + (SELECT COUNT(*) FROM achievement WHERE employeeId IN' +
  ' (SELECT employeeId FROM affiliation WHERE organizationId = organization.id))' +
  ' + (SELECT COUNT(*) FROM competency_override WHERE organizationId = organization.id)' +
  ' + (SELECT COUNT(*) FROM metric_record WHERE organizationId = organization.id)';

export class SizeOfOrganizations1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('organization', 'size'))) {
      await runner.query('ALTER TABLE organization ADD COLUMN size integer NOT NULL DEFAULT 1');
    }
    await runner.query(`UPDATE organization SET size = ${hundreds(runner, SIZE)} WHERE ${SIZE} > 100`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organization DROP COLUMN size');
  }
}

/** Integer division is `/` on SQLite, and `DIV` on MySQL and MariaDB. */
function hundreds({ dataSource }: QueryRunner, sum: string): string {
  const divided = dataSource.options.type === 'better-sqlite3' ? '/' : 'DIV';
  return `(${sum} + 99) ${divided} 100`;
}
