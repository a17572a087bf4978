import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registerOrganization } from '../../../server/commands/register-organization';
import type { CommandCall } from '../../../server/commands/run-command';
import type { Database, Parameter } from '../../../server/db/database';
import { OrganizationTable } from '../../../server/db/entities';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { day } from '../../../server/rules';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { anOrganization } from '../../support/facts';
import { askedMeanwhile } from '../../support/meanwhile';
import { startTestServer, type TestServer } from '../../support/test-server';

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

  const register = async (given: object, as = agent) => {
    const input = {
      name: 'Fjordkraft Systemer',
      market: 'DEVELOPED',
      country: 'NO',
      city: 'Bergen',
      ...given,
    };
    const { body } = await server.ask(REGISTER, { variables: { input }, as });
    return body.data?.registerOrganization ?? body;
  };
  const refused = async (given: object) => {
    const { organization, refusals } = await register(given);
    expect(organization).toBeNull();
    return refusals;
  };
  const entries = () =>
    server.database.rows<Record<string, string | null>>(
      "SELECT * FROM audit_entry WHERE command = 'registerOrganization' ORDER BY id",
    );

  it('lets a company join, with an audit entry', async () => {
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
    const told = await server.ask(
      'query ($id: ID!) { organization(id: $id) { auditEntries(first: 5) { totalCount nodes { command actor subject oldValue newValue at } } } }',
      { variables: { id: organization.id }, as: agent },
    );
    expect(told.body.data.organization.auditEntries).toMatchObject({
      totalCount: 1,
      nodes: [
        { command: 'registerOrganization', actor: 'person:agent', subject: organization.id, oldValue: null },
      ],
    });
  });

  it('makes a key from the name until one is free', async () => {
    const key = async (given: object) => (await register(given)).organization.key;
    expect(await key({ name: 'Größe & Söhne – IT' })).toBe('grosse-sohne-it');
    expect(await key({ name: 'Größe & Söhne, IT' })).toBe('grosse-sohne-it-2');
    expect(await key({ name: 'GROSSE SÖHNE IT' })).toBe('grosse-sohne-it-3');
    const long: string[] = [];
    for (let i = 0; i < 12; i++) long.push(await key({ name: 'x'.repeat(200) }));
    expect(long.slice(0, 3)).toEqual(['x'.repeat(80), `${'x'.repeat(78)}-2`, `${'x'.repeat(78)}-3`]);
    expect(long.at(-1)).toBe(`${'x'.repeat(77)}-12`);
    expect(new Set(long).size).toBe(12);
    expect(await key({ name: '東京システムズ', key: 'tokyo-systems' })).toBe('tokyo-systems');
    // What is cut for the number ends with no hyphen.
    const hyphen = `${'y'.repeat(77)} ab`;
    expect([await key({ name: hyphen }), await key({ name: hyphen })]).toEqual([
      `${'y'.repeat(77)}-ab`,
      `${'y'.repeat(77)}-2`,
    ]);
  });

  it('makes another key when somebody takes the first one meanwhile', async () => {
    const { organization, refusals } = await askedMeanwhile(
      server.database,
      (transaction) => transaction.insert(OrganizationTable, anOrganization({ id: 'snapped-up' })),
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
  ])('numbers the keys of a name that is %s %d times', async (letter, length) => {
    const keys: string[] = [];
    for (let i = 0; i < 11; i++) {
      keys.push((await register({ name: letter.repeat(length) })).organization?.key);
    }
    const numbered = Array.from({ length: 10 }, (_, i) => `-${i + 2}`);
    expect(keys).toEqual(
      ['', ...numbered].map((it) => `${letter.repeat(Math.min(length, 80 - it.length))}${it}`),
    );
  });

  it('refuses a key that is taken, cannot be made, or has no such form', async () => {
    await register({ name: 'Taken', key: 'taken' });
    expect(await refused({ key: 'taken' })).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: 'The key "taken" belongs to another organization. "taken-2" is free.',
        path: ['input', 'key'],
      },
    ]);
    expect(await refused({ name: '東京システムズ' })).toEqual([
      {
        code: 'INVALID',
        message: 'No key can be made from the name "東京システムズ". Give one, such as "nordwind-it".',
        path: ['input', 'key'],
      },
    ]);
    for (const key of ['Taken', 'a b', '-a', 'a--b', '', 'x'.repeat(81), 'ä']) {
      expect(await refused({ key })).toMatchObject([{ code: 'INVALID', path: ['input', 'key'] }]);
    }
  });

  it('refuses everything that is wrong at once, by name, and stores nothing', async () => {
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
        message: 'The name " Outer " must not begin or end with a space.',
      },
      { code: 'INVALID', path: ['input', 'city'], message: 'The city must not be empty.' },
      {
        code: 'INVALID',
        path: ['input', 'description'],
        message: 'The description contains a control character. Remove it.',
      },
      {
        code: 'INVALID',
        path: ['input', 'country'],
        message: '"XX" is not the ISO 3166-1 code of a country, such as "DE".',
      },
      {
        code: 'INVALID',
        path: ['input', 'website'],
        message:
          '"javascript:alert(1)" is not a website. Write its whole address, such as "https://nordwind.example".',
      },
      {
        code: 'INVALID',
        path: ['input', 'languages', '1'],
        message: '"not a language" is not a BCP 47 tag of a language, such as "de" or "pt-BR".',
      },
    ]);
    expect(await refused({ name: 'x'.repeat(201) })).toMatchObject([
      { message: 'The name has 201 characters; at most 200 are possible.' },
    ]);
    expect(await refused({ languages: Array(21).fill('de') })).toMatchObject([
      { message: '21 languages were named; at most 20 are possible.' },
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
    // Controls of direction, and halves of a character, in whichever text.
    for (const strange of ['\u202e', '\u202a', '\u2066', '\u2069', '\ud800', '\udc00']) {
      expect(await refused({ name: `Nord${strange}wind`, city: `Bo${strange}nn` })).toMatchObject([
        { code: 'INVALID', path: ['input', 'name'] },
        { code: 'INVALID', path: ['input', 'city'] },
      ]);
    }
    expect(await refused({ name: 'Nord\ud83dwind' })).toMatchObject([
      {
        message:
          'The name contains half of a character (a lone surrogate). Send the whole character, or leave it out.',
      },
    ]);
    for (const country of ['de', 'ZZ', 'DEU', 'EU', '']) {
      expect(await refused({ country })).toMatchObject([{ path: ['input', 'country'] }]);
    }
    expect(await Promise.all([server.database.rows('SELECT id FROM organization'), entries()])).toEqual(
      before,
    );
  });

  it('stores what is as long as can be', async () => {
    const languages = Array.from(
      { length: 20 },
      (_, i) => `de-Latn-DE-x-abcdefg${String.fromCharCode(97 + i)}`,
    );
    const given = {
      name: '😀'.repeat(200),
      key: 'k'.repeat(80),
      city: 'ß'.repeat(100),
      description: '漢'.repeat(10_000),
      website: `https://x.example/${'w'.repeat(482)}`,
      languages,
    };
    expect((await register(given)).organization).toMatchObject({
      ...given,
      languages: expect.arrayContaining([languages[0]]),
    });
    expect(
      (await register({ key: 'twice', languages: ['de', 'DE', 'en', 'de'] })).organization.languages,
    ).toEqual(['de', 'en']);
  });

  it('stores free text as it was given', async () => {
    const given = {
      name: `Robert'); DROP TABLE organization;-- <script>alert("x")</script> \\ 😀`,
      key: 'bobby',
      city: 'Saint-Louis-du-Ha! Ha!',
      description: '<b>not bold</b> ${name} %s {name}\n\ttabbed',
    };
    const { organization } = await register(given);
    expect(organization).toMatchObject(given);
    const again = await server.ask('{ organization(key: "bobby") { name city description } }');
    expect(again.body.data.organization).toEqual({
      name: given.name,
      city: given.city,
      description: given.description,
    });
  });

  it('is for agents', async () => {
    for (const as of [await server.person('someone'), await server.person('keeper', ['programme-admin'])]) {
      expect((await register({ name: 'Not Mine' }, as)).errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const { body } = await server.ask(REGISTER, {
      variables: { input: { name: 'Not Mine', market: 'DEVELOPED', country: 'DE', city: 'Bonn' } },
    });
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(body.errors[0].message).toBe(
      'Sign in to ask for Mutation.registerOrganization: send "Authorization: Bearer …" with a token.',
    );
  });

  describe('under an idempotency key', () => {
    it('has its effect once, also when 20 repeats arrive at once', async () => {
      const given = { name: 'Once Only', idempotencyKey: 'once' };
      const answers = await Promise.all(Array.from({ length: 20 }, () => register(given)));
      expect(new Set(answers.map(({ organization }) => organization.id)).size).toBe(1);
      expect(answers.every(({ refusals }) => refusals.length === 0)).toBe(true);
      const stored = await server.database.rows("SELECT id FROM organization WHERE name = 'Once Only'");
      expect(stored).toHaveLength(1);
      expect((await entries()).filter(({ newValue }) => newValue?.includes('Once Only'))).toHaveLength(1);
    });

    it('refuses other arguments, and takes the same ones in another order', async () => {
      const first = await register({ name: 'Ordered', city: 'Oslo', idempotencyKey: 'ordered' });
      const again = await register({ idempotencyKey: 'ordered', city: 'Oslo', name: 'Ordered' });
      expect(again.organization.id).toBe(first.organization.id);
      expect(await refused({ name: 'Disordered', idempotencyKey: 'ordered' })).toEqual([
        {
          code: 'IDEMPOTENCY_KEY_REUSED',
          message:
            'The idempotency key "ordered" was used within 24 hours for other arguments. Use a new one for a new command.',
          path: ['input', 'idempotencyKey'],
        },
      ]);
    });

    it("does not remember refusals, and is each caller's own", async () => {
      expect(await refused({ name: '', idempotencyKey: 'mine' })).toHaveLength(1);
      const mine = await register({ name: 'Mine', idempotencyKey: 'mine' });
      expect(mine.refusals).toEqual([]);
      const theirs = await register(
        { name: 'Mine', idempotencyKey: 'mine' },
        await server.person('other', ['agent']),
      );
      expect(theirs.organization.id).not.toBe(mine.organization.id);
    });

    it('takes null for what is left out', async () => {
      const first = await register({ name: 'Nulls', idempotencyKey: 'nulls' });
      const again = await register({ name: 'Nulls', website: null, key: null, idempotencyKey: 'nulls' });
      expect(again.organization.id).toBe(first.organization.id);
    });

    it('refuses a key that cannot be one', async () => {
      for (const idempotencyKey of ['', ' k', 'k'.repeat(191), 'a\nb']) {
        expect(await refused({ idempotencyKey })).toMatchObject([
          { code: 'INVALID', path: ['input', 'idempotencyKey'] },
        ]);
      }
    });
  });
});

