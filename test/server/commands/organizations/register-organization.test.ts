import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registerOrganization } from '../../../../server/commands/organizations/register-organization';
import type { CommandCall } from '../../../../server/commands/run-command';
import type { Database, Parameter } from '../../../../server/db/database';
import { OrganizationTable } from '../../../../server/db/entities';
import { KnownVersions } from '../../../../server/catalogue/known-versions';
import { day } from '../../../../server/rules';
import { DATABASES, type TestDatabase } from '../../../support/databases';
import { demoCopies } from '../../../support/demo-copies';
import { organizationRow } from '../../../support/facts';
import { askDuringTransaction } from '../../../support/ask-during-transaction';
import { startTestServer, type TestServer } from '../../../support/test-server';

const REGISTER = `mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) {
  organization { id key name market country city description website languages version }
  refusals { code message path } query { viewer { roles } } } }`;

describe.each(DATABASES)('registerOrganization on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const register = async (changes: object, as = agent) => {
    const input = {
      name: 'Fjordkraft Systemer',
      market: 'DEVELOPED',
      country: 'NO',
      city: 'Bergen',
      ...changes,
    };
    const { body } = await server.ask(REGISTER, { variables: { input }, as });
    return body.data?.registerOrganization ?? body;
  };
  const refused = async (changes: object) => {
    const { organization, refusals } = await register(changes);
    expect(organization).toBeNull();
    return refusals;
  };
  const entries = () =>
    server.database.rows<Record<string, string | null>>(
      "SELECT * FROM audit_entry WHERE command = 'registerOrganization' ORDER BY id",
    );

  it('registers an organization, with an audit entry', async () => {
    const { organization, refusals, query } = await register({
      description: 'Sea, wind\nand software.',
      website: 'https://fjordkraft.example/om',
      languages: ['nb', 'EN-gb'],
    });
    expect(refusals).toEqual([]);
    expect(query).toEqual({ viewer: { roles: ['AGENT'] } });
    expect(organization).toEqual({
      id: expect.stringMatching(/^org_[0-9a-f]{8}-[0-9a-f]{4}-7/),
      key: 'fjordkraft-systemer',
      name: 'Fjordkraft Systemer',
      market: 'DEVELOPED',
      country: 'NO',
      city: 'Bergen',
      description: 'Sea, wind\nand software.',
      website: 'https://fjordkraft.example/om',
      languages: ['nb', 'en-GB'],
      version: 1,
    });
    const [entry] = await entries();
    expect(entry).toMatchObject({
      actor: 'person:agent',
      subject: organization.id,
      organizationId: organization.id.slice('org_'.length),
      oldValue: null,
    });
    expect(JSON.parse(entry?.['newValue'] ?? '')).toMatchObject({
      name: 'Fjordkraft Systemer',
      key: 'fjordkraft-systemer',
    });
    const log = await server.ask(
      'query ($id: ID!) { organization(by: { id: $id }) { auditEntries(first: 5) { totalCount nodes { command actor subjectId oldValue newValue createdAt } } } }',
      { variables: { id: organization.id }, as: agent },
    );
    expect(log.body.data.organization.auditEntries).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          command: 'registerOrganization',
          actor: 'person:agent',
          subjectId: organization.id,
          oldValue: null,
        },
      ],
    });
  });

  it('derives a free key from the name', async () => {
    const key = async (changes: object) => (await register(changes)).organization.key;
    expect(await key({ name: 'Größe & Söhne – IT' })).toBe('grosse-sohne-it');
    expect(await key({ name: 'Größe & Söhne, IT' })).toBe('grosse-sohne-it-2');
    expect(await key({ name: 'GROSSE SÖHNE IT' })).toBe('grosse-sohne-it-3');
    const long: string[] = [];
    for (let i = 0; i < 12; i++) long.push(await key({ name: 'x'.repeat(200) }));
    expect(long.slice(0, 3)).toEqual(['x'.repeat(80), `${'x'.repeat(78)}-2`, `${'x'.repeat(78)}-3`]);
    expect(long.at(-1)).toBe(`${'x'.repeat(77)}-12`);
    expect(new Set(long).size).toBe(12);
    expect(await key({ name: '東京システムズ', key: 'tokyo-systems' })).toBe('tokyo-systems');
    // Truncation must not leave two hyphens before the number.
    const hyphen = `${'y'.repeat(77)} ab`;
    expect([await key({ name: hyphen }), await key({ name: hyphen })]).toEqual([
      `${'y'.repeat(77)}-ab`,
      `${'y'.repeat(77)}-2`,
    ]);
  });

  it('derives another key if a concurrent request takes the first one', async () => {
    const { organization, refusals } = await askDuringTransaction(
      server.database,
      (transaction) => transaction.insert(OrganizationTable, organizationRow({ id: 'snapped-up' })),
      () => register({ name: 'Snapped Up' }),
    );
    expect([organization?.key, refusals]).toEqual(['snapped-up-2', []]);
  });

  it.each([
    ['j', 1],
    ['k', 69],
    ['l', 70],
    ['m', 71],
    ['n', 78],
    ['o', 79],
    ['p', 80],
  ])('numbers the keys for a name that repeats the letter %s %d times', async (letter, length) => {
    const keys: string[] = [];
    for (let i = 0; i < 11; i++) {
      keys.push((await register({ name: letter.repeat(length) })).organization?.key);
    }
    const numbered = Array.from({ length: 10 }, (_, i) => `-${i + 2}`);
    expect(keys).toEqual(
      ['', ...numbered].map((suffix) => `${letter.repeat(Math.min(length, 80 - suffix.length))}${suffix}`),
    );
  });

  it('refuses a key that is taken, cannot be derived, or is malformed', async () => {
    await register({ name: 'Taken', key: 'taken' });
    expect(await refused({ key: 'taken' })).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: 'The key "taken" belongs to another organization. The key "taken-2" is free.',
        path: ['input', 'key'],
      },
    ]);
    expect(await refused({ name: '東京システムズ' })).toEqual([
      {
        code: 'INVALID',
        message: 'No key can be derived from the name "東京システムズ". Give a key, such as "nordwind-it".',
        path: ['input', 'key'],
      },
    ]);
    for (const key of ['Taken', 'a b', '-a', 'a--b', '', 'x'.repeat(81), 'ä']) {
      expect(await refused({ key })).toMatchObject([{ code: 'INVALID', path: ['input', 'key'] }]);
    }
  });

  it('reports every invalid argument with its path, and stores nothing', async () => {
    const before = await Promise.all([server.database.rows('SELECT id FROM organization'), entries()]);
    expect(
      await refused({
        name: ' Outer ',
        city: '',
        country: 'XX',
        website: 'javascript:alert(1)',
        languages: ['de', 'not a language'],
        description: 'bell \u0007',
      }),
    ).toEqual([
      {
        code: 'INVALID',
        path: ['input', 'name'],
        message: '"name" must not begin or end with a space, but is " Outer ".',
      },
      { code: 'INVALID', path: ['input', 'city'], message: '"city" must not be empty.' },
      {
        code: 'INVALID',
        path: ['input', 'description'],
        message: '"description" contains a control character. Remove it.',
      },
      {
        code: 'INVALID',
        path: ['input', 'country'],
        message: '"XX" is not an ISO 3166-1 country code. Give a code such as "DE".',
      },
      {
        code: 'INVALID',
        path: ['input', 'website'],
        message:
          '"javascript:alert(1)" is not a web address. Give the whole address, such as "https://nordwind.example".',
      },
      {
        code: 'INVALID',
        path: ['input', 'languages', '1'],
        message: '"not a language" is not a BCP 47 language tag. Give a tag such as "de" or "pt-BR".',
      },
    ]);
    expect(await refused({ name: 'x'.repeat(201) })).toMatchObject([
      { message: '"name" has 201 characters; at most 200 are allowed.' },
    ]);
    expect(await refused({ languages: Array(21).fill('de') })).toMatchObject([
      { message: '21 languages were given; at most 20 are allowed.' },
    ]);
    for (const strange of ['\u0000x', '\u0007', '\u202etxt.exe', '\u200b', '\ud800', ' x']) {
      expect(await refused({ website: `https://a.example/${strange}` })).toMatchObject([
        { code: 'INVALID', path: ['input', 'website'] },
      ]);
    }
    for (const website of [
      'https://ann:secret@nordwind.example',
      'https://ann@nordwind.example',
      'https://:secret@nordwind.example',
    ]) {
      expect(await refused({ website })).toMatchObject([{ code: 'INVALID', path: ['input', 'website'] }]);
    }
    // Bidirectional control characters and lone surrogates are refused in every text field.
    for (const strange of ['\u202e', '\u202a', '\u2066', '\u2069', '\ud800', '\udc00']) {
      expect(await refused({ name: `Nord${strange}wind`, city: `Bo${strange}nn` })).toMatchObject([
        { code: 'INVALID', path: ['input', 'name'] },
        { code: 'INVALID', path: ['input', 'city'] },
      ]);
    }
    expect(await refused({ name: 'Nord\ud83dwind' })).toMatchObject([
      {
        message:
          '"name" contains half of a character (a lone surrogate). Send the whole character, or leave it out.',
      },
    ]);
    for (const country of ['de', 'ZZ', 'DEU', 'EU', '']) {
      expect(await refused({ country })).toMatchObject([{ path: ['input', 'country'] }]);
    }
    expect(await Promise.all([server.database.rows('SELECT id FROM organization'), entries()])).toEqual(
      before,
    );
  });

  it('stores values of the maximum length', async () => {
    const languages = Array.from(
      { length: 20 },
      (_, i) => `de-Latn-DE-x-abcdefg${String.fromCharCode(97 + i)}`,
    );
    const input = {
      name: '😀'.repeat(200),
      key: 'k'.repeat(80),
      city: 'ß'.repeat(100),
      description: '漢'.repeat(10_000),
      website: `https://x.example/${'w'.repeat(482)}`,
      languages,
    };
    expect((await register(input)).organization).toMatchObject({
      ...input,
      languages: expect.arrayContaining([languages[0]]),
    });
    expect(
      (await register({ key: 'twice', languages: ['de', 'DE', 'en', 'de'] })).organization.languages,
    ).toEqual(['de', 'en']);
  });

  it('stores free text unchanged', async () => {
    const input = {
      name: `Robert'); DROP TABLE organization;-- <script>alert("x")</script> \\ 😀`,
      key: 'bobby',
      city: 'Saint-Louis-du-Ha! Ha!',
      description: '<b>not bold</b> ${name} %s {name}\n\ttabbed',
    };
    const { organization } = await register(input);
    expect(organization).toMatchObject(input);
    const again = await server.ask('{ organization(by: { key: "bobby" }) { name city description } }');
    expect(again.body.data.organization).toEqual({
      name: input.name,
      city: input.city,
      description: input.description,
    });
  });

  it('is restricted to agents', async () => {
    for (const as of [await server.person('someone'), await server.person('keeper', ['programme-admin'])]) {
      expect((await register({ name: 'Not Mine' }, as)).errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const { body } = await server.ask(REGISTER, {
      variables: { input: { name: 'Not Mine', market: 'DEVELOPED', country: 'DE', city: 'Bonn' } },
    });
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(body.errors[0].message).toBe(
      'Sign in to use Mutation.registerOrganization: send "Authorization: Bearer …" with a token.',
    );
  });

  describe('with an idempotency key', () => {
    it('registers once, even with 20 concurrent repeats', async () => {
      const input = { name: 'Once Only', idempotencyKey: 'once' };
      const answers = await Promise.all(Array.from({ length: 20 }, () => register(input)));
      expect(new Set(answers.map(({ organization }) => organization.id)).size).toBe(1);
      expect(answers.every(({ refusals }) => refusals.length === 0)).toBe(true);
      const stored = await server.database.rows("SELECT id FROM organization WHERE name = 'Once Only'");
      expect(stored).toHaveLength(1);
      expect((await entries()).filter(({ newValue }) => newValue?.includes('Once Only'))).toHaveLength(1);
    });

    it('refuses other arguments, but accepts the same arguments in another order', async () => {
      const first = await register({ name: 'Ordered', city: 'Oslo', idempotencyKey: 'ordered' });
      const again = await register({ idempotencyKey: 'ordered', city: 'Oslo', name: 'Ordered' });
      expect(again.organization.id).toBe(first.organization.id);
      expect(await refused({ name: 'Disordered', idempotencyKey: 'ordered' })).toEqual([
        {
          code: 'IDEMPOTENCY_KEY_REUSED',
          message:
            'The idempotency key "ordered" was used with other arguments in the last 24 hours. Use a new key for a new command.',
          path: ['input', 'idempotencyKey'],
        },
      ]);
    });

    it('stores no refusals, and scopes the key to the caller', async () => {
      expect(await refused({ name: '', idempotencyKey: 'mine' })).toHaveLength(1);
      const mine = await register({ name: 'Mine', idempotencyKey: 'mine' });
      expect(mine.refusals).toEqual([]);
      const theirs = await register(
        { name: 'Mine', idempotencyKey: 'mine' },
        await server.person('other', ['agent']),
      );
      expect(theirs.organization.id).not.toBe(mine.organization.id);
    });

    it('refuses a malformed idempotency key', async () => {
      for (const idempotencyKey of ['', ' k', 'k'.repeat(191), 'a\nb']) {
        expect(await refused({ idempotencyKey })).toMatchObject([
          { code: 'INVALID', path: ['input', 'idempotencyKey'] },
        ]);
      }
    });
  });
});

