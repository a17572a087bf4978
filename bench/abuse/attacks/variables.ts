import { buildOnce, attack, jsonRequest, list, MEGABYTE, type Attack } from '../attack';

const NODES = 'query ($i: [ID!]!) { nodes(ids: $i) { id } }';
const WHAT_IF =
  'query ($c: [SuppositionInput!]!) { organization(by: { key: "partner-0" }) { whatIf(changes: $c) { differences { inWords } } } }';

export function variables(): readonly Attack[] {
  const anonymous = (name: string, expects: string, query: string, values: () => object): Attack =>
    attack(
      'anonymous',
      name,
      expects,
      buildOnce(() => jsonRequest(query, values())),
    );
  return [
    anonymous('nodes with 130,000 wrong items', '400 TOO_MANY_ITEMS', NODES, () => ({
      i: list(130_000, () => ({})),
    })),
    anonymous('nodes with 100,000 texts', '400 TOO_MANY_ITEMS', NODES, () => ({
      i: list(100_000, String),
    })),
    anonymous('nodes with 1,000 wrong items', '400 BAD_USER_INPUT', NODES, () => ({
      i: list(1000, () => ({})),
    })),
    anonymous('whatIf with 20,000 wrong changes', '400 TOO_MANY_ITEMS', WHAT_IF, () => ({
      c: list(20_000, () => ({ a: 1 })),
    })),
    anonymous('whatIf with 1,000 wrong changes', '400 BAD_USER_INPUT', WHAT_IF, () => ({
      c: list(1000, () => ({ a: 1 })),
    })),
    anonymous('one change with 40,000 unknown fields', '400 TOO_MANY_ITEMS', WHAT_IF, () => ({
      c: [unknownFields(40_000)],
    })),
    anonymous('one change with 19,000 unknown fields', '400 TOO_MANY_ITEMS', WHAT_IF, () => ({
      c: [unknownFields(19_000)],
    })),
    anonymous('30 wrong items that each print 15 kB', '400 BAD_USER_INPUT', WHAT_IF, () => ({
      c: list(30, () => ({ personLeaves: '"'.repeat(15_000) })),
    })),
    attack(
      'anonymous',
      'lists in lists, 400,000 deep',
      '400 TOO_MANY_ITEMS',
      buildOnce(() => ({
        body: `{"query":${JSON.stringify(NODES)},"variables":{"i":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`,
      })),
    ),
    anonymous(
      'a key of a megabyte',
      '200 null',
      'query ($key: String!) { organization(by: { key: $key }) { id } }',
      () => ({ key: 'x'.repeat(MEGABYTE - 200) }),
    ),
    anonymous(
      'a day of a megabyte',
      '400 BAD_USER_INPUT',
      'query ($on: LocalDate) { policy(on: $on) { timeZone } }',
      () => ({ on: '2'.repeat(MEGABYTE - 200) }),
    ),
    anonymous('90,000 values of an undeclared variable', '400 TOO_MANY_ITEMS', '{ __typename }', () => ({
      i: list(90_000, (i) => i),
    })),
    anonymous('40,000 objects of an undeclared variable', '200', '{ __typename }', () => ({
      i: list(40_000, () => ({})),
    })),
    attack('anonymous', 'a known query with different texts each time', '200 null', (n) =>
      jsonRequest('query ($key: String!) { organization(by: { key: $key }) { name } }', { key: `none-${n}` }),
    ),
    attack('anonymous', 'a known query with lists of different lengths each time', '200', (n) =>
      jsonRequest(NODES, { i: list(1 + (n % 100), (i) => `org_${n}-${i}`) }),
    ),
    attack('anonymous', 'a known query with different days each time', '200', (n) =>
      jsonRequest('query ($on: LocalDate) { policy(on: $on) { termMonths } }', {
        on: `2${String(n % 1000).padStart(3, '0')}-01-01`,
      }),
    ),
  ];
}

function unknownFields(count: number): object {
  return Object.fromEntries(list(count, (i) => [`field${i}`, i]));
}
