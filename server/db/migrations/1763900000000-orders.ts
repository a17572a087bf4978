import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const id = { type: 'varchar', length: '36' };
const text = (length: number) => ({ type: 'varchar', length: String(length) });
const day = { type: 'date' };
const instant = { type: 'datetime', precision: 3 };
const integer = { type: 'integer' };
const hundredths = { type: 'bigint' };

const refersTo = (table: string, name: string, column: string) => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
});

const benefitRedemption = () =>
  new Table({
    name: 'benefit_redemption',
    columns: [
      { name: 'id', ...id, isPrimary: true },
      { name: 'organizationId', ...id },
      { name: 'membershipId', ...id },
      { name: 'benefit', ...text(80) },
      { name: 'quantity', ...integer },
      { name: 'redeemedOn', ...day },
      { name: 'redeemedAt', ...instant },
    ],
    indices: [
      { name: 'benefit_redemption_organization', columnNames: ['organizationId', 'id'] },
      { name: 'benefit_redemption_membership', columnNames: ['membershipId', 'benefit'] },
    ],
    foreignKeys: [
      refersTo('organization', 'benefit_redemption_of_organization', 'organizationId'),
      refersTo('membership', 'benefit_redemption_in_membership', 'membershipId'),
    ],
  });

const membershipCredit = () =>
  new Table({
    name: 'membership_credit',
    columns: [
      { name: 'membershipId', ...id, isPrimary: true },
      { name: 'creditedTo', ...id },
      { name: 'hundredths', ...hundredths },
      { name: 'currency', ...text(3) },
    ],
    indices: [{ name: 'membership_credit_to', columnNames: ['creditedTo'] }],
    foreignKeys: [
      refersTo('membership', 'membership_credit_of', 'membershipId'),
      refersTo('membership', 'membership_credited_to', 'creditedTo'),
    ],
  });

export class Orders1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(benefitRedemption(), true);
    await runner.createTable(membershipCredit(), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(membershipCredit(), true);
    await runner.dropTable(benefitRedemption(), true);
  }
}
