import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../server/limits/limits';
import { SQLITE } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const WHAT_IF =
  'query ($changes: [SuppositionInput!]!) { organization(by: { key: "none" }) { whatIf(changes: $changes) { differences { inWords } } } }';

describe('variables', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE);
  });
  afterAll(() => server.stop());

  const faults = () => server.log.filter(({ msg }) => msg === 'fault').length;
  const ask = async (document: string, variables: object) => {
    const before = faults();
    const { status, body } = await server.ask(document, { variables });
    expect(faults()).toBe(before);
    return { status, body, code: body.errors?.[0].extensions.code };
  };
  const list = <T>(length: number, item: T) => Array.from({ length }, () => item);

  it('can contain lists of at most 1,000 items, counted before coercion', async () => {
    const { status, code, body } = await ask(NODES, { ids: list(LIMITS.listItems + 1, {}) });
    expect([status, code]).toEqual([400, 'TOO_MANY_ITEMS']);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].message).toBe(
      'A list in the variables has 1,001 items; at most 1,000 are allowed.',
    );
    // The list is too long for the field, but not for a variable.
    expect((await ask(NODES, { ids: list(LIMITS.listItems, 'org_x') })).code).toBe('BAD_USER_INPUT');
  });

  it('can contain nested lists of at most 1,000 items', async () => {
    const credentials = list(LIMITS.listItems + 1, '70-480');
    expect((await ask(WHAT_IF, { changes: [{ personJoins: { credentials } }] })).code).toBe('TOO_MANY_ITEMS');
  });

  it('can contain at most 20,000 items and fields in total', async () => {
    const joins = (people: number) => list(people, { personJoins: { credentials: list(500, '70-480') } });
    expect((await ask(WHAT_IF, { changes: joins(39) })).code).toBeUndefined();
    const { code, body } = await ask(WHAT_IF, { changes: joins(41) });
    expect(code).toBe('TOO_MANY_ITEMS');
    expect(body.errors[0].message).toContain('at most 20,000 are allowed');
  });

  it('share a limit of 50,000 values with the rest of the body', async () => {
    const post = (values: number) =>
      server.post(JSON.stringify({ query: '{ __typename }', variables: {}, stranger: list(values, {}) }));
    expect((await post(40_000)).status).toBe(200);
    const { status, body } = await post(50_000);
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          message: 'The body has more than 50,000 values. Send fewer values in one request.',
          extensions: { code: 'TOO_MANY_ITEMS', max: 50_000 },
        },
      ],
    ]);
  });

  it('cause at most 50 errors, none of them a server fault', async () => {
    const { status, body } = await ask(WHAT_IF, { changes: list(900, { a: 1 }) });
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(LIMITS.variableErrors + 1);
    const codes = body.errors.map(({ extensions }: AnyError) => extensions.code);
    expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
    expect(body.errors.at(-1).message).toContain('Too many errors processing variables');
  });

  it('cause fewer errors when each prints a long value', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 19_000 }, (_, i) => [`field${i}`, i]));
    const { status, body } = await ask(WHAT_IF, { changes: [unknown] });
    expect(status).toBe(400);
    expect(body.errors.length).toBeLessThan(10);
    expect(JSON.stringify(body).length).toBeLessThan(3_000_000);
  });

  it('can be nested as deeply as the length of a body allows', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(NODES)},"variables":{"ids":${'['.repeat(300_000)}${']'.repeat(300_000)}}}`,
    });
    expect((await response.json()).errors[0].extensions.code).toMatch(/TOO_MANY_ITEMS|BAD_USER_INPUT/);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
type AnyError = any;
