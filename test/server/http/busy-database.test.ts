import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../server/db/database';
import { DATABASES } from '../../support/databases';
import { storeApiKey, storeOrganizations } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const WHO = '{ viewer { organization { key market } } }';
const UPDATE = `mutation ($city: String!) { updateOrganization(input: { organizationId: "org_own", expectedVersion: 1, city: $city }) {
  organization { city } refusals { code message } } }`;

describe.each(DATABASES)('while somebody else writes, on $name', (kind) => {
  let server: TestServer;
  let hasty: TestServer;
  let other: Database;
  let secret: string;
  let deadlocks = false;
  beforeAll(async () => {
    server = await startTestServer(kind);
    other = await server.open();
    secret = await keyOf(server, 'own');
    // The first request derives what the test has stored, which is a transaction.
    await server.ask('{ __typename }');
    hasty = await startTestServer(kind, {
      seconds: { query: 1, mutation: 1 },
      between: (database) => ({
        ...database,
        transaction: async (work, until) => {
          if (deadlocks) throw Object.assign(new Error('a deadlock'), { code: 'ER_LOCK_DEADLOCK' });
          return database.transaction(work, until);
        },
      }),
    });
  });
  afterAll(async () => {
    await server.stop();
    await hasty.stop();
  });

  it('a read by an API key is answered, and remembered as soon as that is possible', async () => {
    const lastUse = async () =>
      (await server.database.rows<{ lastUsedAt: string | null }>('SELECT lastUsedAt FROM api_key'))[0]
        ?.lastUsedAt;
    await whileHeld(other, async () => {
      for (let i = 0; i < 5; i++) {
        const before = performance.now();
        const { status, body } = await server.ask(WHO, { as: `Bearer ${secret}` });
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

  it('a command waits for its turn', async () => {
    const as = await server.person('agent', ['agent']);
    let answer: Promise<unknown> | undefined;
    await whileHeld(other, async () => {
      answer = server.ask(UPDATE, { as, variables: { city: 'Bremen' } });
      // Longer than some short attempts take.
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
          message: 'Others keep the database busy, so nothing was done. Send the request again in a moment.',
          extensions: { code: 'UNAVAILABLE' },
        },
      ],
    },
  };

  // MariaDB's locks are waited for by the database itself.
  if (kind.name === 'SQLite') {
    it('a command whose time is over before its turn has come says so, and does nothing later', async () => {
      await storeOrganizations(hasty.database, { id: 'own' });
      await hasty.ask('{ __typename }');
      const as = await hasty.person('agent', ['agent']);
      await whileHeld(await hasty.open(), async () => {
        const answers = await Promise.all(
          ['Bremen', 'Bonn', 'Mainz'].map((city) => hasty.ask(UPDATE, { as, variables: { city } })),
        );
        for (const answer of answers) {
          expect(answer).toMatchObject(busy);
          expect(answer.headers.get('retry-after')).toBe('1');
        }
      });
      await pause(200);
      expect(await hasty.database.rows('SELECT version FROM organization')).toEqual([{ version: 1 }]);
    });
  }

  it('a deadlock that comes again and again is no fault of ours, and the request may be sent again', async () => {
    deadlocks = true;
    try {
      const as = await hasty.person('agent', ['agent']);
      const answer = await hasty.ask(UPDATE, { as, variables: { city: 'Bonn' } });
      expect(answer).toMatchObject(busy);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(hasty.log.filter(({ msg }) => msg === 'fault')).toEqual([]);
      expect(hasty.log.filter(({ msg }) => msg === 'busy').at(-1)).toMatchObject({
        level: 40,
        err: { code: 'ER_LOCK_DEADLOCK' },
      });
    } finally {
      deadlocks = false;
    }
  });

  it('that the use of a key cannot be remembered is for the log, not for who uses it', async () => {
    const key = await keyOf(hasty, 'theirs');
    deadlocks = true;
    try {
      expect((await hasty.ask(WHO, { as: `Bearer ${key}` })).status).toBe(200);
      const said = () => hasty.log.filter(({ msg }) => msg === 'remembering that an API key was used');
      while (said().length === 0) await pause(5);
      expect(said()).toHaveLength(1);
    } finally {
      deadlocks = false;
    }
  });
});

/** Does work while another connection holds everything that it could want to change. */
async function whileHeld(other: Database, work: () => Promise<void>): Promise<void> {
  await other.transaction(async (transaction) => {
    // On SQLite a transaction alone does it.
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
