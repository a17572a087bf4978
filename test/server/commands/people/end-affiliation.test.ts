import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AffiliationRow } from '../../../../server/db/entities';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { startTestServer, type TestServer } from '../../../support/test-server';

const END = `mutation ($input: EndAffiliationInput!) { endAffiliation(input: $input) {
  affiliation { id from until version } refusals { code message path }
  query { viewer { roles organization { key } } } } }`;

describe.each(DATABASES)('endAffiliation on $name', (kind) => {
  let server: TestServer;
  let admin: string;
  let otherAdmin: string;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'admin', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'otherAdmin', { organizationId: 'other', role: 'ADMIN' });
    await storePerson(server.database, 'member', { organizationId: 'own' });
    [admin, otherAdmin, agent] = await Promise.all([
      server.person('admin'),
      server.person('otherAdmin'),
      server.person('agent', ['agent']),
    ]);
  });
  afterAll(() => server.stop());
  const { send, refused, traces } = commandsOf(() => server, END);

  let people = 0;
  const colleague = async (affiliation: { from?: string; until?: string; role?: 'ADMIN' } = {}) => {
    const subject = `colleague-${++people}`;
    await storePerson(server.database, subject, { organizationId: 'own', ...affiliation });
    return { subject, input: { affiliationId: `aff_${subject}-0`, expectedVersion: 1 } };
  };
  const storedAffiliation = async (subject: string) => {
    const [row] = await server.database.rows<AffiliationRow>('SELECT * FROM affiliation WHERE id = ?', [
      `${subject}-0`,
    ]);
    return row;
  };

  it("ends the caller's own affiliation today, with an audit entry", async () => {
    const { subject, input } = await colleague();
    const payload = await send({ ...input, reason: 'Moves to Bergen' }, await server.person(subject));
    expect(payload).toEqual({
      affiliation: { id: input.affiliationId, from: '2026-01-01', until: '2026-03-02', version: 2 },
      refusals: [],
      query: { viewer: { roles: [], organization: null } },
    });
    expect(await storedAffiliation(subject)).toMatchObject({ untilDay: '2026-03-02', openFor: null });
    expect(await auditOf(server, input.affiliationId)).toEqual([
      {
        command: 'endAffiliation',
        actor: `person:${subject}`,
        organizationId: 'own',
        before: expect.objectContaining({ untilDay: null, version: 1 }),
        after: expect.objectContaining({ untilDay: '2026-03-02', version: 2 }),
        reason: 'Moves to Bergen',
      },
    ]);
  });

  it('lets admins of the organization and agents end an affiliation today or later', async () => {
    const first = await colleague();
    expect((await send({ ...first.input, on: '2026-06-30' }, admin)).affiliation.until).toBe('2026-06-30');
    expect(await storedAffiliation(first.subject)).toMatchObject({ openFor: null });
    const second = await colleague();
    expect((await send(second.input, agent)).affiliation.until).toBe('2026-03-02');
  });

  it('moves a planned end to an earlier day, but not to a later one', async () => {
    const { subject, input } = await colleague({ until: '2026-06-30' });
    const as = await server.person(subject);
    for (const on of ['2026-06-30', '2026-07-01']) {
      expect(await refused({ ...input, on }, as)).toEqual([
        {
          code: 'INVALID',
          message: `The affiliation already ends on 2026-06-30, so it cannot end on ${on}. Give an earlier day.`,
          path: ['input', 'on'],
        },
      ]);
    }
    expect((await send({ ...input, on: '2026-06-29' }, as)).affiliation.until).toBe('2026-06-29');
    expect((await send({ ...input, expectedVersion: 2 }, admin)).affiliation.until).toBe('2026-03-02');
  });

  it('refuses a past day and a day before the start', async () => {
    const { subject, input } = await colleague({ from: '2026-02-15' });
    expect(await refused({ ...input, on: '2026-03-01' }, await server.person(subject))).toEqual([
      {
        code: 'INVALID',
        message:
          'The affiliation cannot end on 2026-03-01, which is in the past. Give today, 2026-03-02, or a later day.',
        path: ['input', 'on'],
      },
    ]);
    expect(await refused({ ...input, on: '2026-02-14' }, agent)).toEqual([
      {
        code: 'INVALID',
        message:
          'The affiliation cannot end on 2026-02-14, before its first day, 2026-02-15. Give that day or a later one.',
        path: ['input', 'on'],
      },
    ]);
    expect(await refused({ ...input, reason: ' ' }, admin)).toMatchObject([{ path: ['input', 'reason'] }]);
    expect(await storedAffiliation(subject)).toMatchObject({ untilDay: null, version: 1 });
  });

  it('ends an affiliation on its first day', async () => {
    const { subject, input } = await colleague({ from: '2026-03-02' });
    expect((await send(input, await server.person(subject))).affiliation).toMatchObject({
      from: '2026-03-02',
      until: '2026-03-02',
    });
  });

  it('refuses an ended affiliation and a version that it never had', async () => {
    const { input } = await colleague({ until: '2026-03-02' });
    expect(await refused(input, admin)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The affiliation already ended on 2026-03-02.',
        path: ['input', 'affiliationId'],
      },
    ]);
    expect(await refused(input, agent)).toMatchObject([{ code: 'ALREADY_ENDED' }]);
    const running = await colleague();
    expect(await refused({ ...running.input, expectedVersion: 2 }, admin)).toMatchObject([
      { code: 'INVALID', path: ['input', 'expectedVersion'] },
    ]);
  });

  it('lets agents correct an end unless the affiliation would then overlap another one', async () => {
    await storePerson(
      server.database,
      'corrected',
      { organizationId: 'own', from: '2025-01-01', until: '2025-06-01' },
      { organizationId: 'other', from: '2025-09-01', until: '2025-12-01' },
      { organizationId: 'own', from: '2025-12-01' },
    );
    const at = { affiliationId: 'aff_corrected-0', expectedVersion: 1 };
    expect(await refused({ ...at, on: '2025-09-02' }, agent)).toEqual([
      {
        code: 'OVERLAP',
        message:
          'The person has an affiliation from 2025-09-01 until 2025-12-01, and can have only one at a time. Give different days.',
        path: ['input', 'on'],
      },
    ]);
    expect(await refused({ ...at, on: '2026-01-01' }, await server.person('corrected'))).toMatchObject([
      { code: 'ALREADY_ENDED' },
    ]);
    expect((await send({ ...at, on: '2025-09-01' }, agent)).affiliation.until).toBe('2025-09-01');
    expect((await send({ ...at, expectedVersion: 2, on: '2025-03-31' }, agent)).affiliation.until).toBe(
      '2025-03-31',
    );
    const open = { affiliationId: 'aff_corrected-2', expectedVersion: 1, on: '2026-01-31' };
    expect((await send(open, agent)).affiliation).toMatchObject({ until: '2026-01-31', version: 2 });
    // Setting the same end again is a no-op.
    const repeated = await send({ ...open, expectedVersion: 2 }, agent);
    expect([repeated.affiliation.version, repeated.refusals]).toEqual([2, []]);
  });

  it('refuses a forbidden affiliation exactly like an unknown one, in the same number of statements', async () => {
    const tracesOf = (affiliationId: string, as: string) =>
      traces({ affiliationId, expectedVersion: 1 }, affiliationId, as);
    for (const [as, forbidden, unknown] of [
      [otherAdmin, 'aff_member-0', 'aff_nobody-0'],
      [admin, 'aff_otherAdmin-0', 'aff_otherNobod-0'],
      [await server.person('member'), 'aff_admin-0', 'aff_nobod-0'],
      [await server.person('stranger'), 'aff_member-0', 'aff_nobody-0'],
    ] as const) {
      const unknownTraces = await tracesOf(unknown, as);
      expect(unknownTraces.text).toContain('There is no affiliation with the id');
      expect(await tracesOf(forbidden, as)).toEqual(unknownTraces);
    }
    for (const affiliationId of ['emp_admin', 'nonsense', '']) {
      expect(await refused({ affiliationId, expectedVersion: 1 }, agent)).toMatchObject([
        { code: 'NOT_FOUND', path: ['input', 'affiliationId'] },
      ]);
    }
    expect(await refused({ affiliationId: 'aff_member-0', expectedVersion: 1 })).toBe('UNAUTHENTICATED');
  });

  it('repeats the answer for an idempotency key after the person has left', async () => {
    const { subject, input } = await colleague({ role: 'ADMIN' });
    const as = await server.person(subject);
    const first = await send({ ...input, idempotencyKey: 'leave' }, as);
    expect(first.affiliation.version).toBe(2);
    expect(await send({ ...input, idempotencyKey: 'leave' }, as)).toEqual(first);
  });

  it('hides the repeated answer from a caller who has left the organization', async () => {
    const boss = await colleague({ role: 'ADMIN' });
    const as = await server.person(boss.subject);
    const { input } = await colleague();
    const repeat = () => send({ ...input, idempotencyKey: 'fired' }, as);
    expect((await repeat()).affiliation.id).toBe(input.affiliationId);
    expect((await repeat()).affiliation.id).toBe(input.affiliationId);
    await send(boss.input, as);
    expect(await repeat()).toMatchObject({ affiliation: null, refusals: [] });
  });

  it("denies a leaver's token all access to the organization", async () => {
    const { subject, input } = await colleague({ role: 'ADMIN' });
    const as = await server.person(subject);
    const QUESTIONS = [
      '{ organization(by: { key: "own" }) { market } }',
      '{ organization(by: { key: "own" }) { employees(first: 1) { totalCount } } }',
      '{ organization(by: { key: "own" }) { invitations(first: 1) { totalCount } } }',
      'mutation { inviteEmployee(input: { organizationId: "org_own", name: "x" }) { token } }',
      'mutation { createApiKey(input: { organizationId: "org_own", name: "x", scopes: [] }) { secret } }',
    ];
    const codes = async () => {
      const answers = await Promise.all(QUESTIONS.map((question) => server.ask(question, { as })));
      return answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'ANSWERED');
    };
    expect(await codes()).toEqual(QUESTIONS.map(() => 'ANSWERED'));
    await send(input, admin);
    expect(await codes()).toEqual(QUESTIONS.map(() => 'FORBIDDEN'));
    const node = await server.ask('{ node(id: "aff_member-0") { id } }', { as });
    expect(node.body.data.node).toBeNull();
    expect(await refused({ affiliationId: 'aff_member-0', expectedVersion: 1 }, as)).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  it('ends an affiliation once under concurrent requests by an admin and the person', async () => {
    const { subject, input } = await colleague();
    const both = [admin, await server.person(subject)];
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => send(input, both[i % 2])));
    expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
    expect(await auditOf(server, input.affiliationId)).toHaveLength(1);
  });
});
