import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AffiliationRow } from '../../../../server/db/entities';
import { auditOf, commandsOf } from '../../../support/commands';
import { catalogueDocument2017, storeVersion } from '../../../support/catalogue';
import { DATABASES, type DatabaseKind } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const ASSOCIATE = `mutation ($input: AssociateInput!) { associate(input: $input) {
  affiliation { id role from until version organization { key } employee { id } }
  ended { id from until organization { key } }
  refusals { code message path }
  query { viewer { roles organization { key market } } } } }`;

const ORGANIZATIONS = Array.from({ length: 100 }, (_, i) => `o${i}`);

async function start(kind: DatabaseKind, clock: () => Date, { limits }: { readonly limits: boolean }) {
  const server = await startTestServer(kind, { clock, config: { today: null } });
  await storeOrganizations(
    server.database,
    { id: 'a' },
    { id: 'b' },
    { id: 'c' },
    ...ORGANIZATIONS.map((id) => ({ id })),
  );
  if (!limits) {
    const document = catalogueDocument2017();
    Object.assign(document['policy'], { associationsPerYear: 1000, daysBetweenAssociations: 0 });
    await storeVersion(server.database, 2, '2026-01-01', document);
  }
  return server;
}

const historyOf = (server: TestServer, employeeId: string) =>
  server.database.rows<AffiliationRow>(
    'SELECT * FROM affiliation WHERE employeeId = ? ORDER BY fromDay, id',
    [employeeId],
  );

function expectNoGapOrOverlap(history: readonly AffiliationRow[]): void {
  expect(history.slice(0, -1).map(({ untilDay }) => untilDay)).toEqual(
    history.slice(1).map(({ fromDay }) => fromDay),
  );
  expect(history.at(-1)?.untilDay).toBeNull();
  for (const { openFor, employeeId, untilDay } of history) {
    expect(openFor).toBe(untilDay === null ? employeeId : null);
  }
}