describe.each(DATABASES)('a key that is free, on $name,', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 20));
    await database.source.query(kind.name === 'SQLite' ? 'ANALYZE' : 'ANALYZE TABLE organization');
  });
  afterAll(() => test.drop());

  it.each([
    ['N', 0],
    // From 1 to 19; without a number there is none.
    ['Nordwind IT', 19],
    ['Nordwind IT Nordwind IT Nordwind IT Nordwind IT Nordwind IT Nordwind IT Nordwind', 0],
  ])('is looked for in its index, among those that are numbered like it: %s', async (name, alike) => {
    const looks: { readonly sql: string; readonly parameters: readonly Parameter[]; found: number }[] = [];
    const watched: Database = {
      ...database,
      transaction: (work, until) =>
        database.transaction(
          (transaction) =>
            work({
              ...transaction,
              async rows<Row>(sql: string, parameters: readonly Parameter[] = []) {
                const rows = await transaction.rows<Row>(sql, parameters);
                if (/ FROM organization WHERE `key`/.test(sql))
                  looks.push({ sql, parameters, found: rows.length });
                return rows;
              },
            }),
          until,
        ),
    };
    const programme = new KnownVersions();
    const call: CommandCall = {
      viewer: { kind: 'person', subject: 'agent', roles: new Set(['AGENT']), employee: null },
      now: new Date('2026-03-02T10:00:00Z'),
      today: day('2026-03-02'),
      database: watched,
      catalogues: () => programme.versions(database),
    };
    const registered = await registerOrganization(call, {
      name,
      market: 'DEVELOPED',
      country: 'DE',
      city: 'Kiel',
    });
    expect(registered.refusals).toEqual([]);
    const [look] = looks;
    expect([looks.length, look?.found]).toEqual([1, alike]);
    const explain = kind.name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const rows = await database.rows<{ detail?: string; type?: string; key?: string }>(
      `${explain} ${look?.sql}`,
      look?.parameters,
    );
    const plan = rows.map(({ detail, type, key }) => detail ?? `${type} ${key}`);
    if (kind.name === 'MariaDB') expect(plan).toEqual(['range organization_key']);
    else expect(plan.filter((step) => /SCAN|organization_key/.test(step)).join()).not.toMatch(/SCAN|^$/);
  });
});

describe.each(DATABASES)('an idempotency key on $name', (kind) => {
  it('is free again after 24 hours', async () => {
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
