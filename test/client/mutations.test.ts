import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { createClient, Refused } from '@laurel/sdk';
import { parse } from 'graphql';
import { REGISTER, AT_ONCE, type Sent, answered, data, thrownBy } from '../support/answered-client';

describe('a mutation', () => {
  const input = { name: 'Gamma', market: 'DEVELOPED', country: 'KE', city: 'Nairobi' } as const;
  const DONE = data({ registerOrganization: { refusals: [] } });
  const keys = (sent: readonly Sent[]) => sent.map(({ variables }) => variables.input?.idempotencyKey);

  it('has a key of its own, which stays the same however often it is sent', async () => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'), new Error('Cut.'), DONE);
    await client.request(REGISTER, { input });
    const [first, ...others] = keys(sent);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(others).toEqual([first, first]);
    await client.request(REGISTER, { input });
    expect(keys(sent).at(-1)).not.toBe(first);
    expect(input).not.toHaveProperty('idempotencyKey');
  });

  it("keeps the caller's own key", async () => {
    const { client, sent } = answered({}, DONE);
    await client.request(REGISTER, { input: { ...input, idempotencyKey: 'mine' } });
    expect(keys(sent)).toEqual(['mine']);
  });

  it.each([
    [
      'an input that is written out',
      'mutation { revokeApiKey(input: { apiKeyId: "a" }) { apiKey { id } } }',
      {},
    ],
    [
      'two commands with one input',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input: $i) { id } }',
      { i: {} },
    ],
    ['an input that is not given', 'mutation ($i: I) { x(input: $i) { id } }', {}],
    [
      'one input of two',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input: { c: 1 }) { id } }',
      { i: {} },
    ],
    ['no input at all', 'fragment F on Q { id }\n mutation { x { query { ...F } } }', {}],
  ])('with %s has no key, and is not sent twice', async (_what, document, variables) => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    const error = await thrownBy(client.request(document, variables, { refusals: 'return' }));
    expect(error).toMatchObject({ name: 'NetworkError', isRetrySafe: false, idempotencyKey: null });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['the number of a comment in a string', 'fragment F on Q { o(key: "#1") { id } } mutation { x { id } }'],
    ['the same in a block of text', 'fragment F on Q { o(key: """#""") { id } } mutation { x { id } }'],
    [
      'the end of a block that is none',
      'fragment F on Q { o(k: """\\"""#""") { id } } mutation { x { id } }',
    ],
    ['the end of a string that is none', 'fragment F on Q { o(k: "\\"#") { id } } mutation { x { id } }'],
    ['a comment with another end of line', 'fragment F on Q { a } # \u2028\rmutation { x { id } }'],
    ['a query before it', 'query A { a } mutation B { x { id } }'],
    ['what is neither', 'subscription { x { id } }'],
    ['what is cut short', 'query A { mutation B { x { id } }'],
    [
      'a comma within an argument',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input,: { c: 1 }) { id } }',
    ],
  ])('is seen in spite of %s', async (_what, document) => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    const call = client.request(document, { i: {} }, { refusals: 'return' });
    await expect(call).rejects.toMatchObject({ isRetrySafe: false });
    expect(sent).toHaveLength(1);
  });

  it('is seen in a syntax tree as in a text', async () => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
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
  ])('is not seen where there is none: %s', async (document) => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    await expect(client.request(document, {})).rejects.toMatchObject({ isRetrySafe: true });
    expect(sent).toHaveLength(4);
  });

  describe('that does not select its refusals', () => {
    const sentence = 'Select `refusals { code message path }` of every command';
    const some =
      'mutation ($i: I!, $j: I!) { __typename a: x(input: $i) { refusals { code } } b: y(input: $j) { id } }';

    it('is not sent', async () => {
      const { client, sent } = answered({}, data({ x: { id: 1 } }));
      const error = await thrownBy(client.request('mutation ($i: I!) { x(input: $i) { id } }', { i: {} }));
      expect(error).toMatchObject({ name: 'BadRequest', message: expect.stringContaining(sentence) });
      expect(sent).toHaveLength(0);
    });

    it('of one of its commands is told so, with what was done', async () => {
      const done = { __typename: 'Mutation', a: { refusals: [] }, b: { id: 1 } };
      const { client } = answered({}, data(done));
      const error = await thrownBy(client.request(some, { i: {}, j: {} }));
      expect(error).toMatchObject({
        name: 'BadRequest',
        message: expect.stringContaining(sentence),
        data: done,
      });
    });

    it('is sent for a caller who looks for refusals in another way', async () => {
      const { client } = answered({}, data({ b: { id: 1 } }));
      expect(await client.request(some, { i: {}, j: {} }, { refusals: 'return' })).toEqual({ b: { id: 1 } });
    });
  });

  describe('of several commands', () => {
    const document =
      '# Both\nmutation Both($one: I!, $two: I!) { a: x(input: $one) { ...R } b: y(input : $two) { ...R } }' +
      ' fragment R on P { refusals { code message path } }';

    it('has a key for each, which an error hands on by the variables', async () => {
      const { client, sent } = answered({}, new Error('Cut.'));
      const error = await thrownBy(client.request(document, { one: {}, two: { idempotencyKey: 'mine' } }));
      const { one, two } = sent[0]?.variables as Record<'one' | 'two', { idempotencyKey: string }>;
      expect([one.idempotencyKey, two.idempotencyKey]).toEqual([
        expect.stringMatching(/^[0-9a-f]{32}$/),
        'mine',
      ]);
      expect(error).toMatchObject({
        isRetrySafe: true,
        // There is not one key: whoever took it for a repeat would do the other command twice.
        idempotencyKey: null,
        idempotencyKeys: { one: one.idempotencyKey, two: 'mine' },
      });
    });

    it('tells what was done of it when one is refused', async () => {
      const done = {
        a: { id: 'a', refusals: [] },
        b: { refusals: [{ code: 'INVALID', message: 'No.', path: [] }] },
      };
      const { client } = answered({}, data(done));
      expect(await thrownBy(client.request(document, { one: {}, two: {} }))).toMatchObject({
        name: 'Refused',
        data: done,
      });
    });

    it('keeps what was done out of logs, where a secret has no place', async () => {
      const done = {
        a: { secret: 'lrl_1', refusals: [] },
        b: { refusals: [{ code: 'INVALID', message: 'No.', path: [] }] },
      };
      const { client } = answered({}, data(done));
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
      'hands on a secret beside a command that fails with %s, and is not sent again',
      async (code, status) => {
        const part = {
          data: { a: { secret: 'lrl_1', refusals: [] }, b: null },
          errors: [{ message: 'No.', path: ['b'], extensions: { code } }],
        };
        const { client, sent } = answered({ retries: AT_ONCE }, Response.json(part, { status }));
        const error = await thrownBy(client.request(document, { one: {}, two: {} }));
        expect(error).toMatchObject({ code, data: part.data });
        // The answer to a repeat would not tell the secret.
        expect(sent).toHaveLength(1);
      },
    );

    it('is sent again when none of its commands was done', async () => {
      const none = {
        data: { a: null, b: null },
        errors: [{ message: 'Busy.', path: ['a'], extensions: { code: 'UNAVAILABLE' } }],
      };
      const done = { a: { refusals: [] }, b: { refusals: [] } };
      const { client, sent } = answered(
        { retries: AT_ONCE },
        Response.json(none, { status: 503 }),
        data(done),
      );
      expect(await client.request(document, { one: {}, two: {} })).toEqual(done);
      expect(sent).toHaveLength(2);
    });

    it('is not safe to repeat without keys once a part of it was answered, also after a limit', async () => {
      const part = {
        data: { a: { refusals: [] }, b: null },
        errors: [{ message: 'No.', path: ['b'], extensions: { code: 'RATE_LIMITED' } }],
      };
      const { client } = answered({}, Response.json(part));
      const unkeyed = 'mutation { a: x { refusals { code } } b: y { refusals { code } } }';
      expect(await thrownBy(client.request(unkeyed))).toMatchObject({
        name: 'RateLimited',
        isRetrySafe: false,
      });
    });

    it.each(['throw', 'return'] as const)(
      'is no success where one of them is null without an error, with refusals: %s',
      async (refusals) => {
        const part = { a: { secret: 'lrl_1', refusals: [] }, b: null };
        const { client, sent } = answered({ retries: AT_ONCE }, data(part));
        const error = await thrownBy(client.request(document, { one: {}, two: {} }, { refusals }));
        expect(error).toMatchObject({
          name: 'NetworkError',
          message: 'What came is no answer to what was asked.',
          data: part,
        });
        expect(sent).toHaveLength(1);
      },
    );

    it('tells what was done of it when one meets a fault of the server', async () => {
      const half = { data: { a: { id: 'a' }, b: null }, errors: [{ message: 'Oh.' }] };
      const { client } = answered({}, Response.json(half, { status: 500 }));
      expect(await thrownBy(client.request(document, { one: {}, two: {} }))).toMatchObject({
        data: half.data,
      });
    });
  });

  it('that tells a secret throws when it comes without, which it does in the answer to a repeat', async () => {
    const answer = data({ inviteEmployee: { invitation: { id: 'inv_1' }, token: null, refusals: [] } });
    const laurel = createClient({ url: 'http://laurel.example/graphql', fetch: async () => answer.clone() });
    const invite = laurel.invitations.invite(
      { organizationId: 'org_1', name: 'Bea' },
      { refusals: 'return' },
    );
    expect(await thrownBy(invite)).toMatchObject({
      name: 'SecretLost',
      id: 'inv_1',
      isRetrySafe: false,
      message: 'The secret of "inv_1" went with an answer that was lost: revoke it and make another.',
    });
  });

  describe.each(['throw', 'return'] as const)('of a method, with refusals: %s,', (refusals) => {
    const create = async (answer: object) => {
      const laurel = createClient({
        url: 'http://laurel.example/graphql',
        retries: 0,
        fetch: async () => Response.json(answer),
      });
      const given = { organizationId: 'org_1', name: 'CRM', scopes: ['READ_ORGANIZATION'] } as const;
      // Each of the two signatures takes one of the two.
      return thrownBy(
        refusals === 'throw'
          ? laurel.apiKeys.create(given, { refusals })
          : laurel.apiKeys.create(given, { refusals }),
      );
    };

    it('throws the error beside which its payload is null', async () => {
      const errors = [{ message: 'No.', path: ['createApiKey'], extensions: { code: 'FORBIDDEN' } }];
      expect(await create({ data: { createApiKey: null }, errors })).toMatchObject({
        name: 'Forbidden',
        message: 'No.',
        idempotencyKey: expect.any(String),
        data: { createApiKey: null },
      });
    });

    it('takes a payload that is null without an error for no answer', async () => {
      expect(await create({ data: { createApiKey: null } })).toMatchObject({
        name: 'NetworkError',
        message: 'What came is no answer to what was asked.',
        idempotencyKey: expect.any(String),
      });
    });
  });

  it('that is repeated by who may no longer see its object throws instead of answering null', async () => {
    const answer = data({ endAffiliation: { affiliation: null, refusals: [] } });
    const laurel = createClient({ url: 'http://laurel.example/graphql', fetch: async () => answer.clone() });
    const given = { affiliationId: 'aff_1', expectedVersion: 1, idempotencyKey: 'k' };
    expect(await thrownBy(laurel.affiliations.end(given))).toMatchObject({
      name: 'NotFound',
      message: 'It was done, but is no longer yours to see.',
      idempotencyKey: 'k',
    });
    expect(await laurel.affiliations.end(given, { refusals: 'return' })).toEqual({
      affiliation: null,
      refusals: [],
    });
  });

  it('that is refused throws, also in a document of the caller, unless its refusals are to be returned', async () => {
    const refusals = [{ code: 'INVALID', message: 'No.', path: ['input'] }];
    const { client } = answered({}, data({ registerOrganization: { refusals } }));
    const refused = await thrownBy(client.request(REGISTER, { input }));
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ code: 'INVALID', message: 'No.', path: ['input'], refusals });
    expect(await client.request(REGISTER, { input }, { refusals: 'return' })).toEqual({
      registerOrganization: { refusals },
    });
  });
});
