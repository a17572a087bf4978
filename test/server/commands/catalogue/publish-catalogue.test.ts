import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { MAX_TOTAL_VERSION_BYTES } from '../../../../server/commands/catalogue/publish-catalogue';
import { CatalogueVersionTable } from '../../../../server/db/entities';
import { instant } from '../../../../server/db/instant';
import { day } from '../../../../server/rules';
import { startServer, type RunningServer } from '../../../../server/server';
import { readConfig } from '../../../../server/config';
import { catalogueDocument2017, type EditableJson } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const PUBLISH = `mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) {
  catalogue { id version appliesFrom policy { termMonths } } refusals { code message path }
  query { catalogueVersions { version appliesFrom } } } }`;

const FROM = '2026-07-01';

describe.each(DATABASES)('publishCatalogue on $name', (kind) => {
  let server: TestServer;
  let keeper: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { outdated: 'derived' });
    keeper = await server.person('keeper', ['programme-admin']);
  });
  afterEach(() => server.stop());

  const publish = async (changes: object = {}, as = keeper) => {
    const input = {
      document: JSON.stringify(documentNamed('DevOps, renewed')),
      appliesFrom: FROM,
      reason: 'The rules of the summer.',
      ...changes,
    };
    const { body } = await server.ask(PUBLISH, { variables: { input }, as });
    return body.data?.publishCatalogue ?? body;
  };
  const refused = async (changes: object) => {
    const { catalogue, refusals } = await publish(changes);
    expect(catalogue).toBeNull();
    return refusals;
  };
  const stored = () =>
    server.database.rows<Record<string, string | number | null>>(
      'SELECT number, appliesFrom, publishedBy, document FROM catalogue_version ORDER BY number',
    );
  const entries = () =>
    server.database.rows<Record<string, string | null>>(
      "SELECT * FROM audit_entry WHERE command = 'publishCatalogue' ORDER BY id",
    );

  it('publishes the next version, with the reason in the audit entry', async () => {
    const { catalogue, refusals, query } = await publish();
    expect(refusals).toEqual([]);
    expect(catalogue).toEqual({ id: 'cat_2', version: 2, appliesFrom: FROM, policy: { termMonths: 12 } });
    expect(query.catalogueVersions).toEqual([
      { version: 1, appliesFrom: null },
      { version: 2, appliesFrom: FROM },
    ]);
    const [, version] = await stored();
    expect(version).toMatchObject({ number: 2, appliesFrom: FROM, publishedBy: 'person:keeper' });
    expect(JSON.parse(String(version?.['document']))).toEqual(documentNamed('DevOps, renewed'));
    expect(await entries()).toEqual([
      expect.objectContaining({
        actor: 'person:keeper',
        subject: 'cat_2',
        organizationId: null,
        oldValue: null,
        newValue: JSON.stringify({ version: 2, appliesFrom: FROM }),
        reason: 'The rules of the summer.',
      }),
    ]);
  });

  it('refuses a version that would exceed the size limit for all versions', async () => {
    const document = JSON.stringify({ ...documentNamed('DevOps'), note: 'ü'.repeat(100) });
    const insert = (number: number, bytes: number) =>
      server.database.transaction((transaction) =>
        transaction.insert(CatalogueVersionTable, {
          number,
          appliesFrom: day('2026-04-01'),
          publishedAt: instant(new Date('2026-01-01T00:00:00Z')),
          publishedBy: 'person:keeper',
          document: document + ' '.repeat(bytes - Buffer.byteLength(document)),
        }),
      );
    const [{ bytes = 0 } = {}] = await stored().then((versions) =>
      versions.map((version) => ({ bytes: Buffer.byteLength(String(version['document'])) })),
    );
    const next = JSON.stringify(documentNamed('DevOps, renewed'));
    const room = MAX_TOTAL_VERSION_BYTES - bytes - Buffer.byteLength(next);
    await insert(2, room / 2);
    await insert(3, Math.ceil(room / 2) + 1);
    const refusals = await refused({ document: next });
    expect(refusals).toEqual([
      {
        code: 'INVALID',
        message: expect.stringMatching(
          /^All versions of the catalogue together would take up 16,777,21\d bytes; at most 16,777,216 are allowed\. Shorten the document\.$/,
        ),
        path: ['input', 'document'],
      },
    ]);
    expect(await stored()).toHaveLength(3);
  });

  it('applies a published version from its first day on, but not before', async () => {
    await publish();
    const { body } = await server.ask(
      `{ competency(key: "devops") { today: rules { name }
         before: rules(on: "2026-06-30") { name }
         then: rules(on: "${FROM}") { name } } }`,
    );
    expect(body.data.competency).toEqual({
      today: { name: 'DevOps' },
      before: { name: 'DevOps' },
      then: { name: 'DevOps, renewed' },
    });
  });

  it('lets a version with an earlier first day replace the version published before', async () => {
    await publish();
    const { catalogue } = await publish({
      document: JSON.stringify(documentNamed('DevOps, at once')),
      appliesFrom: '2026-03-03',
    });
    expect(catalogue).toMatchObject({ version: 3, appliesFrom: '2026-03-03' });
    const { body } = await server.ask(
      `{ competency(key: "devops") { today: rules { name }
         soon: rules(on: "2026-03-03") { name }
         later: rules(on: "2026-12-31") { name } } }`,
    );
    expect(Object.values(body.data.competency)).toEqual([
      { name: 'DevOps' },
      { name: 'DevOps, at once' },
      { name: 'DevOps, at once' },
    ]);
  });

  it('refuses a first day before tomorrow', async () => {
    for (const appliesFrom of [TODAY, '2025-12-31', '0000-01-01']) {
      expect(await refused({ appliesFrom })).toEqual([
        {
          code: 'TOO_SOON',
          message: `The version cannot apply from ${appliesFrom}: the earliest possible day is 2026-03-03. Give that day or a later one.`,
          path: ['input', 'appliesFrom'],
        },
      ]);
    }
    expect((await publish({ appliesFrom: '2026-03-03' })).catalogue.appliesFrom).toBe('2026-03-03');
    expect((await publish({ appliesFrom: '9999-12-31' })).catalogue.appliesFrom).toBe('9999-12-31');
  });

  it('reports every problem with its place, and stores nothing', async () => {
    const before = await stored();
    const document = documentNamed('DevOps');
    document['competencies'][3].paths[0].requires[0].metric = 'bitcoin';
    document['competencies'][4].center = 'bakery';
    expect(await refused({ document: JSON.stringify(document), appliesFrom: TODAY, reason: '' })).toEqual([
      { code: 'INVALID', message: '"reason" must not be empty.', path: ['input', 'reason'] },
      expect.objectContaining({ code: 'TOO_SOON', path: ['input', 'appliesFrom'] }),
      {
        code: 'INVALID',
        message:
          'competencies[3].paths[0].requires[0].metric: The metric "bitcoin" is not in this catalogue.',
        path: ['input', 'document'],
      },
      {
        code: 'INVALID',
        message: 'competencies[4].center: The center "bakery" is not in this catalogue.',
        path: ['input', 'document'],
      },
    ]);
    expect(await refused({ document: '{' })).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^The document is not valid JSON: /) }),
    ]);
    document['policy'].timeZone = 'Asia/Tokyo';
    expect(
      await refused({ document: JSON.stringify({ ...documentNamed('DevOps'), policy: document['policy'] }) }),
    ).toEqual([
      expect.objectContaining({
        message:
          'policy.timeZone: The time zone is "Asia/Tokyo", but that of the programme is "UTC" (LAUREL_TIME_ZONE). Make them the same.',
      }),
    ]);
    expect([await stored(), await entries()]).toEqual([before, []]);
  });

  it('gives each of ten concurrent publications its own number', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        publish({ document: JSON.stringify(documentNamed(`Edition ${i}`)) }),
      ),
    );
    expect(answers.flatMap(({ refusals }) => refusals)).toEqual([]);
    const numbers = answers.map(({ catalogue }) => catalogue.version).sort((a, b) => a - b);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const documents = (await stored()).slice(1).map(({ document }) => nameOf(String(document)));
    expect(documents.sort()).toEqual(Array.from({ length: 10 }, (_, i) => `Edition ${i}`));
    expect(await entries()).toHaveLength(10);
  });

  it('publishes once with an idempotency key', async () => {
    const changes = { idempotencyKey: 'summer' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => publish(changes)));
    expect(answers.map(({ catalogue }) => catalogue.version)).toEqual([2, 2, 2, 2, 2]);
    expect(await stored()).toHaveLength(2);
    // The document is compared as text, so an additional null makes it different.
    const withNull = JSON.stringify({ ...documentNamed('DevOps, renewed'), nothing: null });
    for (const other of [{ appliesFrom: '2026-08-01' }, { document: withNull }]) {
      expect(await refused({ ...changes, ...other })).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    }
  });

  it('can drop a competency and a credential to which facts refer', async () => {
    await storeOrganizations(server.database, { id: 'o1' });
    await storePerson(server.database, 'ann', { organizationId: 'o1', role: 'ADMIN' });
    await server.database.transaction(async (transaction) => {
      await transaction.change(
        'INSERT INTO achievement (id, employeeId, credential, earnedOn, expiry, source, createdAt, version)' +
          " VALUES ('a1', 'ann', 'CSM', '2026-01-10', 'NEVER', 'test', '2026-01-10 00:00:00.000', 1)",
      );
    });
    const document = catalogueDocument2017();
    document['competencies'] = document['competencies'].filter(
      (item: EditableJson) => item['key'] !== 'devops',
    );
    document['credentials'] = document['credentials'].filter((item: EditableJson) => item['code'] !== 'CSM');
    expect(
      (await publish({ document: JSON.stringify(document), appliesFrom: '2026-03-03' })).refusals,
    ).toEqual([]);
    const { body } = await server.ask(
      `{ organization(by: { id: "org_o1" }) { competency(key: "devops", on: "2026-03-03") { attainedLevel }
         employees(first: 1) { nodes { achievements(first: 1) { nodes { credential { code } } } } } } }`,
      { as: await server.person('agent', ['agent']) },
    );
    expect(body.data.organization).toEqual({
      competency: null,
      employees: { nodes: [{ achievements: { nodes: [{ credential: { code: 'CSM' } }] } }] },
    });
  });

  it('is restricted to programme admins', async () => {
    await storeOrganizations(server.database, { id: 'o1' });
    await storePerson(server.database, 'ann', { organizationId: 'o1', role: 'ADMIN' });
    for (const as of [await server.person('agent', ['agent']), await server.person('ann')]) {
      expect((await publish({}, as)).errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const { body } = await server.ask(PUBLISH, {
      variables: { input: { document: '{}', appliesFrom: FROM, reason: 'Mine.' } },
    });
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await stored()).toHaveLength(1);
  });
});

