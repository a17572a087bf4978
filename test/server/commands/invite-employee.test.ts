import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOf, isSecret } from '../../../server/auth/secret';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const INVITE = `mutation ($input: InviteEmployeeInput!) { inviteEmployee(input: $input) { token
  invitation { id name role createdAt expiresAt acceptedAt } refusals { code message path } } }`;
const REVOKE = `mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) {
  invitation { id expiresAt acceptedAt } refusals { code message path } } }`;
const ASSOCIATE = `mutation ($input: AssociateInput!) { associate(input: $input) {
  affiliation { role organization { key } } refusals { code message path } } }`;

describe.each(DATABASES)('invitations on $name', (kind) => {
  let server: TestServer;
  let admin: string;
  let otherAdmin: string;
  let agent: string;
  let clock = new Date();
  beforeAll(async () => {
    server = await startTestServer(kind, { clock: () => clock });
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
  beforeEach(() => {
    clock = new Date('2026-03-02T10:00:00.000Z');
  });
  afterAll(() => server.stop());

  const invite = commandsOf(() => server, INVITE);
  const revoke = commandsOf(() => server, REVOKE);
  const associate = commandsOf(() => server, ASSOCIATE);
  const own = { organizationId: 'org_own', name: 'Our new colleague' };
  let people = 0;
  const somebody = async () => {
    const subject = `somebody-${++people}`;
    await storePerson(server.database, subject);
    return server.person(subject);
  };
  const NOTHING = {
    code: 'NOT_FOUND',
    message: 'The invitation opens nothing: it is unknown, expired, revoked or used. Ask for a new one.',
    path: ['input', 'invitationToken'],
  };

  it('are made by an admin; the token is shown once, and stored and logged nowhere', async () => {
    const { token, invitation, refusals } = await invite.send({ ...own, role: 'ADMIN' }, admin);
    expect(refusals).toEqual([]);
    expect(isSecret('lri_', token)).toBe(true);
    expect(invitation).toEqual({
      id: expect.stringMatching(/^inv_/),
      name: 'Our new colleague',
      role: 'ADMIN',
      createdAt: '2026-03-02T10:00:00.000Z',
      // A week.
      expiresAt: '2026-03-09T10:00:00.000Z',
      acceptedAt: null,
    });
    await associate.send({ invitationToken: token, idempotencyKey: 'k' }, await somebody());
    const everything = JSON.stringify([
      await server.database.rows('SELECT * FROM invitation'),
      await server.database.rows('SELECT * FROM audit_entry'),
      await server.database.rows('SELECT * FROM answered_command'),
      server.log,
    ]);
    expect(everything).not.toContain(token);
    expect(everything.split(hashOf(token))).toHaveLength(2);
    expect(await auditOf(server, invitation.id)).toMatchObject([
      { command: 'inviteEmployee', actor: 'person:admin', organizationId: 'own', before: null },
      { command: 'associate', organizationId: 'own', before: { acceptedAt: null } },
    ]);
  });

  it('are made once under one key; the repeat shows the invitation, but not its token', async () => {
    const first = await invite.send({ ...own, idempotencyKey: 'i-1' }, admin);
    const again = await invite.send({ ...own, idempotencyKey: 'i-1' }, admin);
    expect(again).toEqual({ ...first, token: null });
  });

  it('are for the admins of the organization and for agents', async () => {
    expect((await invite.send(own, agent)).invitation.role).toBe('MEMBER');
    for (const as of [otherAdmin, await server.person('member'), await server.person('stranger')]) {
      expect(await invite.refused(own, as)).toBe('FORBIDDEN');
    }
    expect(await invite.refused(own)).toBe('UNAUTHENTICATED');
    expect(await invite.refused({ ...own, organizationId: 'org_nowhere' }, agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
    ]);
  });

  it('are refused with all that is wrong at once', async () => {
    expect(await invite.refused({ ...own, name: '', validHours: 721 }, admin)).toEqual([
      { code: 'INVALID', message: 'The name must not be empty.', path: ['input', 'name'] },
      {
        code: 'INVALID',
        message: 'An invitation can be valid for 1 to 720 hours, not 721.',
        path: ['input', 'validHours'],
      },
    ]);
    for (const validHours of [0, -1, 2 ** 31 - 1]) {
      expect(await invite.refused({ ...own, validHours }, admin)).toMatchObject([{ code: 'INVALID' }]);
    }
  });

  it('open the organization as what they say, to one person, once', async () => {
    const { token, invitation } = await invite.send({ ...own, role: 'ADMIN' }, admin);
    const [first, second] = [await somebody(), await somebody()];
    clock = new Date('2026-03-03T11:00:00.000Z');
    expect((await associate.send({ invitationToken: token }, first)).affiliation).toEqual({
      role: 'ADMIN',
      organization: { key: 'own' },
    });
    expect(await associate.refused({ invitationToken: token }, second)).toEqual([NOTHING]);
    // Who used it learns nothing new from hearing so.
    expect(await associate.refused({ invitationToken: token }, first)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'You accepted this invitation at 2026-03-03T11:00:00.000Z.',
        path: ['input', 'invitationToken'],
      },
    ]);
    const { body } = await server.ask(
      'query ($id: ID!) { node(id: $id) { ... on Invitation { acceptedAt } } }',
      { variables: { id: invitation.id }, as: admin },
    );
    expect(body.data.node.acceptedAt).toBe('2026-03-03T11:00:00.000Z');
  });

  it('end on the instant that was set, and then look as if they had never been', async () => {
    const { token } = await invite.send({ ...own, validHours: 1 }, admin);
    const as = await somebody();
    clock = new Date('2026-03-02T11:00:00.000Z');
    const expired = await associate.traces({ invitationToken: token }, token, as);
    const madeUp = `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`;
    expect(await associate.traces({ invitationToken: madeUp }, madeUp, as)).toEqual(expired);
    expect(await associate.refused({ invitationToken: '' }, as)).toEqual([NOTHING]);
    clock = new Date('2026-03-02T10:59:59.999Z');
    expect((await associate.send({ invitationToken: token }, as)).refusals).toEqual([]);
  });

  it('are accepted by one of two people who race for it', async () => {
    for (let round = 0; round < 10; round++) {
      const { token, invitation } = await invite.send(own, admin);
      const racers = await Promise.all([somebody(), somebody()]);
      const answers = await Promise.all(racers.map((as) => associate.send({ invitationToken: token }, as)));
      const [lost] = answers.filter(({ affiliation }) => affiliation === null);
      expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
      expect(lost.refusals).toEqual([NOTHING]);
      const [{ total } = { total: 0 }] = await server.database.rows<{ total: number }>(
        'SELECT COUNT(*) AS total FROM affiliation WHERE employeeId IN (?, ?)',
        [`somebody-${people}`, `somebody-${people - 1}`],
      );
      expect([total, (await auditOf(server, invitation.id)).length]).toEqual([1, 2]);
    }
  });

  it('stay open when who has them may not come yet', async () => {
    const { token } = await invite.send(own, admin);
    await storePerson(server.database, 'hasty', { organizationId: 'other', from: '2026-03-01' });
    expect(await associate.refused({ invitationToken: token }, await server.person('hasty'))).toMatchObject([
      { code: 'TOO_SOON', path: ['input', 'invitationToken'] },
    ]);
    expect(await associate.refused({ invitationToken: token }, admin)).toMatchObject([
      { code: 'ALREADY_EXISTS', path: ['input', 'invitationToken'] },
    ]);
    expect((await associate.send({ invitationToken: token }, await somebody())).refusals).toEqual([]);
  });

  it('are revoked at once', async () => {
    const { token, invitation } = await invite.send(own, admin);
    clock = new Date('2026-03-02T10:30:00.000Z');
    expect(await revoke.send({ invitationId: invitation.id }, admin)).toEqual({
      invitation: { id: invitation.id, expiresAt: '2026-03-02T10:30:00.000Z', acceptedAt: null },
      refusals: [],
    });
    expect(await associate.refused({ invitationToken: token }, await somebody())).toEqual([NOTHING]);
    expect(await revoke.refused({ invitationId: invitation.id }, agent)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The invitation expired at 2026-03-02T10:30:00.000Z.',
        path: ['input', 'invitationId'],
      },
    ]);
    const [, entry] = await auditOf(server, invitation.id);
    expect(entry).toMatchObject({
      command: 'revokeInvitation',
      before: { expiresAt: '2026-03-09 10:00:00.000' },
      after: { expiresAt: '2026-03-02 10:30:00.000' },
    });
  });

  it('are not revoked once they were accepted', async () => {
    const { token, invitation } = await invite.send(own, admin);
    await associate.send({ invitationToken: token }, await somebody());
    expect(await revoke.refused({ invitationId: invitation.id }, admin)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The invitation was accepted at 2026-03-02T10:00:00.000Z.',
        path: ['input', 'invitationId'],
      },
    ]);
  });

  it('of others and of nobody are refused alike, by the same statements', async () => {
    const { invitation } = await invite.send({ ...own, organizationId: 'org_other' }, otherAdmin);
    const of = (id: string) => revoke.traces({ invitationId: id }, id, admin);
    const unknown = await of('inv_019a0000-0000-7000-8000-000000000000');
    expect(unknown.text).toContain('There is no invitation with the id');
    expect(await of(invitation.id)).toEqual(unknown);
    expect(await revoke.refused({ invitationId: invitation.id }, await server.person('member'))).toBe(
      'FORBIDDEN',
    );
  });
});