describe.each(DATABASES)('the lookup of a free key on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 20));
    await database.source.query(kind.name === 'SQLite' ? 'ANALYZE' : 'ANALYZE TABLE organization');
  });
  afterAll(() => test.drop());

  it.each([
    ['N', 0],
    // The demo data has the keys nordwind-it-1 to nordwind-it-19.
    ['Nordwind IT', 19],
    ['Nordwind IT Nordwind IT Nordwind IT Nordwind IT Nordwind IT Nordwind IT Nordwind', 0],
  ])('reads only the range of numbered keys from the index: %s', async (name, numberedCount) => {
    const lookups: { readonly sql: string; readonly parameters: readonly Parameter[]; rowCount: number }[] =
      [];
    const recordingDatabase: Database = {
      ...database,
      transaction: (work, until) =>
        database.transaction(
          (transaction) =>
            work({
              ...transaction,
              async rows<Row>(sql: string, parameters: readonly Parameter[] = []) {
                const rows = await transaction.rows<Row>(sql, parameters);
                if (/ FROM organization WHERE `key`/.test(sql))
                  lookups.push({ sql, parameters, rowCount: rows.length });
                return rows;
              },
            }),
          until,
        ),
    };
    const knownVersions = new KnownVersions();
    const call: CommandCall = {
      viewer: { kind: 'person', subject: 'agent', roles: new Set(['AGENT']), employee: null },
      now: new Date('2026-03-02T10:00:00Z'),
      today: day('2026-03-02'),
      database: recordingDatabase,
      catalogues: () => knownVersions.versions(database),
    };
    const registered = await registerOrganization(call, {
      name,
      market: 'DEVELOPED',
      country: 'DE',
      city: 'Kiel',
    });
    expect(registered.refusals).toEqual([]);
    const [lookup] = lookups;
    expect([lookups.length, lookup?.rowCount]).toEqual([1, numberedCount]);
    const explain = kind.name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const rows = await database.rows<{ detail?: string; type?: string; key?: string }>(
      `${explain} ${lookup?.sql}`,
      lookup?.parameters,
    );
    const plan = rows.map(({ detail, type, key }) => detail ?? `${type} ${key}`);
    if (kind.name === 'MariaDB') expect(plan).toEqual(['range organization_key']);
    else expect(plan.filter((step) => /SCAN|organization_key/.test(step)).join()).not.toMatch(/SCAN|^$/);
  });
});

describe.each(DATABASES)('an idempotency key on $name', (kind) => {
  it('expires after 24 hours', async () => {
    let clock = new Date('2026-03-02T10:00:00.000Z');
    const server = await startTestServer(kind, { clock: () => clock });
    try {
      const as = await server.person('agent', ['agent']);
      const at = async (time: string) => {
        clock = new Date(time);
        const input = {
          name: 'Again',
          market: 'DEVELOPED',
          country: 'NO',
          city: 'Bergen',
          idempotencyKey: 'daily',
        };
        const { body } = await server.ask(REGISTER, { variables: { input }, as });
        return body.data.registerOrganization.organization.key;
      };
      expect(await at('2026-03-02T10:00:00.000Z')).toBe('again');
      expect(await at('2026-03-03T10:00:00.000Z')).toBe('again');
      expect(await at('2026-03-03T10:00:00.001Z')).toBe('again-2');
      expect(await at('2026-03-04T10:00:00.000Z')).toBe('again-2');
    } finally {
      await server.stop();
    }
  });
});
