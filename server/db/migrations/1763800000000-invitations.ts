import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const id = { type: 'varchar', length: '36' };
const text = (length: number) => ({ type: 'varchar', length: String(length) });
const instant = { type: 'datetime', precision: 3 };

const refersTo = (table: string, name: string, column: string) => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
});

/** TypeORM modifies the table that it receives, so each run creates a new one. */
const invitation = () =>
  new Table({
    name: 'invitation',
    columns: [
      { name: 'id', ...id, isPrimary: true },
      { name: 'organizationId', ...id },
      { name: 'name', ...text(200) },
      { name: 'role', ...text(6) },
      { name: 'hash', ...text(64) },
      { name: 'createdAt', ...instant },
      { name: 'createdBy', ...text(255) },
      { name: 'expiresAt', ...instant },
      { name: 'acceptedAt', ...instant, isNullable: true },
      { name: 'acceptedBy', ...id, isNullable: true },
    ],
    indices: [
      { name: 'invitation_hash', columnNames: ['hash'], isUnique: true },
      { name: 'invitation_organization', columnNames: ['organizationId', 'id'] },
    ],
    foreignKeys: [
      refersTo('organization', 'invitation_of_organization', 'organizationId'),
      refersTo('employee', 'invitation_accepted_by', 'acceptedBy'),
    ],
  });

export class Invitations1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(invitation(), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(invitation(), true);
  }
}
