import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AffiliationRow } from '../../../server/db/entities';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

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
  /** Somebody of the organization `own`, since 2026-01-01 if nothing else is said. */
  const colleague = async (given: { from?: string; until?: string; role?: 'ADMIN' } = {}) => {
    const subject = `colleague-${++people}`;
    await storePerson(server.database, subject, { organizationId: 'own', ...given });
    return { subject, input: { affiliationId: `aff_${subject}-0`, expectedVersion: 1 } };
  };
  const stored = async (subject: string) => {
    const [row] = await server.database.rows<AffiliationRow>('SELECT * FROM affiliation WHERE id = ?', [
      `${subject}-0`,
    ]);
    return row;
  };

  it('lets a person leave today, with an audit entry', async () => {
    const { subject, input } = await colleague();
    const told = await send({ ...input, reason: 'Moves to Bergen' }, await server.person(subject));
    expect(told).toEqual({
      affiliation: { id: input.affiliationId, from: '2026-01-01', until: '2026-03-02', version: 2 },
      refusals: [],
      query: { viewer: { roles: [], organization: null } },
    });
    expect(await stored(subject)).toMatchObject({ untilDay: '2026-03-02', openFor: null });
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

  it('lets an admin of the organization and an agent end it, today or on a later day', async () => {
    const first = await colleague();
    expect((await send({ ...first.input, on: '2026-06-30' }, admin)).affiliation.until).toBe('2026-06-30');
    expect(await stored(first.subject)).toMatchObject({ openFor: null });
    const second = await colleague();
    expect((await send(second.input, agent)).affiliation.until).toBe('2026-03-02');
  });

  it('lets the end come earlier than planned, but not later', async () => {
    const { subject, input } = await colleague({ until: '2026-06-30' });
    const as = await server.person(subject);
    for (const on of ['2026-06-30', '2026-07-01']) {
      expect(await refused({ ...input, on }, as)).toEqual([
        {
          code: 'INVALID',
          message: `The affiliation ends on 2026-06-30 already. Name an earlier day than ${on}.`,
          path: ['input', 'on'],
        },
      ]);
    }
    expect((await send({ ...input, on: '2026-06-29' }, as)).affiliation.until).toBe('2026-06-29');
    expect((await send({ ...input, expectedVersion: 2 }, admin)).affiliation.until).toBe('2026-03-02');
  });

  it('refuses a day that has passed, and one before the start, by name', async () => {
    const { subject, input } = await colleague({ from: '2026-02-15' });
    expect(await refused({ ...input, on: '2026-03-01' }, await server.person(subject))).toEqual([
      {
        code: 'INVALID',
        message: 'The end 2026-03-01 has passed. Name today, 2026-03-02, or a later day.',
        path: ['input', 'on'],
      },
    ]);
    expect(await refused({ ...input, on: '2026-02-14' }, agent)).toEqual([
      {
        code: 'INVALID',
        message: 'The affiliation began on 2026-02-15, so it cannot end on 2026-02-14. Name a later day.',
        path: ['input', 'on'],
      },
    ]);
    expect(await refused({ ...input, reason: ' ' }, admin)).toMatchObject([{ path: ['input', 'reason'] }]);
    expect(await stored(subject)).toMatchObject({ untilDay: null, version: 1 });
  });

  it('ends on the day on which it began where that is today', async () => {
    const { subject, input } = await colleague({ from: '2026-03-02' });
    expect((await send(input, await server.person(subject))).affiliation).toMatchObject({
      from: '2026-03-02',
      until: '2026-03-02',
    });
  });

  it('refuses what has ended, and what has changed since it was seen', async () => {
    const { input } = await colleague({ until: '2026-03-02' });
    expect(await refused(input, admin)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The affiliation ended on 2026-03-02.',
        path: ['input', 'affiliationId'],
      },
    ]);
    expect(await refused(input, agent)).toMatchObject([{ code: 'ALREADY_ENDED' }]);
    const running = await colleague();
    expect(await refused({ ...running.input, expectedVersion: 2 }, admin)).toMatchObject([
      { code: 'CHANGED', path: ['input', 'expectedVersion'] },
    ]);
  });

  it('lets agents correct an end, but not into another affiliation', async () => {
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
          'The person belongs to an organization from 2025-09-01 until 2025-12-01, and to one at a time. Name other days.',
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
    // What is so already stays as it is.
    const again = await send({ ...open, expectedVersion: 2 }, agent);
    expect([again.affiliation.version, again.refusals]).toEqual([2, []]);
  });

  it('of another organization, of colleagues and of nobody is refused alike, by the same statements', async () => {
    const of = (affiliationId: string, as: string) =>
      traces({ affiliationId, expectedVersion: 1 }, affiliationId, as);
    for (const [as, forbidden, unknown] of [
      [otherAdmin, 'aff_member-0', 'aff_nobody-0'],
      [admin, 'aff_otherAdmin-0', 'aff_otherNobod-0'],
      [await server.person('member'), 'aff_admin-0', 'aff_nobod-0'],
      [await server.person('stranger'), 'aff_member-0', 'aff_nobody-0'],
    ] as const) {
      const told = await of(unknown, as);
      expect(told.text).toContain('There is no affiliation with the id');
      expect(await of(forbidden, as)).toEqual(told);
    }
    for (const affiliationId of ['emp_admin', 'nonsense', '']) {
      expect(await refused({ affiliationId, expectedVersion: 1 }, agent)).toMatchObject([
        { code: 'NOT_FOUND', path: ['input', 'affiliationId'] },
      ]);
    }
    expect(await refused({ affiliationId: 'aff_member-0', expectedVersion: 1 })).toBe('UNAUTHENTICATED');
  });

  it('is answered alike when it is repeated under its key, although the person has left by it', async () => {
    const { subject, input } = await colleague({ role: 'ADMIN' });
    const as = await server.person(subject);
    const first = await send({ ...input, idempotencyKey: 'leave' }, as);
    expect(first.affiliation.version).toBe(2);
    expect(await send({ ...input, idempotencyKey: 'leave' }, as)).toEqual(first);
  });

  it('shows a repeat to nobody who has left the organization since', async () => {
    const boss = await colleague({ role: 'ADMIN' });
    const as = await server.person(boss.subject);
    const { input } = await colleague();
    const repeat = () => send({ ...input, idempotencyKey: 'fired' }, as);
    expect((await repeat()).affiliation.id).toBe(input.affiliationId);
    expect((await repeat()).affiliation.id).toBe(input.affiliationId);
    await send(boss.input, as);
    expect(await repeat()).toMatchObject({ affiliation: null, refusals: [] });
  });

  it('leaves the token of a leaver without any power over the organization', async () => {
    const { subject, input } = await colleague({ role: 'ADMIN' });
    const as = await server.person(subject);
    const QUESTIONS = [
      '{ organization(key: "own") { market } }',
      '{ organization(key: "own") { employees(first: 1) { totalCount } } }',
      '{ organization(key: "own") { invitations(first: 1) { totalCount } } }',
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

  it('happens once when an admin and the person both end it at the same time', async () => {
    const { subject, input } = await colleague();
    const both = [admin, await server.person(subject)];
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => send(input, both[i % 2])));
    expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
    expect(await auditOf(server, input.affiliationId)).toHaveLength(1);
  });
});
