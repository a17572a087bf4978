import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Executor } from '../../../server/execution/executor';
import { EVALUATION_WEIGHTS } from '../../../server/request/meter';
import { catalogueDocument2017 } from '../../support/catalogue';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { refillAll } from '../../support/refill-all';
import { startTestServer, type TestServer } from '../../support/test-server';

/** More organizations than a command derives spans for immediately. */
const MANY = 30;
const FEW = 2;

describe.each(DATABASES)('evaluations of many organizations on $name', (kind) => {
  let server: TestServer;
  let amount = 1000;
  /** How many of the next transactions fail with a deadlock when their work is done. */
  let deadlocks = 0;

  beforeAll(async () => {
    server = await startTestServer(kind, {
      outdated: 'left',
      between: (database) => ({
        ...database,
        transaction: (work, ...rest) =>
          database.transaction(
            async (transaction) => {
              const result = await work(transaction);
              if (deadlocks-- > 0) throw Object.assign(new Error('a deadlock'), { code: 'ER_LOCK_DEADLOCK' });
              return result;
            },
            ...rest,
          ),
      }),
      // The default executor evaluates everything a second time for the comparison with graphql-js.
      executorOf: (schema) => new Executor(schema),
    });
    const all = Array.from({ length: MANY }, (_, n) => ({ id: `member-${n}` }));
    await storeOrganizations(server.database, ...all);
    await storePerson(server.database, 'somebody', { organizationId: 'member-0' });
  });
  afterAll(() => server.stop());
  beforeEach(() => refillAll(server.database));

  const change = (sql: string) => server.database.transaction((transaction) => transaction.change(sql, []));
  const pointsOfAHundred = async (ask: () => Promise<number>, prepare = async () => {}) => {
    const costWith = async (size: number) => {
      await change(`UPDATE organization SET size = ${size}`);
      await prepare();
      return ask();
    };
    return (await costWith(2)) - (await costWith(1));
  };
  const costOf = async (document: string, variables: object = {}) => {
    const as = await server.person('keeper', ['agent', 'programme-admin']);
    const { body } = await server.ask(document, { as, variables });
    expect(body.errors).toBeUndefined();
    return body.extensions.cost.requested as number;
  };
  const importMetrics = (organizations: number, amount: number) =>
    costOf('mutation ($input: ImportMetricsInput!) { importMetrics(input: $input) { counts { refused } } }', {
      input: {
        rows: Array.from({ length: organizations }, (_, n) => ({
          organization: { id: `org_member-${n}` },
          metric: 'azureConsumption',
          month: '2026-01',
          amount: String(amount),
        })),
      },
    });

  it.each([FEW, MANY])('are charged once when a command on %d organizations is retried', async (count) => {
    const first = await importMetrics(count, ++amount);
    deadlocks = 1;
    expect(await importMetrics(count, ++amount)).toBe(first);
    expect(deadlocks).toBeLessThan(0);
  });

  it('are charged to a search only while stored spans are outdated', async () => {
    const search = () =>
      costOf(
        '{ organizations(first: 100, filter: { attained: { competency: "devops" } }) { nodes { key } } }',
      );
    const outdate = () => change('UPDATE organization SET edition = -1').then(() => undefined);
    expect(await pointsOfAHundred(search, outdate)).toBe(MANY * EVALUATION_WEIGHTS.status);
    await refillAll(server.database);
    expect(await pointsOfAHundred(search)).toBe(0);
  });

  it('are charged to a preview of a catalogue', async () => {
    const preview = () =>
      costOf(
        `query ($document: String!) {
          previewCatalogue(document: $document, appliesFrom: "2026-07-01") { organizations(first: 1) { totalCount } }
        }`,
        { document: JSON.stringify(catalogueDocument2017()) },
      );
    expect(await pointsOfAHundred(preview)).toBe(MANY * EVALUATION_WEIGHTS.forecast);
  });

  it.each([
    ['immediately', FEW],
    ['later', MANY],
  ])('are charged to a command that derives its changes %s', async (_, organizations) => {
    let amount = 1;
    const record = () => importMetrics(organizations, amount++);
    expect(await pointsOfAHundred(record)).toBe(organizations * EVALUATION_WEIGHTS.spans);
  });
});
