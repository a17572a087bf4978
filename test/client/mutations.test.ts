import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { createClient, Refused } from '@laurel/sdk';
import { parse } from 'graphql';
import {
  REGISTER_MUTATION,
  FAST_RETRIES,
  type SentRequest,
  clientWithAnswers,
  dataResponse,
  thrownBy,
} from '../support/client-with-answers';

describe('a mutation', () => {
  const input = { name: 'Gamma', market: 'DEVELOPED', country: 'KE', city: 'Nairobi' } as const;
  const DONE = dataResponse({ registerOrganization: { refusals: [] } });
  const keys = (sent: readonly SentRequest[]) => sent.map(({ variables }) => variables.input?.idempotencyKey);

  it('has its own idempotency key, which is the same in every attempt', async () => {
    const { client, sent } = clientWithAnswers(
      { retries: FAST_RETRIES },
      new Error('Cut.'),
      new Error('Cut.'),
      DONE,
    );
    await client.request(REGISTER_MUTATION, { input });
    const [first, ...others] = keys(sent);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(others).toEqual([first, first]);
    await client.request(REGISTER_MUTATION, { input });
    expect(keys(sent).at(-1)).not.toBe(first);
    expect(input).not.toHaveProperty('idempotencyKey');
  });

  it("keeps the caller's idempotency key", async () => {
    const { client, sent } = clientWithAnswers({}, DONE);
    await client.request(REGISTER_MUTATION, { input: { ...input, idempotencyKey: 'mine' } });
    expect(keys(sent)).toEqual(['mine']);
  });

  it.each([
    ['an inline input', 'mutation { revokeApiKey(input: { apiKeyId: "a" }) { apiKey { id } } }', {}],
    [
      'two commands with one input',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input: $i) { id } }',
      { i: {} },
    ],
    ['an omitted input', 'mutation ($i: I) { x(input: $i) { id } }', {}],
    [
      'one inline input of two',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input: { c: 1 }) { id } }',
      { i: {} },
    ],
    ['no input', 'fragment F on Q { id }\n mutation { x { query { ...F } } }', {}],
  ])('with %s has no idempotency key and is not retried', async (_name, document, variables) => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, new Error('Cut.'));
    const error = await thrownBy(client.request(document, variables, { refusals: 'return' }));
    expect(error).toMatchObject({ name: 'NetworkError', isRetrySafe: false, idempotencyKey: null });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['a number sign in a string', 'fragment F on Q { o(key: "#1") { id } } mutation { x { id } }'],
    ['a number sign in a block string', 'fragment F on Q { o(key: """#""") { id } } mutation { x { id } }'],
    [
      'an escaped end of a block string',
      'fragment F on Q { o(k: """\\"""#""") { id } } mutation { x { id } }',
    ],
    ['an escaped end of a string', 'fragment F on Q { o(k: "\\"#") { id } } mutation { x { id } }'],
    ['a comment that ends with a carriage return', 'fragment F on Q { a } # \u2028\rmutation { x { id } }'],
    ['a query before it', 'query A { a } mutation B { x { id } }'],
    ['a subscription in its place', 'subscription { x { id } }'],
    ['a truncated document', 'query A { mutation B { x { id } }'],
    [
      'a comma inside an argument',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input,: { c: 1 }) { id } }',
    ],
  ])('is recognized despite %s', async (_name, document) => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, new Error('Cut.'));
    const call = client.request(document, { i: {} }, { refusals: 'return' });
    await expect(call).rejects.toMatchObject({ isRetrySafe: false });
    expect(sent).toHaveLength(1);
  });

  it('is recognized in a syntax tree as well as in text', async () => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, new Error('Cut.'));
    const tree = parse('fragment F on Q { o(key: "#1") { id } } mutation { x { id } }');
    const call = client.request(tree, {}, { refusals: 'return' });
    await expect(call).rejects.toMatchObject({ isRetrySafe: false });
    expect(sent).toHaveLength(1);
    await expect(client.request(parse('query mutation { a(b: "} mutation {") }'))).rejects.toMatchObject({
      isRetrySafe: true,
    });
  });

  it.each([
    '# a mutation { x }\n{ mutation { id } }',
    'query mutation($a: In = { x: "} mutation {", y: [{ z: 1 }] }) @on(it: { a: 1 }) { mutation(input: "a") { id } }',
    'query A {\n a }\n\nfragment mutation on Q @on { a }, fragment F on Q { """} mutation { x }""" }',
  ])('is not recognized in the query %s', async (document) => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, new Error('Cut.'));
    await expect(client.request(document, {})).rejects.toMatchObject({ isRetrySafe: true });
    expect(sent).toHaveLength(4);
  });

  describe('that does not select its refusals', () => {
    const message = 'Select `refusals { code message path }` of every command';
    const partlySelected =
      'mutation ($i: I!, $j: I!) { __typename a: x(input: $i) { refusals { code } } b: y(input: $j) { id } }';

    it('is not sent', async () => {
      const { client, sent } = clientWithAnswers({}, dataResponse({ x: { id: 1 } }));
      const error = await thrownBy(client.request('mutation ($i: I!) { x(input: $i) { id } }', { i: {} }));
      expect(error).toMatchObject({ name: 'BadRequest', message: expect.stringContaining(message) });
      expect(sent).toHaveLength(0);
    });

    it('throws an error with the data when one of its commands does not select them', async () => {
      const done = { __typename: 'Mutation', a: { refusals: [] }, b: { id: 1 } };
      const { client } = clientWithAnswers({}, dataResponse(done));
      const error = await thrownBy(client.request(partlySelected, { i: {}, j: {} }));
      expect(error).toMatchObject({
        name: 'BadRequest',
        message: expect.stringContaining(message),
        data: done,
      });
    });

    it('is sent when the caller checks for refusals itself', async () => {
      const { client } = clientWithAnswers({}, dataResponse({ b: { id: 1 } }));
      expect(await client.request(partlySelected, { i: {}, j: {} }, { refusals: 'return' })).toEqual({
        b: { id: 1 },
      });
    });
  });

  describe('with several commands', () => {
    const document =
      '# Both\nmutation Both($one: I!, $two: I!) { a: x(input: $one) { ...R } b: y(input : $two) { ...R } }' +
      ' fragment R on P { refusals { code message path } }';

    it('has an idempotency key for each command, which an error lists by variable', async () => {
      const { client, sent } = clientWithAnswers({}, new Error('Cut.'));
      const error = await thrownBy(client.request(document, { one: {}, two: { idempotencyKey: 'mine' } }));
      const { one, two } = sent[0]?.variables as Record<'one' | 'two', { idempotencyKey: string }>;
      expect([one.idempotencyKey, two.idempotencyKey]).toEqual([
        expect.stringMatching(/^[0-9a-f]{32}$/),
        'mine',
      ]);
      expect(error).toMatchObject({
        isRetrySafe: true,
        // A single key would be ambiguous: a repeat with it would run the other command twice.
        idempotencyKey: null,
        idempotencyKeys: { one: one.idempotencyKey, two: 'mine' },
      });
    });

    it('throws an error with the data when one command is refused', async () => {
      const done = {
        a: { id: 'a', refusals: [] },
        b: { refusals: [{ code: 'INVALID', message: 'No.', path: [] }] },
      };
      const { client } = clientWithAnswers({}, dataResponse(done));
      expect(await thrownBy(client.request(document, { one: {}, two: {} }))).toMatchObject({
        name: 'Refused',
        data: done,
      });
    });

    it('keeps the data of the error out of logs, because it may hold a secret', async () => {
      const done = {
        a: { secret: 'lrl_1', refusals: [] },
        b: { refusals: [{ code: 'INVALID', message: 'No.', path: [] }] },
      };
      const { client } = clientWithAnswers({}, dataResponse(done));
      const error = await thrownBy(client.request(document, { one: {}, two: {} }));
      expect(inspect(error)).toMatch(/Refused: No\./);
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({
        name: 'Refused',
        message: 'No.',
        code: 'INVALID',
        requestId: (error as Refused).requestId,
      });
      expect(inspect(error) + JSON.stringify(error)).not.toContain('lrl_1');
    });

    it.each([
      ['FORBIDDEN', 200],
      ['INTERNAL_SERVER_ERROR', 200],
      ['UNAVAILABLE', 503],
      ['RATE_LIMITED', 200],
    ])(
      'throws an error with the secret of one command when another fails with %s, without a retry',
      async (code, status) => {
        const part = {
          data: { a: { secret: 'lrl_1', refusals: [] }, b: null },
          errors: [{ message: 'No.', path: ['b'], extensions: { code } }],
        };
        const { client, sent } = clientWithAnswers(
          { retries: FAST_RETRIES },
          Response.json(part, { status }),
        );
        const error = await thrownBy(client.request(document, { one: {}, two: {} }));
        expect(error).toMatchObject({ code, data: part.data });
        // The response to a repeat would not contain the secret.
        expect(sent).toHaveLength(1);
      },
    );

    it('is retried when none of its commands succeeded', async () => {
      const none = {
        data: { a: null, b: null },
        errors: [{ message: 'Busy.', path: ['a'], extensions: { code: 'UNAVAILABLE' } }],
      };
      const done = { a: { refusals: [] }, b: { refusals: [] } };
      const { client, sent } = clientWithAnswers(
        { retries: FAST_RETRIES },
        Response.json(none, { status: 503 }),
        dataResponse(done),
      );
      expect(await client.request(document, { one: {}, two: {} })).toEqual(done);
      expect(sent).toHaveLength(2);
    });

    it('is not safe to repeat without idempotency keys after a partial result, even after a rate limit', async () => {
      const part = {
        data: { a: { refusals: [] }, b: null },
        errors: [{ message: 'No.', path: ['b'], extensions: { code: 'RATE_LIMITED' } }],
      };
      const { client } = clientWithAnswers({}, Response.json(part));
      const unkeyed = 'mutation { a: x { refusals { code } } b: y { refusals { code } } }';
      expect(await thrownBy(client.request(unkeyed))).toMatchObject({
        name: 'RateLimited',
        isRetrySafe: false,
      });
    });

    it.each(['throw', 'return'] as const)(
      'throws NetworkError when a payload is null but no error is reported, with refusals: %s',
      async (refusals) => {
        const part = { a: { secret: 'lrl_1', refusals: [] }, b: null };
        const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, dataResponse(part));
        const error = await thrownBy(client.request(document, { one: {}, two: {} }, { refusals }));
        expect(error).toMatchObject({
          name: 'NetworkError',
          message: 'The response does not contain the requested data.',
          data: part,
        });
        expect(sent).toHaveLength(1);
      },
    );

    it('throws an error with the data when one command fails with an internal error', async () => {
      const half = { data: { a: { id: 'a' }, b: null }, errors: [{ message: 'Oh.' }] };
      const { client } = clientWithAnswers({}, Response.json(half, { status: 500 }));
      expect(await thrownBy(client.request(document, { one: {}, two: {} }))).toMatchObject({
        data: half.data,
      });
    });
  });

  it('throws SecretLost when its secret is missing, as in the response to a repeat', async () => {
    const answer = dataResponse({
      inviteEmployee: { invitation: { id: 'inv_1' }, token: null, refusals: [] },
    });
    const laurel = createClient({ url: 'http://laurel.example/graphql', fetch: async () => answer.clone() });
    const invite = laurel.invitations.invite(
      { organizationId: 'org_1', name: 'Bea' },
      { refusals: 'return' },
    );
    expect(await thrownBy(invite)).toMatchObject({
      name: 'SecretLost',
      id: 'inv_1',
      isRetrySafe: false,
      message: 'The secret of "inv_1" was lost with the response. Revoke it and create a new one.',
    });
  });

  describe.each(['throw', 'return'] as const)('of a method with refusals: %s', (refusals) => {
    const create = async (answer: object) => {
      const laurel = createClient({
        url: 'http://laurel.example/graphql',
        retries: 0,
        fetch: async () => Response.json(answer),
      });
      const input = { organizationId: 'org_1', name: 'CRM', scopes: ['READ_ORGANIZATION'] } as const;
      // Each signature accepts only one of the two values.
      return thrownBy(
        refusals === 'throw'
          ? laurel.apiKeys.create(input, { refusals })
          : laurel.apiKeys.create(input, { refusals }),
      );
    };

    it('throws the error that accompanies a null payload', async () => {
      const errors = [{ message: 'No.', path: ['createApiKey'], extensions: { code: 'FORBIDDEN' } }];
      expect(await create({ data: { createApiKey: null }, errors })).toMatchObject({
        name: 'Forbidden',
        message: 'No.',
        idempotencyKey: expect.any(String),
        data: { createApiKey: null },
      });
    });

    it('throws NetworkError for a null payload without an error', async () => {
      expect(await create({ data: { createApiKey: null } })).toMatchObject({
        name: 'NetworkError',
        message: 'The response does not contain the requested data.',
        idempotencyKey: expect.any(String),
      });
    });
  });

  it('throws NotFound when the caller of a repeat may no longer see the object', async () => {
    const answer = dataResponse({ endAffiliation: { affiliation: null, refusals: [] } });
    const laurel = createClient({ url: 'http://laurel.example/graphql', fetch: async () => answer.clone() });
    const input = { affiliationId: 'aff_1', expectedVersion: 1, idempotencyKey: 'k' };
    expect(await thrownBy(laurel.affiliations.end(input))).toMatchObject({
      name: 'NotFound',
      message: 'The command succeeded, but you may no longer see its result.',
      idempotencyKey: 'k',
    });
    expect(await laurel.affiliations.end(input, { refusals: 'return' })).toEqual({
      affiliation: null,
      refusals: [],
    });
  });

  it("throws Refused for the caller's own document unless refusals are returned", async () => {
    const refusals = [{ code: 'INVALID', message: 'No.', path: ['input'] }];
    const { client } = clientWithAnswers({}, dataResponse({ registerOrganization: { refusals } }));
    const refused = await thrownBy(client.request(REGISTER_MUTATION, { input }));
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ code: 'INVALID', message: 'No.', path: ['input'], refusals });
    expect(await client.request(REGISTER_MUTATION, { input }, { refusals: 'return' })).toEqual({
      registerOrganization: { refusals },
    });
  });
});
