import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const id = { type: 'varchar', length: '36' };
const text = (length: number) => ({ type: 'varchar', length: String(length) });
const paragraph = { type: 'text' };
const document = { type: 'mediumtext' };
const day = { type: 'date' };
const month = text(7);
const instant = { type: 'datetime', precision: 3 };
const integer = { type: 'integer' };
const hundredths = { type: 'bigint' };

type Column = Omit<TableColumnOptions, 'name'>;
const primary = (column: Column): Column => ({ ...column, isPrimary: true });
const orNull = (column: Column): Column => ({ ...column, isNullable: true });

const refersTo = (table: string, name: string, column: string) => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  // Explicit, because MariaDB reports the default as RESTRICT, which TypeORM would treat as drift.
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
});

const TABLES = [
  table({
    name: 'organization',
    columns: {
      id: primary(id),
      key: text(80),
      name: text(200),
      searchName: text(200),
      market: text(10),
      country: text(2),
      city: text(100),
      description: paragraph,
      website: orNull(text(500)),
      languages: text(500),
      registeredAt: instant,
      version: integer,
    },
    indices: [
      { name: 'organization_key', columnNames: ['key'], isUnique: true },
      { name: 'organization_search_name', columnNames: ['searchName', 'id'] },
    ],
  }),
  table({
    name: 'employee',
    columns: {
      id: primary(id),
      subject: orNull(text(255)),
      name: text(200),
      email: orNull(text(255)),
      registeredAt: instant,
      version: integer,
    },
    indices: [{ name: 'employee_subject', columnNames: ['subject'], isUnique: true }],
  }),
  table({
    name: 'affiliation',
    columns: {
      id: primary(id),
      employeeId: id,
      organizationId: id,
      role: text(6),
      fromDay: day,
      untilDay: orNull(day),
      openFor: orNull(id),
      version: integer,
    },
    indices: [
      { name: 'affiliation_open', columnNames: ['openFor'], isUnique: true },
      { name: 'affiliation_employee', columnNames: ['employeeId', 'fromDay'] },
      { name: 'affiliation_organization', columnNames: ['organizationId', 'employeeId'] },
    ],
    foreignKeys: [
      refersTo('employee', 'affiliation_of_employee', 'employeeId'),
      refersTo('organization', 'affiliation_with_organization', 'organizationId'),
    ],
  }),
  table({
    name: 'achievement',
    columns: {
      id: primary(id),
      employeeId: id,
      credential: text(60),
      earnedOn: day,
      expiry: text(11),
      expiresOn: orNull(day),
      revokedOn: orNull(day),
      source: text(60),
      externalId: orNull(text(190)),
      recordedAt: instant,
      version: integer,
    },
    indices: [
      { name: 'achievement_employee', columnNames: ['employeeId', 'earnedOn', 'id'] },
      { name: 'achievement_external', columnNames: ['source', 'externalId'], isUnique: true },
    ],
    foreignKeys: [refersTo('employee', 'achievement_of_employee', 'employeeId')],
  }),
  table({
    name: 'metric_record',
    columns: {
      organizationId: primary(id),
      metric: primary(text(60)),
      month: primary(month),
      hundredths,
      version: integer,
    },
    foreignKeys: [refersTo('organization', 'metric_record_of_organization', 'organizationId')],
  }),
  table({ name: 'month_closing', columns: { month: primary(month), closedOn: day } }),
  table({
    name: 'competency_override',
    columns: {
      id: primary(id),
      organizationId: id,
      competency: text(80),
      effect: text(8),
      level: orNull(text(6)),
      reason: paragraph,
      fromDay: day,
      untilDay: day,
      placedAt: instant,
      placedBy: text(255),
      version: integer,
    },
    indices: [{ name: 'competency_override_organization', columnNames: ['organizationId', 'fromDay'] }],
    foreignKeys: [refersTo('organization', 'competency_override_of_organization', 'organizationId')],
  }),
  table({
    name: 'membership',
    columns: {
      id: primary(id),
      organizationId: id,
      level: text(6),
      startsOn: day,
      endsOn: day,
      purchasedOn: day,
      kind: text(7),
      pricePaid: hundredths,
      currency: text(3),
      paymentReference: text(190),
      refundedOn: orNull(day),
      version: integer,
    },
    indices: [
      { name: 'membership_organization', columnNames: ['organizationId', 'startsOn'] },
      { name: 'membership_end', columnNames: ['endsOn', 'organizationId'] },
    ],
    foreignKeys: [refersTo('organization', 'membership_of_organization', 'organizationId')],
  }),
  table({
    name: 'catalogue_version',
    columns: {
      number: primary(integer),
      appliesFrom: orNull(day),
      publishedAt: instant,
      publishedBy: text(255),
      document,
    },
  }),
  table({
    name: 'audit_entry',
    columns: {
      id: primary(id),
      at: instant,
      actor: text(255),
      command: text(60),
      organizationId: orNull(id),
      subject: text(120),
      oldValue: orNull(document),
      newValue: orNull(document),
      reason: orNull(paragraph),
    },
    indices: [{ name: 'audit_entry_organization', columnNames: ['organizationId', 'id'] }],
  }),
  table({
    name: 'api_key',
    columns: {
      id: primary(id),
      organizationId: id,
      name: text(100),
      hint: text(20),
      hash: text(64),
      scopes: text(500),
      origin: text(6),
      createdAt: instant,
      createdBy: text(255),
      expiresAt: orNull(instant),
      lastUsedAt: orNull(instant),
      revokedAt: orNull(instant),
    },
    indices: [
      { name: 'api_key_hash', columnNames: ['hash'], isUnique: true },
      { name: 'api_key_organization', columnNames: ['organizationId', 'id'] },
    ],
    foreignKeys: [refersTo('organization', 'api_key_of_organization', 'organizationId')],
  }),
  table({
    name: 'answered_command',
    columns: {
      actor: primary(text(255)),
      idempotencyKey: primary(text(190)),
      command: text(60),
      argumentsHash: text(64),
      answer: document,
      answeredAt: instant,
    },
    indices: [{ name: 'answered_command_age', columnNames: ['answeredAt'] }],
  }),
];

export class TheFacts1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await compareExactly(runner);
    for (const each of TABLES) await runner.createTable(each(), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each(), true);
  }
}

/**
 * Makes the comparison of strings exact: `A` differs from `a`, and a trailing space counts. SQLite does so by default.
 * MariaDB and MySQL each need their own collation, which is set before the first table is created.
 */
async function compareExactly(runner: QueryRunner): Promise<void> {
  const { type, database } = runner.dataSource.options;
  if (type !== 'mysql' && type !== 'mariadb') return;
  const [server] = (await runner.query('SELECT VERSION() AS version')) as { version: string }[];
  const collation = server?.version.includes('MariaDB') ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
  await runner.query(`ALTER DATABASE \`${String(database)}\` CHARACTER SET utf8mb4 COLLATE ${collation}`);
}

interface TableOfColumns {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly indices?: { name: string; columnNames: string[]; isUnique?: boolean }[];
  readonly foreignKeys?: ReturnType<typeof refersTo>[];
}

/** TypeORM modifies the tables that it receives, so each run creates new ones. */
function table({ name, columns, indices = [], foreignKeys = [] }: TableOfColumns): () => Table {
  return () =>
    new Table({
      name,
      columns: Object.entries(columns).map(([column, options]) => ({ name: column, ...options })),
      indices: indices.map((index) => ({ ...index })),
      foreignKeys: foreignKeys.map((key) => ({ ...key })),
    });
}
