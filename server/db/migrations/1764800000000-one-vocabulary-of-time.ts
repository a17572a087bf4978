import type { MigrationInterface, QueryRunner } from 'typeorm';

const RENAMED: readonly (readonly [table: string, before: string, after: string])[] = [
  ['organization', 'registeredAt', 'createdAt'],
  ['employee', 'registeredAt', 'createdAt'],
  ['achievement', 'recordedAt', 'createdAt'],
  ['competency_override', 'placedAt', 'createdAt'],
  ['audit_entry', 'at', 'createdAt'],
  ['benefit_redemption', 'redeemedAt', 'createdAt'],
  ['membership', 'startsOn', 'fromDay'],
  ['membership', 'endsOn', 'untilDay'],
];

/** One name for each meaning of time: spans are `fromDay` and `untilDay`, and every row has `createdAt`. */
export class OneVocabularyOfTime1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, before, after] of RENAMED) await rename(runner, table, before, after);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, before, after] of RENAMED) await rename(runner, table, after, before);
  }
}

async function rename(runner: QueryRunner, table: string, before: string, after: string): Promise<void> {
  if (await runner.hasColumn(table, after)) return;
  await runner.query(`ALTER TABLE ${table} RENAME COLUMN \`${before}\` TO ${after}`);
}