describe.each(DATABASES)('a published version on $name', (kind) => {
  const running: RunningServer[] = [];
  const stopping: TestServer[] = [];
  afterAll(async () => {
    for (const server of running) await server.stop();
    for (const server of stopping) await server.stop();
  });

  it('applies on its first day on every server of the programme', async () => {
    let now = new Date('2026-06-30T23:59:59.999Z');
    const clock = () => now;
    const config = { ...readConfig({ LAUREL_PORT: '0', LAUREL_HOST: '127.0.0.1' }), today: null };
    const server = await startTestServer(kind, { config, clock });
    stopping.push(server);
    const second = await startServer({
      config,
      clock,
      database: await server.open(),
      log: pino({ level: 'silent' }),
    });
    running.push(second);
    const namesOn = async (argument = '') => {
      const query = `{ competency(key: "devops") { rules${argument} { name } } }`;
      const { body } = await server.ask(query);
      const there = await fetch(`${second.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return [body, await there.json()].map(({ data }) => data.competency.rules.name);
    };
    expect(await namesOn('(on: "2026-07-01")')).toEqual(['DevOps', 'DevOps']);

    const input = {
      document: JSON.stringify(documentNamed('DevOps, renewed')),
      appliesFrom: '2026-07-01',
      reason: 'The rules of the summer.',
    };
    const as = await server.person('keeper', ['programme-admin']);
    const { body } = await server.ask(PUBLISH, { variables: { input }, as });
    expect(body.data.publishCatalogue.refusals).toEqual([]);
    expect(await namesOn()).toEqual(['DevOps', 'DevOps']);
    expect(await namesOn('(on: "2026-07-01")')).toEqual(['DevOps, renewed', 'DevOps, renewed']);

    now = new Date('2026-07-01T00:00:00.000Z');
    expect(await namesOn()).toEqual(['DevOps, renewed', 'DevOps, renewed']);
    expect(await namesOn('(on: "2026-06-30")')).toEqual(['DevOps', 'DevOps']);
  });
});

function documentNamed(name: string): EditableJson {
  const document = catalogueDocument2017();
  document['competencies'][2].name = name;
  return document;
}

function nameOf(document: string): string {
  return (JSON.parse(document) as EditableJson)['competencies'][2].name as string;
}
