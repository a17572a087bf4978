import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { gql, InMemoryCache } from '@apollo/client';
import { keys, possibleTypes, typePolicies } from '@laurel/sdk/caches';
import { scalars } from '@laurel/sdk/codegen';
import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, fetchExchange } from '@urql/core';
import { isObjectType, isScalarType, isSpecifiedScalarType, print } from 'graphql';
import { buildSchema } from '../../server/build-schema';
import { loadDemo } from '../../server/demo/load-demo';
import { day } from '../../server/rules';
import { SQLITE } from '../support/databases';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects of an answer
type Answer = any;

const complaints: unknown[] = [];
beforeEach(() => {
  complaints.length = 0;
  for (const method of ['warn', 'error'] as const)
    jest.spyOn(console, method).mockImplementation((...values) => complaints.push(values));
});
afterEach(() => {
  jest.restoreAllMocks();
  // Apollo Client warns about lost fields, and Graphcache about missing keys and unknown types.
  expect(complaints).toEqual([]);
});

describe('the settings of caches', () => {
  const types = Object.values(buildSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));

  it('have a key for each object type without an id', () => {
    const isRoot = (name: string) => name === 'Query' || name === 'Mutation';
    const embedded = types.filter(isObjectType).filter((type) => !('id' in type.getFields()));
    expect(Object.keys(keys).toSorted()).toEqual(
      embedded
        .map(({ name }) => name)
        .filter((name) => !isRoot(name))
        .toSorted(),
    );
    for (const key of Object.values(keys)) expect(key()).toBeNull();
  });

  it('have a TypeScript type for each scalar of the schema', () => {
    const own = types.filter(isScalarType).filter((type) => !isSpecifiedScalarType(type));
    expect(own.length).toBeGreaterThan(3);
    expect(Object.keys(scalars)).toEqual(expect.arrayContaining(own.map(({ name }) => name)));
  });
});

