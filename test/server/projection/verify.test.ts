import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Database } from '../../../server/db/database';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';

const ROOT = join(__dirname, '../../..');

describe.each(DATABASES)('the projection programs on $name', (kind) => {
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

  it('count outdated organizations, refill them, and find no differences', () => {
    const noneCompared = `Compared none of ${organizations} organizations. Skipped ${organizations} outdated organizations`;
    expect(run('verify').lines.at(-1)).toContain(noneCompared);
    expect(run('verify', '--sample', '5').lines.at(-1)).toContain(noneCompared);
    const refilled = run('refill');
    expect(refilled).toMatchObject({ status: 0 });
    expect(refilled.lines).toEqual([
      expect.stringContaining(`: Refilled the status of ${organizations} organizations.`),
    ]);
    expect(run('refill').lines).toEqual([expect.stringContaining(': No status is outdated.')]);
    const verified = run('verify');
    expect(verified.status).toBe(0);
    expect(verified.lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `: Compared ${organizations} of ${organizations} organizations\\. All agree with the facts\\.$`,
        ),
      ),
    ]);
    expect(run('verify', '--sample', '5').lines.at(-1)).toMatch(
      new RegExp(`: Compared 5 of ${organizations} organizations\\. All agree with the facts\\.$`),
    );
  });

  it('compare organizations that are not marked, and count the marked ones', async () => {
    const mark = (edition: string) =>
      change(
        `UPDATE organization SET edition = ${edition} WHERE id IN (SELECT id FROM (SELECT id FROM organization ORDER BY id LIMIT ${organizations - 3}) AS some)`,
      );
    const [before] = await database.rows<{ edition: number }>(
      'SELECT MAX(edition) AS edition FROM organization',
    );
    await mark('0');
    const marked = `Skipped ${organizations - 3} outdated organizations, which searches evaluate until they are refilled.`;
    for (const [args, compared] of [
      [[], 3],
      [['--sample', '2'], 2],
      [['--sample', '9'], 3],
    ] as const) {
      expect(run('verify', ...args)).toMatchObject({
        status: 0,
        lines: [
          expect.stringContaining(
            `: Compared ${compared} of ${organizations} organizations. All agree with the facts. ${marked}`,
          ),
        ],
      });
    }
    await mark(String(before?.edition));
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
    const report = run('verify');
    expect(report.status).toBe(1);
    const differences = report.lines.slice(0, -1);
    expect(differences.every((line) => line.startsWith(`${name} (org_`))).toBe(true);
    expect(differences.filter((line) => line.includes('aspect ELIGIBLE'))).toEqual([
      expect.stringMatching(/missing span from .*: aspect ELIGIBLE, competency , level GOLD/),
    ]);
    expect(differences.some((line) => /wrong span from .*: level GOLD, renewalDay/.test(line))).toBe(true);
    expect(report.lines.at(-1)).toContain(
      `Compared ${organizations} of ${organizations} organizations. 1 differs from the facts.`,
    );

    const repaired = run('verify', '--repair');
    expect(repaired.status).toBe(1);
    expect(repaired.lines).toEqual([
      ...differences,
      expect.stringContaining('organizations. 1 differed from the facts and was repaired.'),
    ]);
    expect(run('verify').status).toBe(0);
  });

  it('reject invalid arguments', () => {
    expect(run('verify', '--sample', 'many')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"many" is not a sample size.'),
    });
    expect(run('verify', '--everything')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: npm run verify'),
    });
  });
});
