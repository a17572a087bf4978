import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The length of the old suffix: ` of ` and the id of an organization. */
const SUFFIX = ' of '.length + 36;

/**
 * Makes idempotency keys unique per actor: the actor's organization moves to a separate column. If an actor used the
 * same key twice, the second row keeps its suffix, and is deleted within a day.
 */
export class OneKeyAnActor1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('answered_command', 'organizationId'))) {
      await runner.query('ALTER TABLE answered_command ADD COLUMN organizationId varchar(36) NULL');
    }
    const { ignoring, length } = wordsOf(runner);
    await runner.query(
      `UPDATE ${ignoring} answered_command SET organizationId = SUBSTR(actor, -36),` +
        ` actor = SUBSTR(actor, 1, ${length}(actor) - ${SUFFIX}) WHERE actor LIKE '% of ${'_'.repeat(36)}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const { joined } = wordsOf(runner);
    await runner.query(`UPDATE answered_command SET actor = ${joined} WHERE organizationId IS NOT NULL`);
    await runner.query('ALTER TABLE answered_command DROP COLUMN organizationId');
  }
}

function wordsOf({ dataSource }: QueryRunner) {
  return dataSource.options.type === 'better-sqlite3'
    ? { ignoring: 'OR IGNORE', length: 'LENGTH', joined: "actor || ' of ' || organizationId" }
    : { ignoring: 'IGNORE', length: 'CHAR_LENGTH', joined: "CONCAT(actor, ' of ', organizationId)" };
}