describe.each(DATABASES)('associate on $name', (kind) => {
  let server: TestServer;
  let clock = new Date();
  const on = (day: string) => {
    clock = new Date(`${day}T10:00:00.000Z`);
  };
  beforeAll(async () => {
    server = await start(kind, () => clock, { limits: true });
  });
  beforeEach(() => on('2026-03-02'));
  afterAll(() => server.stop());
  const { send, refused, traces } = commandsOf(() => server, ASSOCIATE);
  const to = (organization: string) => ({ target: { organizationId: `org_${organization}` } });

  it('affiliates a person as a member from today on', async () => {
    await storePerson(server.database, 'ann');
    const as = await server.person('ann');
    const { affiliation, ended, refusals, query } = await send(to('a'), as);
    expect([ended, refusals]).toEqual([null, []]);
    expect(affiliation).toEqual({
      id: expect.stringMatching(/^aff_/),
      role: 'MEMBER',
      from: '2026-03-02',
      until: null,
      version: 1,
      organization: { key: 'a' },
      employee: { id: 'emp_ann' },
    });
    // The same answer already shows the new organization.
    expect(query.viewer).toEqual({ roles: ['EMPLOYEE'], organization: { key: 'a', market: 'DEVELOPED' } });
    expect(await auditOf(server, affiliation.id)).toMatchObject([
      {
        command: 'associate',
        actor: 'person:ann',
        organizationId: 'a',
        before: null,
        after: { role: 'MEMBER' },
      },
    ]);
  });

  it('ends the current affiliation today, even if it had a later end', async () => {
    for (const [subject, until] of [
      ['open', null],
      ['leaving', '2026-06-30'],
    ] as const) {
      await storePerson(server.database, subject, { organizationId: 'a', from: '2025-12-01', until });
      const { affiliation, ended } = await send(to('b'), await server.person(subject));
      expect(ended).toEqual({
        id: `aff_${subject}-0`,
        from: '2025-12-01',
        until: '2026-03-02',
        organization: { key: 'a' },
      });
      expectNoGapOrOverlap(await historyOf(server, subject));
      expect(await auditOf(server, ended.id)).toMatchObject([
        { organizationId: 'a', before: { untilDay: until }, after: { untilDay: '2026-03-02' } },
      ]);
      expect(affiliation.from).toBe('2026-03-02');
    }
  });

  it('ends no affiliation if the last one has ended or ends today', async () => {
    await storePerson(server.database, 'away', {
      organizationId: 'a',
      from: '2025-01-01',
      until: '2025-07-01',
    });
    expect((await send(to('b'), await server.person('away'))).ended).toBeNull();
    await storePerson(server.database, 'today', {
      organizationId: 'a',
      from: '2025-01-01',
      until: '2026-03-02',
    });
    expect((await send(to('a'), await server.person('today'))).ended).toBeNull();
    expect(await historyOf(server, 'today')).toMatchObject([
      { fromDay: '2025-01-01', untilDay: '2026-03-02', version: 1 },
      { fromDay: '2026-03-02', untilDay: null },
    ]);
  });

  it("refuses the person's current organization", async () => {
    await storePerson(server.database, 'here', { organizationId: 'a', from: '2026-02-28' });
    const as = await server.person('here');
    expect(await refused(to('a'), as)).toEqual([
      {
        code: 'ALREADY_EXISTS',
        message: 'You already belong to this organization (since 2026-02-28).',
        path: ['input', 'target', 'organizationId'],
      },
    ]);
    expect(await historyOf(server, 'here')).toMatchObject([{ untilDay: null, version: 1 }]);
  });

  it('refuses a caller without an account and an unknown organization', async () => {
    expect(await refused(to('a'), await server.person('nobody'))).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'You have no account yet. Create one with "registerEmployee".',
        path: ['input'],
      },
    ]);
    await storePerson(server.database, 'lost');
    const lost = await server.person('lost');
    for (const organizationId of ['org_nowhere', 'nonsense', 'emp_lost', '']) {
      expect(await refused({ target: { organizationId } }, lost)).toEqual([
        {
          code: 'NOT_FOUND',
          message: `There is no organization with the id "${organizationId}".`,
          path: ['input', 'target', 'organizationId'],
        },
      ]);
    }
    expect(await refused(to('a'))).toBe('UNAUTHENTICATED');
  });

  describe("with the policy's limits", () => {
    it('refuses an association within 30 days of the last one, and names the first permitted day', async () => {
      await storePerson(server.database, 'hasty');
      const as = await server.person('hasty');
      on('2026-01-31');
      expect((await send(to('a'), as)).refusals).toEqual([]);
      on('2026-03-01');
      const tooSoon = {
        code: 'TOO_SOON',
        message:
          'You may associate with an organization again from 2026-03-02 on. The minimum number of days between two associations is 30.',
        path: ['input', 'target', 'organizationId'],
      };
      expect(await refused(to('b'), as)).toEqual([tooSoon]);
      expect(await historyOf(server, 'hasty')).toMatchObject([{ organizationId: 'a', untilDay: null }]);
      on('2026-03-02');
      expect((await send(to('b'), as)).refusals).toEqual([]);
    });

    it('refuses a fourth association in twelve months, and names the first permitted day', async () => {
      await storePerson(
        server.database,
        'roamer',
        { organizationId: 'a', from: '2024-02-29', until: '2024-06-01' },
        { organizationId: 'b', from: '2024-06-01', until: '2024-09-01' },
        { organizationId: 'c', from: '2024-09-01' },
      );
      const as = await server.person('roamer');
      on('2025-02-27');
      expect(await refused(to('a'), as)).toEqual([
        {
          code: 'TOO_SOON',
          message:
            'You may associate with an organization again from 2025-02-28 on. The maximum number of associations in 12 months is 3.',
          path: ['input', 'target', 'organizationId'],
        },
      ]);
      on('2025-02-28');
      expect((await send(to('a'), as)).refusals).toEqual([]);
    });

    it('counts empty affiliations, and repeated affiliations with one organization', async () => {
      await storePerson(
        server.database,
        'fickle',
        { organizationId: 'a', from: '2026-02-10', until: '2026-02-10' },
        { organizationId: 'a', from: '2025-12-01', until: '2026-02-10' },
      );
      expect(await refused(to('b'), await server.person('fickle'))).toMatchObject([
        { code: 'TOO_SOON', message: expect.stringContaining(' 2026-03-12 on.') },
      ]);
    });

    it('names the first day permitted by the catalogue versions in force until then', async () => {
      const strict = await start(kind, () => clock, { limits: true });
      try {
        const document = catalogueDocument2017();
        const publishVersion = (version: number, from: string, policy: object) => {
          Object.assign(document['policy'], policy);
          return storeVersion(strict.database, version, from, document);
        };
        await publishVersion(2, '2026-03-03', { associationsPerYear: 1, daysBetweenAssociations: 7 });
        await storePerson(strict.database, 'ann', { organizationId: 'a', from: '2026-02-20' });
        const as = await strict.person('ann');
        const refusalMessage = async () =>
          (await commandsOf(() => strict, ASSOCIATE).refused(to('b'), as))[0].message;
        // Today's version would permit 2026-03-22, but version 2 is in force by then.
        expect(await refusalMessage()).toContain(
          '2027-02-20 on. The maximum number of associations in 12 months is 1.',
        );
        on('2026-03-03');
        expect(await refusalMessage()).toContain(
          '2027-02-20 on. The maximum number of associations in 12 months is 1.',
        );
        await publishVersion(3, '2026-06-01', { associationsPerYear: 2, daysBetweenAssociations: 120 });
        expect(await refusalMessage()).toContain(
          '2026-06-20 on. The minimum number of days between two associations is 120.',
        );
        on('2026-06-19');
        expect(await refusalMessage()).toContain(
          '2026-06-20 on. The minimum number of days between two associations is 120.',
        );
        on('2026-06-20');
        expect(await commandsOf(() => strict, ASSOCIATE).send(to('b'), as)).toMatchObject({ refusals: [] });
      } finally {
        await strict.stop();
      }
    });
  });

  it('revokes access to the former organization before the next field of the same request', async () => {
    await storePerson(server.database, 'mover', { organizationId: 'a', role: 'ADMIN', from: '2025-12-01' });
    const { body } = await server.ask(
      `mutation {
        associate(input: { target: { organizationId: "org_b" } }) { refusals { code } }
        inviteEmployee(input: { organizationId: "org_a", name: "A friend", role: ADMIN }) { token }
      }`,
      { as: await server.person('mover') },
    );
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(await server.database.rows('SELECT id FROM invitation')).toEqual([]);
    const [{ organizationId } = { organizationId: '' }] = (await historyOf(server, 'mover')).slice(-1);
    expect(organizationId).toBe('b');
  });

  it('repeats the answer for an idempotency key after the person has changed organization', async () => {
    await storePerson(server.database, 'twice', { organizationId: 'a', from: '2025-12-01' });
    const as = await server.person('twice');
    const input = { ...to('b'), idempotencyKey: 'move' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(input, as)));
    const late = await send(input, as);
    for (const answer of answers) expect(answer).toEqual(late);
    expect(await historyOf(server, 'twice')).toHaveLength(2);
    expect(await refused({ ...to('c'), idempotencyKey: 'move' }, as)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });

  it('runs the same number of statements for an unknown organization as for a malformed id', async () => {
    await storePerson(server.database, 'counter');
    const as = await server.person('counter');
    const unknown = await traces(to('nowhere'), 'org_nowhere', as);
    expect(await traces({ target: { organizationId: 'nonsense' } }, 'nonsense', as)).toEqual(unknown);
  });

  it('accepts exactly one of 100 concurrent associations of one person', async () => {
    await storePerson(server.database, 'racer', { organizationId: 'a', from: '2026-01-01' });
    const as = await server.person('racer');
    const answers = await Promise.all(ORGANIZATIONS.map((organization) => send(to(organization), as)));
    expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
    const refusals = answers.flatMap((answer) => answer.refusals);
    expect(refusals).toHaveLength(99);
    for (const refusal of refusals) {
      expect(refusal).toEqual({
        code: 'TOO_SOON',
        message:
          'You may associate with an organization again from 2026-04-01 on. The minimum number of days between two associations is 30.',
        path: ['input', 'target', 'organizationId'],
      });
    }
    const history = await historyOf(server, 'racer');
    expect(history).toHaveLength(2);
    expectNoGapOrOverlap(history);
  });
});

