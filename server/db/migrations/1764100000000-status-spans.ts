import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const id = { type: 'varchar', length: '36' };
const text = (length: number) => ({ type: 'varchar', length: String(length) });
const day = { type: 'date' };
const integer = { type: 'integer' };

const INDICES = {
  organization_country: 'country, searchName, id',
  organization_edition: 'edition, id',
};

const ofOrganization = (name: string) => ({
  name,
  columnNames: ['organizationId'],
  referencedTableName: 'organization',
  referencedColumnNames: ['id'],
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
});

const levelSpan = () =>
  new Table({
    name: 'level_span',
    columns: [
      { name: 'organizationId', ...id, isPrimary: true },
      { name: 'aspect', ...text(9), isPrimary: true },
      { name: 'competency', ...text(80), isPrimary: true },
      { name: 'level', ...text(6), isPrimary: true },
      { name: 'fromDay', ...day, isPrimary: true },
      { name: 'lastDay', ...day },
      { name: 'searchName', ...text(200) },
      { name: 'country', ...text(2) },
    ],
    indices: [
      {
        name: 'level_span_by_name',
        columnNames: ['aspect', 'competency', 'level', 'searchName', 'organizationId', 'fromDay', 'lastDay'],
      },
      {
        name: 'level_span_by_country',
        columnNames: [
          ...['country', 'aspect', 'competency', 'level'],
          ...['searchName', 'organizationId', 'fromDay', 'lastDay'],
        ],
      },
    ],
    foreignKeys: [ofOrganization('level_span_of_organization')],
  });

const memberSpan = () =>
  new Table({
    name: 'member_span',
    columns: [
      { name: 'organizationId', ...id, isPrimary: true },
      { name: 'fromDay', ...day, isPrimary: true },
      { name: 'lastDay', ...day },
      { name: 'level', ...text(6) },
      { name: 'renewalDay', ...day },
      { name: 'renewalAtRisk', ...integer },
      { name: 'willBeEligible', ...integer },
      { name: 'endangered', ...integer },
      { name: 'searchName', ...text(200) },
    ],
    indices: [
      index('endangered', [
        ...['endangered', 'renewalDay', 'organizationId'],
        ...['fromDay', 'lastDay', 'level', 'renewalAtRisk', 'willBeEligible'],
      ]),
      index('renewal', [
        ...['renewalDay', 'organizationId', 'fromDay', 'lastDay'],
        ...['level', 'renewalAtRisk', 'willBeEligible'],
      ]),
      index('endangered_by_name', [
        ...['endangered', 'searchName', 'organizationId'],
        ...['fromDay', 'lastDay', 'level'],
      ]),
      index('level_by_name', ['level', 'searchName', 'organizationId', 'fromDay', 'lastDay']),
      index('by_name', ['searchName', 'organizationId', 'fromDay', 'lastDay']),
    ],
    foreignKeys: [ofOrganization('member_span_of_organization')],
  });

function index(name: string, columnNames: string[]) {
  return { name: `member_span_${name}`, columnNames };
}

export class StatusSpans1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('organization', 'edition'))) {
      await runner.query('ALTER TABLE organization ADD COLUMN edition integer NOT NULL DEFAULT 0');
    }
    const table = await runner.getTable('organization');
    for (const [name, columns] of Object.entries(INDICES)) {
      if (table?.indices.some((index) => index.name === name)) continue;
      await runner.query(`CREATE INDEX ${name} ON organization (${columns})`);
    }
    await runner.createTable(levelSpan(), true);
    await runner.createTable(memberSpan(), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(memberSpan(), true);
    await runner.dropTable(levelSpan(), true);
    for (const name of Object.keys(INDICES)) {
      await runner.query(`DROP INDEX ${name}${onOrganization(runner)}`);
    }
    await runner.query('ALTER TABLE organization DROP COLUMN edition');
  }
}

/** SQLite drops an index by its name alone. */
function onOrganization({ dataSource }: QueryRunner): string {
  return dataSource.options.type === 'better-sqlite3' ? '' : ' ON organization';
}
