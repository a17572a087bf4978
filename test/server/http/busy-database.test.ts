import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../server/db/database';
import { DATABASES } from '../../support/databases';
import { storeApiKey, storeOrganizations } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const VIEWER = '{ viewer { organization { key market } } }';
const UPDATE = `mutation ($city: String!) { updateOrganization(input: { organizationId: "org_own", expectedVersion: 1, city: $city }) {
  organization { city } refusals { code message } } }`;

describe.each(DATABASES)('a server whose database is locked by another writer, on $name', (kind) => {
  let server: TestServer;
  let impatient: TestServer;
  let otherConnection: Database;
  let secret: string;
  let hasDeadlocks = false;
  beforeAll(async () => {
    server = await startTestServer(kind);
    otherConnection = await server.open();
    secret = await keyOf(server, 'own');
    // The first request derives the stored facts in a transaction.
    await server.ask('{ __typename }');
    impatient = await startTestServer(kind, {
      seconds: { query: 1, mutation: 1 },
      between: (database) => ({
        ...database,
        transaction: async (work, until) => {
          if (hasDeadlocks) throw Object.assign(new Error('a deadlock'), { code: 'ER_LOCK_DEADLOCK' });
          return database.transaction(work, until);
        },
      }),
    });
  });
  afterAll(async () => {
    await server.stop();
    await impatient.stop();
  });

  it('answers reads by an API key and records its use later', async () => {
    const lastUse = async () =>
      (await server.database.rows<{ lastUsedAt: string | null }>('SELECT lastUsedAt FROM api_key'))[0]
        ?.lastUsedAt;
    await whileLocked(otherConnection, async () => {
      for (let i = 0; i < 5; i++) {
        const before = performance.now();
        const { status, body } = await server.ask(VIEWER, { as: `Bearer ${secret}` });
        expect([status, body.data]).toEqual([
          200,
          { viewer: { organization: { key: 'own', market: 'DEVELOPED' } } },
        ]);
        expect(performance.now() - before).toBeLessThan(1000);
      }
      expect(await lastUse()).toBeNull();
    });
    while ((await lastUse()) === null) await pause(20);
    expect(await lastUse()).toMatch(/:00\.000$/);
  });

  it('executes a command after the lock is released', async () => {
    const as = await server.person('agent', ['agent']);
    let answer: Promise<unknown> | undefined;
    await whileLocked(otherConnection, async () => {
      answer = server.ask(UPDATE, { as, variables: { city: 'Bremen' } });
      // This is longer than several short retries.
      await pause(7000);
    });
    expect(await answer).toMatchObject({
      body: { data: { updateOrganization: { organization: { city: 'Bremen' }, refusals: [] } } },
    });
  });

  const busy = {
    status: 503,
    body: {
      errors: [
        {
          message:
            'The database is busy with other requests, so this was not carried out. Send it again in a moment.',
          extensions: { code: 'UNAVAILABLE' },
        },
      ],
    },
  };

  // MariaDB waits for locks itself, so the server does not have to.
  if (kind.name === 'SQLite') {
    it('refuses a command at its deadline and does not execute it later', async () => {
      await storeOrganizations(impatient.database, { id: 'own' });
      await impatient.ask('{ __typename }');
      const as = await impatient.person('agent', ['agent']);
      await whileLocked(await impatient.open(), async () => {
        const answers = await Promise.all(
          ['Bremen', 'Bonn', 'Mainz'].map((city) => impatient.ask(UPDATE, { as, variables: { city } })),
        );
        for (const answer of answers) {
          expect(answer).toMatchObject(busy);
          expect(answer.headers.get('retry-after')).toBe('1');
        }
      });
      await pause(200);
      expect(await impatient.database.rows('SELECT version FROM organization')).toEqual([{ version: 1 }]);
    });
  }

  it('answers repeated deadlocks with 503 and logs no fault', async () => {
    hasDeadlocks = true;
    try {
      const as = await impatient.person('agent', ['agent']);
      const answer = await impatient.ask(UPDATE, { as, variables: { city: 'Bonn' } });
      expect(answer).toMatchObject(busy);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(impatient.log.filter(({ msg }) => msg === 'fault')).toEqual([]);
      expect(impatient.log.filter(({ msg }) => msg === 'busy').at(-1)).toMatchObject({
        level: 40,
        err: { code: 'ER_LOCK_DEADLOCK' },
      });
    } finally {
      hasDeadlocks = false;
    }
  });

  it('logs a failure to record the use of a key and answers the request', async () => {
    const key = await keyOf(impatient, 'theirs');
    hasDeadlocks = true;
    try {
      expect((await impatient.ask(VIEWER, { as: `Bearer ${key}` })).status).toBe(200);
      const logLines = () =>
        impatient.log.filter(({ msg }) => msg === 'storing the last use of an API key failed');
      while (logLines().length === 0) await pause(5);
      expect(logLines()).toHaveLength(1);
    } finally {
      hasDeadlocks = false;
    }
  });
});

/** Runs work while another connection locks all rows that the work could change. */
async function whileLocked(otherConnection: Database, work: () => Promise<void>): Promise<void> {
  await otherConnection.transaction(async (transaction) => {
    // On SQLite, the open transaction alone locks the database.
    for (const table of ['organization', 'api_key']) {
      await transaction.rows(`SELECT id FROM ${table}${transaction.forUpdate}`);
    }
    await work();
  });
}

async function keyOf({ database }: TestServer, organizationId: string): Promise<string> {
  await storeOrganizations(database, { id: organizationId });
  return storeApiKey(database, { id: 'used', organizationId });
}
