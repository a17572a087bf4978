import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (length: number) => ({ type: 'varchar', length: String(length) });
const count = { type: 'bigint' };

const importProgress = () =>
  new Table({
    name: 'import_progress',
    columns: [
      { name: 'kind', ...text(12), isPrimary: true },
      { name: 'source', ...text(60), isPrimary: true },
      { name: 'fileHash', ...text(64), isPrimary: true },
      { name: 'bytes', ...count },
      { name: 'lines', ...count },
      { name: 'created', ...count },
      { name: 'updated', ...count },
      { name: 'unchanged', ...count },
      { name: 'refused', ...count },
      { name: 'reportBytes', ...count },
      { name: 'reportHash', ...text(64) },
      { name: 'updatedAt', type: 'datetime', precision: 3 },
    ],
  });

export class ImportProgress1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(importProgress(), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(importProgress(), true);
  }
}
