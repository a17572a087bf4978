import { beforeAll, describe, expect, it } from '@jest/globals';
import { CREATE_API_KEY, apiKeyInput, VIEWER_QUERY } from '../../support/api-keys';
import type { Database } from '../../../server/db/database';
import { Unavailable } from '../../../server/request/unavailable';
import { DATABASES } from '../../support/databases';
import { startTestServer } from '../../support/test-server';
import { twoOrganizationsOn } from '../../support/two-organizations';

describe.each(DATABASES)('a mutation with several commands on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  let apiKeyId: string;
  beforeAll(async () => {
    const variables = { input: apiKeyInput() };
    const { body } = await two.server.ask(CREATE_API_KEY, { variables, as: two.admin });
    apiKeyId = body.data.createApiKey.apiKey.id;
  });

  const FORBIDDEN = 'closeMonth(input: { month: "2026-01" }) { refusals { code } }';
  const SECRETS = [
    {
      command: 'createApiKey',
      input: () => '{ organizationId: "org_own", name: "Board", scopes: [READ_ORGANIZATION] }',
      secret: 'secret',
      form: /^lrl_/,
    },
    {
      command: 'rotateApiKey',
      input: () => `{ apiKeyId: "${apiKeyId}" }`,
      secret: 'secret',
      form: /^lrl_/,
    },
    {
      command: 'inviteEmployee',
      input: () => '{ organizationId: "org_own", name: "Bea" }',
      secret: 'token',
      form: /^\S{20,}$/,
    },
  ] as const;

  it.each(SECRETS)(
    'returns the $secret of $command even if another command is forbidden',
    async ({ command, input, secret, form }) => {
      const done = `a: ${command}(input: ${input()}) { ${secret} refusals { code } }`;
      const { status, body } = await two.server.ask(`mutation { ${done} b: ${FORBIDDEN} }`, {
        as: two.admin,
      });
      expect([status, body.data]).toEqual([
        200,
        { a: { [secret]: expect.stringMatching(form), refusals: [] }, b: null },
      ]);
      expect(body.errors).toEqual([
        expect.objectContaining({ path: ['b'], extensions: { code: 'FORBIDDEN' } }),
      ]);
    },
  );

  it.each(SECRETS)(
    'returns the $secret of $command even if a field below its `query` is forbidden',
    async ({ command, input, secret, form }) => {
      const after = 'query { organizations(first: 1) { totalCount } }';
      const { status, body } = await two.server.ask(
        `mutation { ${command}(input: ${input()}) { ${secret} refusals { code } ${after} } }`,
        { as: two.admin },
      );
      expect([status, body.data]).toEqual([
        200,
        {
          [command]: { [secret]: expect.stringMatching(form), refusals: [], query: { organizations: null } },
        },
      ]);
      expect(body.errors).toEqual([
        expect.objectContaining({
          path: [command, 'query', 'organizations'],
          extensions: { code: 'FORBIDDEN' },
        }),
      ]);
    },
  );

  it('runs the commands after a forbidden one, and returns valid secrets', async () => {
    const create = `createApiKey(input: ${SECRETS[0].input()}) { secret }`;
    const { body } = await two.server.ask(`mutation { a: ${FORBIDDEN} b: ${create} }`, { as: two.admin });
    expect(body.data).toEqual({ a: null, b: { secret: expect.stringMatching(/^lrl_/) } });
    const who = await two.server.ask(VIEWER_QUERY, { as: `Bearer ${body.data.b.secret}` });
    expect(who.body.data.viewer.roles).toEqual(['INTEGRATION']);
  });
});

describe.each(DATABASES)('a mutation whose second command fails on $name', (kind) => {
  const REGISTER = (name: string) =>
    `registerOrganization(input: { name: "${name}", market: DEVELOPED, country: "DE", city: "Bonn" }) {
      organization { name }
      refusals { code }
    }`;
  const DONE = { organization: { name: 'First' }, refusals: [] };

  /** Runs the failing work instead of the second transaction of the request. */
  async function answerTo(failing: () => Promise<never>) {
    let transactions = 0;
    const failSecond = (database: Database): Database => ({
      ...database,
      transaction: (work, until) => (++transactions === 2 ? failing() : database.transaction(work, until)),
    });
    const server = await startTestServer(kind, {
      seconds: { query: 10, mutation: 1 },
      between: failSecond,
    });
    try {
      const as = await server.person('agent', ['agent']);
      transactions = 0;
      const { status, body } = await server.ask(
        `mutation { a: ${REGISTER('First')} b: ${REGISTER('Second')} }`,
        {
          as,
        },
      );
      const { body: stored } = await server.ask('{ organizations(first: 9) { nodes { name } } }', { as });
      return { status, body, stored: stored.data.organizations.nodes };
    } finally {
      await server.stop();
    }
  }

  it('returns the result of the first one beside the fault of the second', async () => {
    const { status, body, stored } = await answerTo(() => Promise.reject(new Error('The disk is full.')));
    expect([status, body.data]).toEqual([200, { a: DONE, b: null }]);
    expect(body.errors).toEqual([
      expect.objectContaining({
        path: ['b'],
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          errorId: expect.any(String),
          errorHash: expect.any(String),
        },
      }),
    ]);
    expect(stored).toEqual([{ name: 'First' }]);
  });

  it('returns the result of the first one if the database is too busy for the second', async () => {
    const { status, body, stored } = await answerTo(() =>
      Promise.reject(new Unavailable(new Error('Another transaction holds the lock.'))),
    );
    expect([status, body.data]).toEqual([200, { a: DONE, b: null }]);
    expect(body.errors).toMatchObject([
      {
        path: ['b'],
        message: expect.stringContaining('not carried out'),
        extensions: { code: 'UNAVAILABLE' },
      },
    ]);
    expect(stored).toEqual([{ name: 'First' }]);
  });

  it('returns the result of the first one beside the time-out of the second', async () => {
    const { status, body, stored } = await answerTo(() => new Promise(() => undefined));
    expect([status, body.data]).toEqual([200, { a: DONE, b: null }]);
    expect(body.errors).toEqual([
      {
        message:
          'The request timed out after 1 s. It may have been carried out: send it again with the same idempotency key.',
        locations: expect.anything(),
        path: ['b'],
        extensions: { code: 'TIMED_OUT', max: 1 },
      },
    ]);
    expect(stored).toEqual([{ name: 'First' }]);
  });
});
