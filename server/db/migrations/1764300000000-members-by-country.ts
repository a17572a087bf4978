import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (length: number) => ({ type: 'varchar', length: String(length) });
const day = { type: 'date' };
const integer = { type: 'integer' };

const COUNTRY = { name: 'country', ...text(2) };

const BY_NAME = ['searchName', 'organizationId', 'fromDay', 'lastDay'];
const BY_RENEWAL = [
  ...['renewalDay', 'organizationId', 'fromDay', 'lastDay'],
  ...['level', 'renewalAtRisk', 'willBeEligible'],
];

const OLD_INDICES = {
  endangered: [
    ...['endangered', 'renewalDay', 'organizationId'],
    ...['fromDay', 'lastDay', 'level', 'renewalAtRisk', 'willBeEligible'],
  ],
  renewal: BY_RENEWAL,
  endangered_by_name: ['endangered', ...BY_NAME, 'level'],
  level_by_name: ['level', ...BY_NAME],
  by_name: BY_NAME,
};

const INDICES = {
  by_name: [...BY_NAME, 'renewalDay'],
  country_by_name: ['country', ...BY_NAME, 'renewalDay'],
  level_by_name: ['level', ...BY_NAME, 'renewalDay', 'endangered'],
  country_level_by_name: ['country', 'level', ...BY_NAME, 'renewalDay', 'endangered'],
  endangered_by_name: ['endangered', ...BY_NAME, 'renewalDay', 'level'],
  country_endangered_by_name: ['country', 'endangered', ...BY_NAME, 'renewalDay', 'level'],
  by_renewal: BY_RENEWAL,
  country_by_renewal: ['country', ...BY_RENEWAL],
  endangered_by_renewal: ['endangered', ...BY_RENEWAL],
  country_endangered_by_renewal: ['country', 'endangered', ...BY_RENEWAL],
};

function memberSpan(more: readonly TableColumnOptions[], indices: Readonly<Record<string, string[]>>) {
  return new Table({
    name: 'member_span',
    columns: [
      { name: 'organizationId', type: 'varchar', length: '36', isPrimary: true },
      { name: 'fromDay', ...day, isPrimary: true },
      { name: 'lastDay', ...day },
      { name: 'level', ...text(6) },
      { name: 'renewalDay', ...day },
      { name: 'renewalAtRisk', ...integer },
      { name: 'willBeEligible', ...integer },
      { name: 'endangered', ...integer },
      { name: 'searchName', ...text(200) },
      ...more,
    ],
    indices: Object.entries(indices).map(([name, columnNames]) => ({
      name: `member_span_${name}`,
      columnNames,
    })),
    foreignKeys: [
      {
        name: 'member_span_of_organization',
        columnNames: ['organizationId'],
        referencedTableName: 'organization',
        referencedColumnNames: ['id'],
        onDelete: 'NO ACTION',
        onUpdate: 'NO ACTION',
      },
    ],
  });
}

export class MembersByCountry1764300000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return replaceBy(memberSpan([COUNTRY], INDICES), runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return replaceBy(memberSpan([], OLD_INDICES), runner);
  }
}

/**
 * Replaces the table, which holds derived data only. Marks all organizations as outdated last, because a running server
 * could clear the marks while the old table exists.
 */
async function replaceBy(table: Table, runner: QueryRunner): Promise<void> {
  await runner.dropTable('member_span', true);
  await runner.createTable(table);
  await runner.query('UPDATE organization SET edition = 0');
}
