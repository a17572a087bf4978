import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditsOf, AUDITS, run } from '../../scripts/audits.mjs';
import { readConfig } from '../../server/config';
import type { Database } from '../../server/db/database';
import { prepare } from '../../server/prepare';
import { startServer, GRAPHQL_PATH, type RunningServer } from '../../server/server';
import { DATABASES, type TestDatabase } from '../support/databases';

describe('the audits of GraphQL over HTTP', () => {
  const [sqlite] = DATABASES;
  let test: TestDatabase;
  let database: Database;
  let server: RunningServer;
  const audits = auditsOf(() => `${server.url}${GRAPHQL_PATH}`);

  beforeAll(async () => {
    if (sqlite === undefined) throw new Error('DATABASES has no SQLite.');
    test = await sqlite.create();
    database = await test.open();
    const config = readConfig({
      LAUREL_HOST: '127.0.0.1',
      LAUREL_PORT: '0',
      LAUREL_LOG_LEVEL: 'silent',
      // Some audits query the types of the schema.
      LAUREL_SCHEMA: 'full',
    });
    await prepare(config, database, new Date());
    server = await startServer({ config, database });
  });
  afterAll(async () => {
    await server.stop();
    await test.drop();
  });

  it('are all audits of the installed version', () => {
    expect(audits).toHaveLength(AUDITS);
  });

  it('fail for the most part at an endpoint without GraphQL, and give the reasons', async () => {
    const problems = await Promise.all(auditsOf(`${server.url}/livez`).map((audit) => run(audit)));
    expect(problems.filter((problem) => problem !== null).length).toBeGreaterThan(AUDITS / 2);
    expect(problems[0]).toContain('22EB SHOULD accept application/graphql-response+json');
    expect(problems[0]).toContain('warn: Response status code is not 200');
    expect(problems[0]).toContain('"code": 404');
  });

  it.each(audits)('pass: $id, a server $name', async (audit) => {
    expect(await run(audit)).toBeNull();
  });
});
