import { describe, expect, it } from '@jest/globals';
import { hashOf, isSecret } from '../../../server/auth/secret';
import { auditOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { GIVEN, invitationsOf, NOTHING } from '../../support/invitations';
import { twoOrganizationsOn } from '../../support/two-organizations';

describe.each(DATABASES)('invitations on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const { invite, associate, somebody, people } = invitationsOf(two);

  it('are made by an admin; the token is shown once, and stored and logged nowhere', async () => {
    const { token, invitation, refusals } = await invite.send({ ...GIVEN, role: 'ADMIN' }, two.admin);
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
      await two.server.database.rows('SELECT * FROM invitation'),
      await two.server.database.rows('SELECT * FROM audit_entry'),
      await two.server.database.rows('SELECT * FROM answered_command'),
      two.server.log,
    ]);
    expect(everything).not.toContain(token);
    expect(everything.split(hashOf(token))).toHaveLength(2);
    expect(await auditOf(two.server, invitation.id)).toMatchObject([
      { command: 'inviteEmployee', actor: 'person:admin', organizationId: 'own', before: null },
      { command: 'associate', organizationId: 'own', before: { acceptedAt: null } },
    ]);
  });

  it('are made once under one key; the repeat shows the invitation, but not its token', async () => {
    const first = await invite.send({ ...GIVEN, idempotencyKey: 'i-1' }, two.admin);
    const again = await invite.send({ ...GIVEN, idempotencyKey: 'i-1' }, two.admin);
    expect(again).toEqual({ ...first, token: null });
  });

  it('are for the admins of the organization and for agents', async () => {
    expect((await invite.send(GIVEN, two.agent)).invitation.role).toBe('MEMBER');
    for (const as of [two.otherAdmin, two.member, await two.server.person('stranger')]) {
      expect(await invite.refused(GIVEN, as)).toBe('FORBIDDEN');
    }
    expect(await invite.refused(GIVEN)).toBe('UNAUTHENTICATED');
    expect(await invite.refused({ ...GIVEN, organizationId: 'org_nowhere' }, two.agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
    ]);
  });

  it('are refused with all that is wrong at once', async () => {
    expect(await invite.refused({ ...GIVEN, name: '', validHours: 721 }, two.admin)).toEqual([
      { code: 'INVALID', message: 'The name must not be empty.', path: ['input', 'name'] },
      {
        code: 'INVALID',
        message: 'An invitation can be valid for 1 to 720 hours, not 721.',
        path: ['input', 'validHours'],
      },
    ]);
    for (const validHours of [0, -1, 2 ** 31 - 1]) {
      expect(await invite.refused({ ...GIVEN, validHours }, two.admin)).toMatchObject([{ code: 'INVALID' }]);
    }
  });

  it('open the organization as what they say, to one person, once', async () => {
    const { token, invitation } = await invite.send({ ...GIVEN, role: 'ADMIN' }, two.admin);
    const [first, second] = [await somebody(), await somebody()];
    two.clock = new Date('2026-03-03T11:00:00.000Z');
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
    const { body } = await two.server.ask(
      'query ($id: ID!) { node(id: $id) { ... on Invitation { acceptedAt } } }',
      { variables: { id: invitation.id }, as: two.admin },
    );
    expect(body.data.node.acceptedAt).toBe('2026-03-03T11:00:00.000Z');
  });

  it('end on the instant that was set, and then look as if they had never been', async () => {
    const { token } = await invite.send({ ...GIVEN, validHours: 1 }, two.admin);
    const as = await somebody();
    two.clock = new Date('2026-03-02T11:00:00.000Z');
    const expired = await associate.traces({ invitationToken: token }, token, as);
    const madeUp = `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`;
    expect(await associate.traces({ invitationToken: madeUp }, madeUp, as)).toEqual(expired);
    expect(await associate.refused({ invitationToken: '' }, as)).toEqual([NOTHING]);
    two.clock = new Date('2026-03-02T10:59:59.999Z');
    expect((await associate.send({ invitationToken: token }, as)).refusals).toEqual([]);
  });

  it('are accepted by one of two people who race for it', async () => {
    for (let round = 0; round < 10; round++) {
      const { token, invitation } = await invite.send(GIVEN, two.admin);
      const racers = await Promise.all([somebody(), somebody()]);
      const answers = await Promise.all(racers.map((as) => associate.send({ invitationToken: token }, as)));
      const [lost] = answers.filter(({ affiliation }) => affiliation === null);
      expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
      expect(lost.refusals).toEqual([NOTHING]);
      const [{ total } = { total: 0 }] = await two.server.database.rows<{ total: number }>(
        'SELECT COUNT(*) AS total FROM affiliation WHERE employeeId IN (?, ?)',
        [`somebody-${people()}`, `somebody-${people() - 1}`],
      );
      expect([total, (await auditOf(two.server, invitation.id)).length]).toEqual([1, 2]);
    }
  });

  it('stay open when who has them may not come yet', async () => {
    const { token } = await invite.send(GIVEN, two.admin);
    await storePerson(two.server.database, 'hasty', { organizationId: 'other', from: '2026-03-01' });
    expect(
      await associate.refused({ invitationToken: token }, await two.server.person('hasty')),
    ).toMatchObject([{ code: 'TOO_SOON', path: ['input', 'invitationToken'] }]);
    expect(await associate.refused({ invitationToken: token }, two.admin)).toMatchObject([
      { code: 'ALREADY_EXISTS', path: ['input', 'invitationToken'] },
    ]);
    expect((await associate.send({ invitationToken: token }, await somebody())).refusals).toEqual([]);
  });

  it('are listed newest first', async () => {
    await storeOrganizations(two.server.database, { id: 'listed' });
    const ids: string[] = [];
    for (const name of ['First', 'Second', 'Third']) {
      ids.push((await invite.send({ organizationId: 'org_listed', name }, two.agent)).invitation.id);
    }
    const { body } = await two.server.ask(
      '{ organization(key: "listed") { invitations(first: 3) { nodes { id } } } }',
      { as: two.agent },
    );
    expect(body.data.organization.invitations.nodes.map(({ id }: { id: string }) => id)).toEqual(
      ids.toReversed(),
    );
  });

  it('stand in the audit log with the person who accepted them, by the id that clients see', async () => {
    const { token, invitation } = await invite.send(GIVEN, two.admin);
    await storePerson(two.server.database, 'accepting');
    await associate.send({ invitationToken: token }, await two.server.person('accepting'));
    const { body } = await two.server.ask(
      '{ organization(key: "own") { auditEntries(first: 100) { nodes { subject command newValue } } } }',
      { as: two.agent },
    );
    const entry = body.data.organization.auditEntries.nodes.find(
      ({ subject, command }: Record<string, string>) => subject === invitation.id && command === 'associate',
    );
    expect(JSON.parse(entry.newValue)).toMatchObject({ acceptedBy: 'emp_accepting' });
  });
});