describe.each(DATABASES)('associate without limits on $name', (kind) => {
  let server: TestServer;
  let clock = new Date('2026-03-02T10:00:00.000Z');
  beforeAll(async () => {
    server = await start(kind, () => clock, { limits: false });
  });
  afterAll(() => server.stop());
  const { send } = commandsOf(() => server, ASSOCIATE);

  it.each([
    ['without a history', 'fresh', []],
    ['with an open affiliation', 'settled', [{ organizationId: 'a', from: '2026-01-01' }]],
    [
      'with a planned end',
      'leaver',
      [
        { organizationId: 'b', from: '2025-01-01', until: '2026-01-01' },
        { organizationId: 'a', from: '2026-01-01', until: '2026-12-31' },
      ],
    ],
  ])(
    'leaves one open affiliation after 100 concurrent associations of a person %s',
    async (_, subject, affiliations) => {
      await storePerson(server.database, subject, ...affiliations);
      const as = await server.person(subject);
      const answers = await Promise.all(
        ORGANIZATIONS.map((organization) => send({ target: { organizationId: `org_${organization}` } }, as)),
      );
      expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(100);
      const history = await historyOf(server, subject);
      expect(history).toHaveLength(affiliations.length + 100);
      expect(history.filter(({ untilDay }) => untilDay === null)).toHaveLength(1);
      expectNoGapOrOverlap(history);
      const ended = answers.flatMap((answer) => (answer.ended === null ? [] : [answer.ended.id]));
      expect(new Set(ended).size).toBe(ended.length);
      expect(ended).toHaveLength(affiliations.length === 0 ? 99 : 100);
    },
  );

  it('keeps the history free of gaps and overlaps over several days', async () => {
    await storePerson(server.database, 'wanderer');
    const as = await server.person('wanderer');
    for (const [day, organization] of [
      ['2026-03-02', 'a'],
      ['2026-03-03', 'b'],
      ['2026-03-03', 'c'],
      ['2026-03-03', 'b'],
      ['2026-05-01', 'a'],
    ]) {
      clock = new Date(`${day}T10:00:00.000Z`);
      expect((await send({ target: { organizationId: `org_${organization}` } }, as)).refusals).toEqual([]);
    }
    const history = await historyOf(server, 'wanderer');
    expect(history.map(({ organizationId, fromDay }) => [organizationId, fromDay])).toEqual([
      ['a', '2026-03-02'],
      ['b', '2026-03-03'],
      ['c', '2026-03-03'],
      ['b', '2026-03-03'],
      ['a', '2026-05-01'],
    ]);
    expectNoGapOrOverlap(history);
  });
});
