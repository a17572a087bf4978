import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../../server/config';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const CHANGE = '2026-07-01';
const DAY_BEFORE = '2026-06-30';

/** The second version renames a competency, drops one and adds one. */
function changedDocument(): EditableJson {
  const document = catalogueDocument2017();
  const competencies = document['competencies'] as EditableJson[];
  document['competencies'] = [
    ...competencies
      .filter(({ key }) => key !== 'devops')
      .map((one) => (one['key'] === 'data-platform' ? { ...one, name: 'Data, renewed' } : one)),
    { ...competencies[0], key: 'quantum', name: 'Quantum' },
  ];
  return document;
}

const RULES = `id key name catalogue { version } competency { id key name }
  paths { competency { id name } } benefits { competency { id name } }`;

const BOTH_DAYS = `query ($before: LocalDate!, $after: LocalDate!) {
  competency(key: "data-platform") { id name today: rules { name } before: rules(on: $before) { ${RULES} } after: rules(on: $after) { ${RULES} } }
  listBefore: competencies(on: $before) { name competency { id name } }
  listAfter: competencies(on: $after) { name competency { id name } }
  credential(code: "70-764") { countsFor { id name } }
  organization(by: { key: "own" }) {
    before: competency(key: "data-platform", on: $before) { competency { id name } rules { name } }
    after: competency(key: "data-platform", on: $after) { competency { id name } rules { name } }
  }
}`;

describe.each(DATABASES)('a competency on $name', (kind) => {
  let server: TestServer;
  let now: Date;

  beforeEach(async () => {
    now = new Date(`${DAY_BEFORE}T23:59:59.999Z`);
    server = await startTestServer(kind, {
      config: { ...readConfig({ LAUREL_PORT: '0', LAUREL_HOST: '127.0.0.1' }), today: null },
      clock: () => now,
      outdated: 'derived',
    });
    await storeOrganizations(server.database, { id: 'own' });
  });
  afterEach(() => server.stop());

  const askOnBothDays = async () => {
    const as = await server.person('agent', ['agent']);
    const variables = { before: DAY_BEFORE, after: CHANGE };
    const { body } = await server.ask(BOTH_DAYS, { as, variables });
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const ask = async (selection: string) => {
    const { body } = await server.ask(`{ ${selection} }`);
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const objectsIn = (answer: object, id: string) => {
    const found: EditableJson[] = [];
    JSON.stringify(answer, (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'id' in value && value.id === id) found.push(value);
      return value;
    });
    return found;
  };

  it('is one object on both sides of the day on which a version renames it, with the name of today', async () => {
    await storeVersion(server.database, 2, CHANGE, changedDocument());
    for (const [instant, name] of [
      [`${DAY_BEFORE}T23:59:59.999Z`, 'Data Platform'],
      [`${CHANGE}T00:00:00.000Z`, 'Data, renewed'],
    ] as const) {
      now = new Date(instant);
      const answer = await askOnBothDays();
      const { id, before, after, today } = answer.competency;
      expect(id).toBe('cmp_data-platform');
      const everywhere = objectsIn(answer, id);
      expect(everywhere.length).toBeGreaterThan(10);
      expect(new Set(everywhere.map((one) => one['name']))).toEqual(new Set([name]));

      expect([before.id, before.name, before.catalogue.version]).toEqual([
        'cru_1_data-platform',
        'Data Platform',
        1,
      ]);
      expect([after.id, after.name, after.catalogue.version]).toEqual([
        'cru_2_data-platform',
        'Data, renewed',
        2,
      ]);
      expect(today.name).toBe(name);
      expect(answer.organization.before.rules.name).toBe('Data Platform');
      expect(answer.organization.after.rules.name).toBe('Data, renewed');
    }
  });

  it('has the new name in the first request after a publication applies, and the old one until then', async () => {
    expect(await ask('competency(key: "data-platform") { name rules { name } }')).toEqual({
      competency: { name: 'Data Platform', rules: { name: 'Data Platform' } },
    });
    const input = {
      document: JSON.stringify(changedDocument()),
      appliesFrom: CHANGE,
      reason: 'The rules of the summer.',
    };
    const { body } = await server.ask(
      `mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { refusals { message }
         catalogue { competencies { name competency { name } } }
         query { competency(key: "data-platform") { name rules(on: "${CHANGE}") { name } } } } }`,
      { variables: { input }, as: await server.person('keeper', ['programme-admin']) },
    );
    const { refusals, catalogue, query } = body.data.publishCatalogue;
    expect(refusals).toEqual([]);
    expect(catalogue.competencies).toContainEqual({
      name: 'Data, renewed',
      competency: { name: 'Data Platform' },
    });
    expect(query.competency).toEqual({ name: 'Data Platform', rules: { name: 'Data, renewed' } });

    now = new Date(`${CHANGE}T00:00:00.000Z`);
    expect(await ask('competency(key: "data-platform") { name rules { name } }')).toEqual({
      competency: { name: 'Data, renewed', rules: { name: 'Data, renewed' } },
    });
  });

  it('stays an object when a version drops it, and is one as soon as a version adds it', async () => {
    await storeVersion(server.database, 2, CHANGE, changedDocument());
    const selection = `{ id name today: rules { name } before: rules(on: "${DAY_BEFORE}") { name } after: rules(on: "${CHANGE}") { name } }`;
    const both = `dropped: competency(key: "devops") ${selection} added: competency(key: "quantum") ${selection}
      node(id: "cmp_quantum") { ... on Competency { name } }`;
    const dropped = { id: 'cmp_devops', name: 'DevOps', before: { name: 'DevOps' }, after: null };
    const added = { id: 'cmp_quantum', name: 'Quantum', before: null, after: { name: 'Quantum' } };
    const node = { name: 'Quantum' };
    expect(await ask(both)).toEqual({
      dropped: { ...dropped, today: { name: 'DevOps' } },
      added: { ...added, today: null },
      node,
    });
    now = new Date(`${CHANGE}T00:00:00.000Z`);
    expect(await ask(both)).toEqual({
      dropped: { ...dropped, today: null },
      added: { ...added, today: { name: 'Quantum' } },
      node,
    });
  });

  it('is found by its id and its key, its rules by an id with the version, and nothing by other ones', async () => {
    const ids = ['cmp_devops', 'cru_1_devops', 'cru_2_devops', 'cru_devops', 'cmp_1_devops', 'cmp_baking'];
    const answer = await ask(
      `competency(key: "baking") { id }
       nodes(ids: ${JSON.stringify(ids)}) { __typename id ... on CompetencyRules { paths(level: GOLD) { level } } }`,
    );
    expect(answer.competency).toBeNull();
    expect(answer.nodes).toEqual([
      { __typename: 'Competency', id: 'cmp_devops' },
      { __typename: 'CompetencyRules', id: 'cru_1_devops', paths: [{ level: 'GOLD' }] },
      null,
      null,
      null,
      null,
    ]);
  });

  it('is listed with its rules of a day in one query', async () => {
    const { competencies } = await ask(
      `competencies(center: "mobility", on: "${CHANGE}") { key name retiredOn center { name }
         competency { id } paths { name level inWords } }`,
    );
    expect(competencies).toHaveLength(2);
    const [{ key, competency, paths }] = competencies;
    expect([key, competency.id]).toEqual([
      'enterprise-mobility-management',
      'cmp_enterprise-mobility-management',
    ]);
    expect(paths.map(({ level }: EditableJson) => level)).toEqual(['SILVER', 'GOLD', 'SILVER', 'GOLD']);
  });
});
