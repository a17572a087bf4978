import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from '../../../server/build-schema';
import { attacksOn, namesOf, outputOnlyEnumValues, type Attack } from '../../support/attacks-on-names';
import { SQLITE } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

const schema = buildSchema();
const names = namesOf(schema);
const ATTACKS = Object.entries(attacksOn(schema));
const rateLimits = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

/** Schema names that are also words in messages. They count as names only inside quotation marks. */
const WORDS = new Set('at by field fields have input name of on query used value with'.split(' '));

describe('with a hidden schema', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { schema: 'hidden', rateLimits } });
  });
  afterAll(() => server.stop());

  it.each(ATTACKS)('errors reveal no schema name that the caller has not written: %s', async (_, attacks) => {
    expect(attacks.length).toBeGreaterThan(5);
    expect(await revealedByAll(server, attacks)).toEqual([]);
  });

  // The server's own messages are fixed per field, so guessing reveals no further names. The type before the dot is
  // also available as `__typename`.
  it("the server's own errors stay unchanged", async () => {
    const messageOf = async (document: string, as: string) =>
      (await server.ask(document, { as })).body.errors[0].message;
    const ann = await server.person('ann');
    expect(await messageOf('{ nodes(ids: ["a", "a"]) { __typename } }', ann)).toBe(
      'The id "a" was given more than once. Give each id once.',
    );
    expect(await messageOf('{ organizations(first: 1) { totalCount } }', ann)).toBe(
      "You may not use Query.organizations. It is for: the vendor's agents.",
    );
    expect((await server.ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
  });

  it('catalogue keys are suggested, because they are public', async () => {
    const { body } = await server.ask('{ competencies(center: "mobilty") { key } }');
    expect(body.errors[0].message).toContain('Did you mean "mobility"?');
  });
});

describe('with a schema that is not hidden', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { rateLimits } });
  });
  afterAll(() => server.stop());

  // Proves that the attacks above cover every name.
  it('the same requests reveal every name that a request can contain', async () => {
    const revealed = new Set<string>();
    for (const [, attacks] of ATTACKS) {
      for (const name of await revealedByAll(server, attacks)) revealed.add(name);
    }
    expect(new Set([...names].filter((name) => !revealed.has(name)))).toEqual(outputOnlyEnumValues(schema));
  });

  it.each<[string, Attack, string]>([
    ['a field', { document: '{ viewr { roles } }' }, 'Did you mean "viewer"?'],
    [
      'an argument',
      { document: '{ organization(b: "x") { name } }' },
      'Unknown argument "b" on field "Query.organization". Did you mean "by"?',
    ],
    [
      'a type',
      { document: '{ node(id: "x") { ... on Organisation { name } } }' },
      'Did you mean "Organization"',
    ],
    [
      'an enum value',
      { document: '{ organizations(first: 1, filter: { market: DEVELOPPED }) { totalCount } }' },
      'Did you mean the enum value "DEVELOPED"',
    ],
    [
      'an input field in a variable',
      {
        document: 'query ($f: OrganizationFilter) { organizations(first: 1, filter: $f) { totalCount } }',
        variables: { f: { contry: 'DE' } },
      },
      'Did you mean "country"?',
    ],
  ])('an error suggests the correct spelling of %s', async (_case, { document, variables = {} }, message) => {
    const { body } = await server.ask(document, { variables });
    expect(body.errors[0].message).toContain(message);
  });
});

/** Few requests at a time, so that none waits until it times out. */
async function revealedByAll(server: TestServer, attacks: readonly Attack[]): Promise<readonly string[]> {
  const revealed: string[] = [];
  for (let i = 0; i < attacks.length; i += 50) {
    const few = attacks.slice(i, i + 50).map(async (attack) => revealedNames(server, attack));
    revealed.push(...(await Promise.all(few)).flat());
  }
  return revealed;
}

async function revealedNames(
  server: TestServer,
  { document, variables = {} }: Attack,
): Promise<readonly string[]> {
  const { body } = await server.ask(document, { variables });
  const errors = (body.errors ?? []) as readonly { readonly message: string; readonly extensions: object }[];
  const text = errors
    .map(({ message, extensions }) => `${message} ${JSON.stringify(Object.values(extensions))}`)
    .join('\n');
  const quoted = wordsIn((text.match(/"[^"]*"/g) ?? []).join(' '));
  const unquoted = wordsIn(text.replace(/"[^"]*"/g, '')).filter((word) => !WORDS.has(word));
  const written = new Set(wordsIn(document + JSON.stringify(variables)));
  return [...quoted, ...unquoted].filter((word) => names.has(word) && !written.has(word));
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[_A-Za-z]\w*/g) ?? [];
}