/** Three selections of the same objects, with different fields at each depth. */
const SELECTIONS = [
  `status { id membershipLevel renewalRisk { level renewalDay } displayedCompetencies { competency { id } level } }
   competency(key: "devops") { id paths { path { id } holds requirements { __typename holds } } }`,
  `status { id eligibleLevels renewalRisk { inWords level } displayedCompetencies { competency { id name } from } }
   competency(key: "devops") { id attainedLevel paths { path { id inWords } isEffective } }`,
  `status { id renewalRisk { willBeEligible } displayedCompetencies { competency { id } lastDay } }
   competency(key: "devops") { id paths { path { id } requirements { __typename holds
     ... on PeopleProgress { have slots { group need { __typename inWords } filledBy { employee { id name } } } } } } }`,
].map((selection) => `query ($id: ID!) { organization(by: { id: $id }) { id ${selection} } }`);
const PEOPLE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { organization(by: { id: $id }) { id
  employees(first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { id name } edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } }`;

describe('a normalized cache', () => {
  let server: TestServer;
  let agent: string;
  let id: string;
  beforeAll(async () => {
    server = await startTestServer(SQLITE);
    await loadDemo(server.database, day(TODAY), new Date(`${TODAY}T09:00:00Z`));
    agent = await server.person('agent', ['agent']);
    const { body } = await server.ask('{ organization(by: { key: "nordwind-it" }) { id } }', { as: agent });
    ({ id } = body.data.organization);
  });
  afterAll(() => server.stop());

  const ask = async (document: string, variables: object): Promise<Answer> => {
    const { body } = await server.ask(document, { as: agent, variables });
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  describe('of Apollo Client', () => {
    let cache: InMemoryCache;
    beforeEach(() => {
      cache = new InMemoryCache({ possibleTypes, typePolicies });
    });

    const read = async (document: string, variables: object = {}) => {
      const query = cache.transformDocument(gql(document));
      const data = await ask(print(query), { id, ...variables });
      cache.writeQuery({ query, variables: { id, ...variables }, data });
      return data;
    };
    const cached = (document: string, variables: object = {}): Answer =>
      cache.readQuery({ query: gql(document), variables: { id, ...variables } });

    it('keeps the fields that other queries have read, at each depth', async () => {
      const answers: Answer[] = [];
      for (const document of SELECTIONS) answers.push(await read(document));
      for (const [i, document] of SELECTIONS.entries()) expect(cached(document)).toEqual(answers[i]);
    });

    it('replaces an object without an id whose fields have changed', async () => {
      const [first = '', second = ''] = SELECTIONS;
      const { organization } = await read(first);
      await read(second);
      const { renewalRisk } = organization.status;
      const changed = { ...renewalRisk, level: renewalRisk.level === 'GOLD' ? 'SILVER' : 'GOLD' };
      const data = {
        organization: { ...organization, status: { ...organization.status, renewalRisk: changed } },
      };
      cache.writeQuery({ query: gql(first), variables: { id }, data });
      expect(cached(first)).toEqual(data);
      // `inWords` was written with the old level.
      expect(cached(second)).toBeNull();
    });

    it('replaces a list of objects without an id that has changed', async () => {
      const [first = '', second = ''] = SELECTIONS;
      const { organization } = await read(first);
      await read(second);
      const [, ...others] = organization.status.displayedCompetencies;
      const status = { ...organization.status, displayedCompetencies: others };
      cache.writeQuery({
        query: gql(first),
        variables: { id },
        data: { organization: { ...organization, status } },
      });
      expect(cached(first).organization.status.displayedCompetencies).toEqual(others);
      expect(cached(second)).toBeNull();
    });

    const employees = (data: Answer) => data.organization.employees;
    const namesOf = (page: Answer) => page.nodes.map(({ name }: { name: string }) => name);
    const pageAfter = (page: Answer, first: number) =>
      read(PEOPLE, { first, after: page.pageInfo.endCursor });
    const pageBefore = (page: Answer, last: number) =>
      read(PEOPLE, { last, before: page.pageInfo.startCursor });

    it('joins the pages of a list, forwards', async () => {
      const all = employees(await ask(PEOPLE, { id, first: 100 }));
      const first = employees(await read(PEOPLE, { first: 3 }));
      const second = employees(await pageAfter(first, 3));
      await pageAfter(second, 3);
      const joined = employees(cached(PEOPLE, { first: 3 }));
      expect(namesOf(joined)).toEqual(namesOf(all).slice(0, 9));
      expect(joined.edges.map(({ node }: Answer) => node.id)).toEqual(
        all.nodes.slice(0, 9).map((node: Answer) => node.id),
      );
      expect(joined.pageInfo).toMatchObject({
        startCursor: first.pageInfo.startCursor,
        endCursor: all.edges[8].cursor,
        hasPreviousPage: false,
        hasNextPage: true,
      });
    });

    it('joins the pages of a list, backwards', async () => {
      const all = employees(await ask(PEOPLE, { id, first: 100 }));
      const last = employees(await read(PEOPLE, { last: 3 }));
      const previous = employees(await pageBefore(last, 3));
      await pageBefore(previous, 3);
      const joined = employees(cached(PEOPLE, { last: 3 }));
      expect(namesOf(joined)).toEqual(namesOf(all).slice(-9));
      expect(joined.pageInfo).toMatchObject({
        endCursor: last.pageInfo.endCursor,
        hasNextPage: false,
        hasPreviousPage: true,
      });
    });

    it('replaces a page that is read again, with the pages behind it', async () => {
      const all = namesOf(employees(await ask(PEOPLE, { id, first: 100 })));
      const first = employees(await read(PEOPLE, { first: 2 }));
      const second = employees(await pageAfter(first, 2));
      await pageAfter(second, 2);
      await pageAfter(first, 2);
      expect(namesOf(employees(cached(PEOPLE, { first: 2 })))).toEqual(all.slice(0, 4));
      await read(PEOPLE, { first: 2 });
      expect(namesOf(employees(cached(PEOPLE, { first: 2 })))).toEqual(all.slice(0, 2));
    });

    it('keeps pages of different sizes apart', async () => {
      await read(PEOPLE, { first: 4 });
      await read(PEOPLE, { first: 1 });
      expect(employees(cached(PEOPLE, { first: 4 })).nodes).toHaveLength(4);
      expect(employees(cached(PEOPLE, { first: 1 })).nodes).toHaveLength(1);
    });

    it('reads a list again whose pages were read with different fields', async () => {
      const nodes = PEOPLE.replace('edges { cursor node { id } }', '');
      const first = employees(await read(PEOPLE, { first: 2 }));
      await read(nodes, { first: 2, after: first.pageInfo.endCursor });
      expect(employees(cached(nodes, { first: 2 })).nodes).toHaveLength(4);
      expect(cached(PEOPLE, { first: 2 })).toBeNull();
    });
  });

  it('of urql keeps the fields that other queries have read, at each depth', async () => {
    const client = new Client({
      url: `${server.url}/graphql`,
      fetchOptions: { headers: { authorization: agent } },
      preferGetMethod: false,
      exchanges: [cacheExchange({ keys, possibleTypes }), fetchExchange],
    });
    const answers: Answer[] = [];
    for (const document of SELECTIONS) {
      const { data, error } = await client.query(document, { id }).toPromise();
      expect(error).toBeUndefined();
      answers.push(data);
    }
    for (const [i, document] of SELECTIONS.entries()) {
      const { data } = await client.query(document, { id }, { requestPolicy: 'cache-only' }).toPromise();
      expect(data).toEqual(answers[i]);
    }
  });
});
