import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Scheduler, type Owner } from '../../../server/request/scheduling/scheduler';
import type { Work } from '../../../server/rules';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { postHead, rawConnection, type RawConnection } from '../../support/raw-connection';
import { startTestServer, type TestServer } from '../../support/test-server';

/** Long enough for a request to send all its statements if it is not stopped. */
const SETTLING_MILLISECONDS = 1000;
const SLOW_MILLISECONDS = 100;

describe.each(DATABASES)('a connection closed by the client, on $name', (kind) => {
  let server: TestServer;
  let authorization: string;
  let isSlow = false;
  let statements: string[] = [];
  beforeAll(async () => {
    const delayIfSlow = async <T>(sql: string, run: () => Promise<T>): Promise<T> => {
      statements.push(sql);
      if (isSlow) await pause(SLOW_MILLISECONDS);
      return run();
    };
    server = await startTestServer(kind, {
      between: (database) => ({
        ...database,
        rows: (sql, parameters) => delayIfSlow(sql, () => database.rows(sql, parameters)),
        transaction: (work, until) =>
          database.transaction(
            (transaction) =>
              work({
                ...transaction,
                rows: (sql, parameters) => delayIfSlow(sql, () => transaction.rows(sql, parameters)),
                change: (sql, parameters) => delayIfSlow(sql, () => transaction.change(sql, parameters)),
              }),
            until,
          ),
      }),
    });
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own', role: 'ADMIN' });
    authorization = await server.person('agent', ['agent']);
  });
  afterEach(() => {
    isSlow = false;
    jest.restoreAllMocks();
  });
  afterAll(() => server.stop());

  const postOf = (query: string, id: string) => {
    const body = JSON.stringify({ query });
    const headers = { authorization, 'content-length': body.length, 'x-request-id': id };
    return postHead(headers) + body;
  };
  const send = async (query: string, id: string): Promise<RawConnection> => {
    const connection = await rawConnection(server.url);
    connection.send(postOf(query, id));
    return connection;
  };
  const loggedLine = (id: string) => server.logged({ headers: new Headers({ 'x-request-id': id }) });
  const until = async (condition: () => boolean) => {
    while (!condition()) await pause(2);
  };

  const NESTED = `{ organization(by: { key: "own" }) {
    employees(first: 5) { nodes { achievements(first: 5) { nodes { employee { affiliations(first: 5) { totalCount } } } } } }
    eligibleLevels auditEntries(first: 5) { nodes { id } } } }`;

  it('stops further statements of its query', async () => {
    await server.ask(NESTED, { as: authorization });
    statements = [];
    expect((await server.ask(NESTED, { as: authorization })).body.errors).toBeUndefined();
    const all = statements.length;
    statements = [];
    isSlow = true;
    const { socket } = await send(NESTED, 'query');
    await until(() => statements.some((sql) => sql.includes('FROM organization')));
    socket.destroy();
    expect(await loggedLine('query')).toMatchObject({
      status: 499,
      error: 'CLIENT_CLOSED_REQUEST',
      viewer: 'person',
      type: 'query',
    });
    const sentStatements = statements.length;
    expect(sentStatements).toBeLessThan(all);
    await pause(SETTLING_MILLISECONDS);
    expect(statements).toHaveLength(sentStatements);
  });

  it('stops its running evaluation', async () => {
    const steps = countedEndlessSteps();
    const { socket } = await send('{ organization(by: { key: "own" }) { forecast { on } } }', 'evaluation');
    await until(() => steps() > 10);
    socket.destroy();
    expect((await loggedLine('evaluation'))['status']).toBe(499);
    const before = steps();
    await pause(100);
    expect(steps()).toBe(before);
  });

  it('stops its pipelined requests', async () => {
    const steps = countedEndlessSteps();
    const query = '{ organization(by: { key: "own" }) { forecast { on } } }';
    const { socket } = await rawConnection(server.url);
    socket.write(postOf(query, 'first') + postOf(query, 'second'));
    await until(() => steps() > 10);
    await pause(50);
    socket.destroy();
    expect((await loggedLine('first'))['status']).toBe(499);
    const before = steps();
    await pause(100);
    expect(steps()).toBe(before);
    expect(server.log.map(({ requestId }) => requestId)).not.toContain('second');
  });

  it('completes the running command of its mutation and starts no further one', async () => {
    const move = (city: string, expectedVersion: number) =>
      `${city}: updateOrganization(input: {
        organizationId: "org_own", expectedVersion: ${expectedVersion}, city: "${city}"
      }) { refusals { code } }`;
    isSlow = true;
    statements = [];
    const { socket } = await send(`mutation { ${move('first', 1)} ${move('second', 2)} }`, 'mutation');
    await until(() => statements.some((sql) => sql.includes('FOR UPDATE') || sql.startsWith('UPDATE')));
    socket.destroy();
    expect(await loggedLine('mutation')).toMatchObject({ status: 499, type: 'mutation' });
    await pause(2 * SETTLING_MILLISECONDS);
    const cities = await server.database.rows<{ city: string }>(
      "SELECT city FROM organization WHERE id = 'own'",
    );
    expect(cities).toEqual([{ city: 'first' }]);
    const entries = await server.database.rows(
      "SELECT id FROM audit_entry WHERE command = 'updateOrganization'",
    );
    expect(entries).toHaveLength(1);
  });

  it('logs no fault', () => {
    expect(server.log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });
});

/** Makes every evaluation endless. Returns a function that counts the steps run so far. */
function countedEndlessSteps(): () => number {
  let steps = 0;
  function* endless(): Work<never> {
    for (;;) {
      steps += 1;
      yield;
    }
  }
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own scheduler
  const { run } = Scheduler.prototype;
  jest.spyOn(Scheduler.prototype, 'run').mockImplementation(function (this: Scheduler, owner: Owner) {
    return run.call(this, owner, endless());
  });
  return () => steps;
}
