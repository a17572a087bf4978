import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from '../../../server/build-schema';
import { attacksOn, namesOf, valuesOfAnswersIn, type Attack } from '../../support/attacks-on-names';
import { DATABASES, type Kind } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

// Messages are the same on every database.
const [SQLITE] = DATABASES as readonly [Kind];
const schema = buildSchema();
const names = namesOf(schema);
const ATTACKS = Object.entries(attacksOn(schema));
const rateLimits = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

/** Names of the schema that are also words of the sentences. They are names where they stand in quotation marks. */
const WORDS = new Set('at field fields have input name of on query used value with'.split(' '));

describe('with introspection switched off', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { introspection: false, rateLimits } });
  });
  afterAll(() => server.stop());

  it.each(ATTACKS)('an error never tells a name that its caller has not written: %s', async (_, attacks) => {
    expect(attacks.length).toBeGreaterThan(5);
    const told = await Promise.all(attacks.map(async (attack) => toldTo(server, attack)));
    expect(told.flat()).toEqual([]);
  });

  // Allowed: our own sentences are fixed for each field, so that guessing leads to no further names. The type before
  // the dot is the answer to `__typename` in the same place.
  it('an error of ours says what it always says', async () => {
    const said = async (document: string, as: string) =>
      (await server.ask(document, { as })).body.errors[0].message;
    const ann = await server.person('ann');
    expect(await said('{ organization { __typename } }', ann)).toBe(
      'Name one organization, by either "id" or "key".',
    );
    expect(await said('{ organizations(first: 1) { totalCount } }', ann)).toBe(
      "You may not ask for Query.organizations. For: the vendor's agents.",
    );
    expect((await server.ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
  });

  it('the keys of the catalogue are suggested all the same, since they are public', async () => {
    const { body } = await server.ask('{ competencies(center: "mobilty") { key } }');
    expect(body.errors[0].message).toContain('Did you mean "mobility"?');
  });
});

describe('with introspection switched on', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { rateLimits } });
  });
  afterAll(() => server.stop());

  // So the attacks above miss nothing.
  it('the same requests are told every name that a request can hold', async () => {
    const told = new Set<string>();
    for (const [, attacks] of ATTACKS) {
      const each = await Promise.all(attacks.map(async (attack) => toldTo(server, attack)));
      for (const name of each.flat()) told.add(name);
    }
    expect(new Set([...names].filter((name) => !told.has(name)))).toEqual(valuesOfAnswersIn(schema));
  });

  it.each<[string, Attack, string]>([
    ['a field', { document: '{ viewr { roles } }' }, 'Did you mean "viewer"?'],
    [
      'an argument',
      { document: '{ organization(ky: "x") { name } }' },
      'Unknown argument "ky" on field "Query.organization". Did you mean "key"?',
    ],
    [
      'a type',
      { document: '{ node(id: "x") { ... on Organisation { name } } }' },
      'Did you mean "Organization"',
    ],
    [
      'an enum value',
      { document: '{ organizations(filter: { market: DEVELOPPED }) { totalCount } }' },
      'Did you mean the enum value "DEVELOPED"',
    ],
    [
      'an input field in a variable',
      {
        document: 'query ($f: OrganizationFilter) { organizations(filter: $f) { totalCount } }',
        variables: { f: { contry: 'DE' } },
      },
      'Did you mean "country"?',
    ],
  ])(
    'a misspelling of %s is answered with a suggestion',
    async (_what, { document, variables = {} }, message) => {
      const { body } = await server.ask(document, { variables });
      expect(body.errors[0].message).toContain(message);
    },
  );
});

/** The names of the schema in the errors that the request does not have. */
async function toldTo(server: TestServer, { document, variables = {} }: Attack): Promise<readonly string[]> {
  const { body } = await server.ask(document, { variables });
  const errors = (body.errors ?? []) as readonly { readonly message: string; readonly extensions: object }[];
  const text = errors
    .map(({ message, extensions }) => `${message} ${JSON.stringify(Object.values(extensions))}`)
    .join('\n');
  const quoted = wordsIn((text.match(/"[^"]*"/g) ?? []).join(' '));
  const said = wordsIn(text.replace(/"[^"]*"/g, '')).filter((word) => !WORDS.has(word));
  const written = new Set(wordsIn(document + JSON.stringify(variables)));
  return [...quoted, ...said].filter((word) => names.has(word) && !written.has(word));
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[_A-Za-z]\w*/g) ?? [];
}
