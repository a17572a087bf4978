import { describe, expect, it } from '@jest/globals';
import { hashSecret, isWellFormedSecret } from '../../../../server/auth/secret';
import { auditOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { INVITATION_INPUT, invitationsOf, INVITATION_NOT_FOUND } from '../../../support/invitations';
import { twoOrganizationsOn } from '../../../support/two-organizations';

describe.each(DATABASES)('inviteEmployee on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const { invite, associate, somebody, people } = invitationsOf(two);

  it('creates an invitation for an admin, and shows its token once without storing or logging it', async () => {
    const { token, invitation, refusals } = await invite.send(
      { ...INVITATION_INPUT, role: 'ADMIN' },
      two.admin,
    );
    expect(refusals).toEqual([]);
    expect(isWellFormedSecret('lri_', token)).toBe(true);
    expect(invitation).toEqual({
      id: expect.stringMatching(/^inv_/),
      name: 'Our new colleague',
      role: 'ADMIN',
      createdAt: '2026-03-02T10:00:00.000Z',
      expiresAt: '2026-03-09T10:00:00.000Z',
      acceptedAt: null,
    });
    await associate.send({ target: { invitationToken: token }, idempotencyKey: 'k' }, await somebody());
    const everything = JSON.stringify([
      await two.server.database.rows('SELECT * FROM invitation'),
      await two.server.database.rows('SELECT * FROM audit_entry'),
      await two.server.database.rows('SELECT * FROM answered_command'),
      two.server.log,
    ]);
    expect(everything).not.toContain(token);
    expect(everything.split(hashSecret(token))).toHaveLength(2);
    expect(await auditOf(two.server, invitation.id)).toMatchObject([
      { command: 'inviteEmployee', actor: 'person:admin', organizationId: 'own', before: null },
      { command: 'associate', organizationId: 'own', before: { acceptedAt: null } },
    ]);
  });

  it('creates one invitation per idempotency key, and repeats the answer without the token', async () => {
    const first = await invite.send({ ...INVITATION_INPUT, idempotencyKey: 'i-1' }, two.admin);
    const repeated = await invite.send({ ...INVITATION_INPUT, idempotencyKey: 'i-1' }, two.admin);
    expect(repeated).toEqual({ ...first, token: null });
  });

  it('is restricted to admins of the organization and agents', async () => {
    expect((await invite.send(INVITATION_INPUT, two.agent)).invitation.role).toBe('MEMBER');
    for (const as of [two.otherAdmin, two.member, await two.server.person('stranger')]) {
      expect(await invite.refused(INVITATION_INPUT, as)).toBe('FORBIDDEN');
    }
    expect(await invite.refused(INVITATION_INPUT)).toBe('UNAUTHENTICATED');
    expect(
      await invite.refused({ ...INVITATION_INPUT, organizationId: 'org_nowhere' }, two.agent),
    ).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'organizationId'] }]);
  });

  it('reports every invalid argument in one answer', async () => {
    expect(await invite.refused({ ...INVITATION_INPUT, name: '', validHours: 721 }, two.admin)).toEqual([
      { code: 'INVALID', message: '"name" must not be empty.', path: ['input', 'name'] },
      {
        code: 'INVALID',
        message: 'An invitation can be valid for 1 to 720 hours, not 721.',
        path: ['input', 'validHours'],
      },
    ]);
    for (const validHours of [0, -1, 2 ** 31 - 1]) {
      expect(await invite.refused({ ...INVITATION_INPUT, validHours }, two.admin)).toMatchObject([
        { code: 'INVALID' },
      ]);
    }
  });

  it('lets one person accept an invitation once, in the invited role', async () => {
    const { token, invitation } = await invite.send({ ...INVITATION_INPUT, role: 'ADMIN' }, two.admin);
    const [first, second] = [await somebody(), await somebody()];
    two.clock = new Date('2026-03-03T11:00:00.000Z');
    expect((await associate.send({ target: { invitationToken: token } }, first)).affiliation).toEqual({
      role: 'ADMIN',
      organization: { key: 'own' },
    });
    expect(await associate.refused({ target: { invitationToken: token } }, second)).toEqual([
      INVITATION_NOT_FOUND,
    ]);
    // The person who accepted the invitation already knows that it is used, so this answer reveals nothing.
    expect(await associate.refused({ target: { invitationToken: token } }, first)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'You already accepted this invitation at 2026-03-03T11:00:00.000Z.',
        path: ['input', 'target', 'invitationToken'],
      },
    ]);
    const { body } = await two.server.ask(
      'query ($id: ID!) { node(id: $id) { ... on Invitation { acceptedAt } } }',
      { variables: { id: invitation.id }, as: two.admin },
    );
    expect(body.data.node.acceptedAt).toBe('2026-03-03T11:00:00.000Z');
  });

  it('refuses an expired invitation exactly like an unknown token', async () => {
    const { token } = await invite.send({ ...INVITATION_INPUT, validHours: 1 }, two.admin);
    const as = await somebody();
    two.clock = new Date('2026-03-02T11:00:00.000Z');
    const expired = await associate.traces({ target: { invitationToken: token } }, token, as);
    const madeUp = `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`;
    expect(await associate.traces({ target: { invitationToken: madeUp } }, madeUp, as)).toEqual(expired);
    expect(await associate.refused({ target: { invitationToken: '' } }, as)).toEqual([INVITATION_NOT_FOUND]);
    two.clock = new Date('2026-03-02T10:59:59.999Z');
    expect((await associate.send({ target: { invitationToken: token } }, as)).refusals).toEqual([]);
  });

  it('lets exactly one of two people accept an invitation concurrently', async () => {
    for (let round = 0; round < 10; round++) {
      const { token, invitation } = await invite.send(INVITATION_INPUT, two.admin);
      const racers = await Promise.all([somebody(), somebody()]);
      const answers = await Promise.all(
        racers.map((as) => associate.send({ target: { invitationToken: token } }, as)),
      );
      const [lost] = answers.filter(({ affiliation }) => affiliation === null);
      expect(answers.filter(({ affiliation }) => affiliation !== null)).toHaveLength(1);
      expect(lost.refusals).toEqual([INVITATION_NOT_FOUND]);
      const [{ total } = { total: 0 }] = await two.server.database.rows<{ total: number }>(
        'SELECT COUNT(*) AS total FROM affiliation WHERE employeeId IN (?, ?)',
        [`somebody-${people()}`, `somebody-${people() - 1}`],
      );
      expect([total, (await auditOf(two.server, invitation.id)).length]).toEqual([1, 2]);
    }
  });

  it('keeps an invitation open after refusing a person who may not associate yet', async () => {
    const { token } = await invite.send(INVITATION_INPUT, two.admin);
    await storePerson(two.server.database, 'hasty', { organizationId: 'other', from: '2026-03-01' });
    expect(
      await associate.refused({ target: { invitationToken: token } }, await two.server.person('hasty')),
    ).toMatchObject([{ code: 'TOO_SOON', path: ['input', 'target', 'invitationToken'] }]);
    expect(await associate.refused({ target: { invitationToken: token } }, two.admin)).toMatchObject([
      { code: 'ALREADY_EXISTS', path: ['input', 'target', 'invitationToken'] },
    ]);
    expect((await associate.send({ target: { invitationToken: token } }, await somebody())).refusals).toEqual(
      [],
    );
  });

  it('lists invitations newest first', async () => {
    await storeOrganizations(two.server.database, { id: 'listed' });
    const ids: string[] = [];
    for (const name of ['First', 'Second', 'Third']) {
      ids.push((await invite.send({ organizationId: 'org_listed', name }, two.agent)).invitation.id);
    }
    const { body } = await two.server.ask(
      '{ organization(by: { key: "listed" }) { invitations(first: 3) { nodes { id } } } }',
      { as: two.agent },
    );
    expect(body.data.organization.invitations.nodes.map(({ id }: { id: string }) => id)).toEqual(
      ids.toReversed(),
    );
  });

  it('audits the global id of the person who accepted the invitation', async () => {
    const { token, invitation } = await invite.send(INVITATION_INPUT, two.admin);
    await storePerson(two.server.database, 'accepting');
    await associate.send({ target: { invitationToken: token } }, await two.server.person('accepting'));
    const { body } = await two.server.ask(
      '{ organization(by: { key: "own" }) { auditEntries(first: 100) { nodes { subjectId command newValue } } } }',
      { as: two.agent },
    );
    const entry = body.data.organization.auditEntries.nodes.find(
      ({ subjectId, command }: Record<string, string>) =>
        subjectId === invitation.id && command === 'associate',
    );
    expect(JSON.parse(entry.newValue)).toMatchObject({ acceptedBy: 'emp_accepting' });
  });
});
