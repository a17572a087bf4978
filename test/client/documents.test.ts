import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, TypedDocumentString } from '@laurel/sdk';
import { getIntrospectionQuery, parse, type DocumentNode } from 'graphql';

const OPERATIONS = join(__dirname, '../../client/sdk/operations');

/** Every kind of node that an executable document can contain. */
const EVERYTHING = `
  query Everything($a: [Int!]! = [1, 2] @mark, $b: In = { x: "y\\n\\"z\\"", deep: { list: [] } }, $c: Float) @on(it: true) {
    alias: field(a: $a, b: $b, c: -1.5e3, d: null, e: GOLD, f: false, g: {}) @skip(if: $c) @mark { id }
    ... on Type @include(if: true) { id }
    ... @include(if: true) { id }
    ... { id }
    ...Part @mark(x: """
      a "block" of
        text
    """)
  }
  fragment Part on Type @mark { id nested { deeper { id } } }
  mutation { do(input: { text: "ünïcode \\u00e9 🐕" }) { id } }
  subscription Listen { heard { id } }`;

async function sent(document: Parameters<ReturnType<typeof connect>['request']>[0]): Promise<string> {
  let query = '';
  const { request } = connect({
    url: 'http://laurel.example',
    fetch: async (_url, { body }) => {
      ({ query } = JSON.parse(body) as { query: string });
      return Response.json({ data: {} });
    },
  });
  await request(document, {}, { refusals: 'return' });
  return query;
}

function meaningOf(tree: DocumentNode): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'block' ? undefined : value)));
}

describe('a document of the caller', () => {
  const texts = readdirSync(OPERATIONS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(join(OPERATIONS, file), 'utf8'));

  it.each([
    ['everything', EVERYTHING],
    ['the introspection', getIntrospectionQuery()],
    ['the operations of the SDK', texts.join('\n')],
  ])('keeps its meaning when it is sent as a syntax tree: %s', async (_name, text) => {
    const tree = parse(text, { noLocation: true });
    expect(meaningOf(parse(await sent(tree), { noLocation: true }))).toEqual(meaningOf(tree));
    // Code generators write documents without the classes and locations of graphql-js.
    expect(await sent(JSON.parse(JSON.stringify(tree)) as typeof tree)).toBe(await sent(tree));
  });

  it('is sent verbatim when it is text', async () => {
    class TheirDocumentString extends String {}
    for (const text of ['{ a }', new TypedDocumentString('{ a }'), new TheirDocumentString('{ a }')]) {
      expect(await sent(text)).toBe('{ a }');
    }
    expect(await sent(new TypedDocumentString(['{ ...F }', 'fragment F on Query { a }']))).toBe(
      '{ ...F } fragment F on Query { a }',
    );
  });

  it('is rejected when it defines a schema', async () => {
    await expect(sent(parse('type Query { a: Int }'))).rejects.toThrow(
      'An executable document cannot contain a node of kind ObjectTypeDefinition.',
    );
  });
});
