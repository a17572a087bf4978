import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Database } from '../../../server/db/database';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';

const ROOT = join(__dirname, '../../..');

describe.each(DATABASES)('the programs of the projection on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 1));
    const [row] = await database.rows<{ count: number }>('SELECT COUNT(*) AS count FROM organization');
    organizations = row?.count ?? 0;
  });
  afterAll(() => test.drop());

  const run = (entry: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts/run.mjs'), `server/${entry}`, ...args],
      { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'], LAUREL_DATABASE: test.url } },
    );
    return { status, lines: stdout.trim().split('\n'), stderr };
  };
  const change = (sql: string) => database.transaction((transaction) => transaction.change(sql));

  it('tell what is outdated, refill it, and find nothing that differs', () => {
    const none = `None of ${organizations} organizations was compared. ${organizations} are marked as outdated and were not`;
    expect(run('verify').lines.at(-1)).toContain(none);
    expect(run('verify', '--sample', '5').lines.at(-1)).toContain(none);
    const refilled = run('refill');
    expect(refilled).toMatchObject({ status: 0 });
    expect(refilled.lines).toEqual([
      expect.stringContaining(`the status of ${organizations} organizations was derived anew.`),
    ]);
    expect(run('refill').lines).toEqual([expect.stringContaining('no status is outdated.')]);
    const verified = run('verify');
    expect(verified.status).toBe(0);
    expect(verified.lines).toEqual([
      expect.stringMatching(
        new RegExp(`: ${organizations} of ${organizations} organizations were compared, none differs\\.$`),
      ),
    ]);
    expect(run('verify', '--sample', '5').lines.at(-1)).toMatch(
      new RegExp(`: 5 of ${organizations} organizations were compared, none differs\\.$`),
    );
  });

  it('compare whom nobody has marked, and count those that are apart', async () => {
    const mark = (edition: string) =>
      change(
        `UPDATE organization SET edition = ${edition} WHERE id IN (SELECT id FROM (SELECT id FROM organization ORDER BY id LIMIT ${organizations - 3}) AS some)`,
      );
    const [kept] = await database.rows<{ edition: number }>(
      'SELECT MAX(edition) AS edition FROM organization',
    );
    await mark('0');
    const marked = `${organizations - 3} are marked as outdated and were not: searches evaluate them until they are refilled.`;
    for (const [args, compared] of [
      [[], 3],
      [['--sample', '2'], 2],
      [['--sample', '9'], 3],
    ] as const) {
      expect(run('verify', ...args)).toMatchObject({
        status: 0,
        lines: [
          expect.stringContaining(
            `: ${compared} of ${organizations} organizations were compared, none differs. ${marked}`,
          ),
        ],
      });
    }
    await mark(String(kept?.edition));
  });

  it('report each difference, exit with 1, and repair on demand', async () => {
    const [{ id, name } = { id: '', name: '' }] = await database.rows<{ id: string; name: string }>(
      "SELECT id, name FROM organization WHERE searchName LIKE 'nordwind%'",
    );
    expect(
      await change(
        `DELETE FROM level_span WHERE organizationId = '${id}' AND aspect = 'ELIGIBLE' AND level = 'GOLD'`,
      ),
    ).toBeGreaterThan(0);
    expect(
      await change(`UPDATE member_span SET renewalAtRisk = 1 - renewalAtRisk WHERE organizationId = '${id}'`),
    ).toBeGreaterThan(0);
    const found = run('verify');
    expect(found.status).toBe(1);
    const differences = found.lines.slice(0, -1);
    expect(differences.every((line) => line.startsWith(`${name} (org_`))).toBe(true);
    expect(differences.filter((line) => line.includes('aspect ELIGIBLE'))).toEqual([
      expect.stringMatching(/is derived and not kept: aspect ELIGIBLE, competency , level GOLD/),
    ]);
    expect(differences.some((line) => line.includes('is kept and not derived: level GOLD, renewalDay'))).toBe(
      true,
    );
    expect(found.lines.at(-1)).toContain(
      `${organizations} of ${organizations} organizations were compared, 1 differs.`,
    );

    const repaired = run('verify', '--repair');
    expect(repaired.status).toBe(1);
    expect(repaired.lines).toEqual([
      ...differences,
      expect.stringContaining('were compared, 1 differs and was repaired.'),
    ]);
    expect(run('verify').status).toBe(0);
  });

  it('refuse arguments that make no sense', () => {
    expect(run('verify', '--sample', 'many')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"many" is not a number of organizations.'),
    });
    expect(run('verify', '--everything')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: npm run verify'),
    });
  });
});
