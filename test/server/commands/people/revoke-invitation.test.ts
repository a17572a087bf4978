import { describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { INVITATION_INPUT, invitationsOf, INVITATION_NOT_FOUND } from '../../../support/invitations';
import { askDuringTransaction } from '../../../support/ask-during-transaction';
import { twoOrganizationsOn } from '../../../support/two-organizations';

const REVOKE = `mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) {
  invitation { id expiresAt acceptedAt revokedAt } refusals { code message path } } }`;

describe.each(DATABASES)('revokeInvitation on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const { invite, associate, somebody } = invitationsOf(two);
  const revoke = commandsOf(() => two.server, REVOKE);

  it('revokes an invitation immediately', async () => {
    const { token, invitation } = await invite.send(INVITATION_INPUT, two.admin);
    two.clock = new Date('2026-03-02T10:30:00.000Z');
    expect(await revoke.send({ invitationId: invitation.id }, two.admin)).toEqual({
      invitation: {
        id: invitation.id,
        expiresAt: '2026-03-09T10:00:00.000Z',
        acceptedAt: null,
        revokedAt: '2026-03-02T10:30:00.000Z',
      },
      refusals: [],
    });
    expect(await associate.refused({ target: { invitationToken: token } }, await somebody())).toEqual([
      INVITATION_NOT_FOUND,
    ]);
    expect(await revoke.refused({ invitationId: invitation.id }, two.agent)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The invitation was already revoked at 2026-03-02T10:30:00.000Z.',
        path: ['input', 'invitationId'],
      },
    ]);
    const [, entry] = await auditOf(two.server, invitation.id);
    expect(entry).toMatchObject({
      command: 'revokeInvitation',
      before: { expiresAt: '2026-03-09 10:00:00.000', revokedAt: null },
      after: { expiresAt: '2026-03-09 10:00:00.000', revokedAt: '2026-03-02 10:30:00.000' },
    });
  });

  it('refuses an accepted invitation', async () => {
    const { token, invitation } = await invite.send(INVITATION_INPUT, two.admin);
    await associate.send({ target: { invitationToken: token } }, await somebody());
    expect(await revoke.refused({ invitationId: invitation.id }, two.admin)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The invitation was already accepted at 2026-03-02T10:00:00.000Z.',
        path: ['input', 'invitationId'],
      },
    ]);
  });

  it("refuses another organization's invitation like an unknown one, in the same number of statements", async () => {
    const { invitation } = await invite.send(
      { ...INVITATION_INPUT, organizationId: 'org_other' },
      two.otherAdmin,
    );
    const tracesOf = (id: string) => revoke.traces({ invitationId: id }, id, two.admin);
    const unknown = await tracesOf('inv_019a0000-0000-7000-8000-000000000000');
    expect(unknown.text).toContain('There is no invitation with the id');
    expect(await tracesOf(invitation.id)).toEqual(unknown);
    expect(await revoke.refused({ invitationId: invitation.id }, two.member)).toBe('FORBIDDEN');
  });

  it('refuses to revoke an invitation that a concurrent request has accepted', async () => {
    const { invitation } = await invite.send(INVITATION_INPUT, two.admin);
    const refusals = await askDuringTransaction(
      two.server.database,
      (transaction) =>
        transaction.change('UPDATE invitation SET acceptedAt = ?, acceptedBy = ? WHERE id = ?', [
          '2026-03-02 10:00:00.000',
          'member',
          invitation.id.slice('inv_'.length),
        ]),
      () => revoke.refused({ invitationId: invitation.id }, two.admin),
    );
    expect(refusals).toMatchObject([{ code: 'ALREADY_ENDED' }]);
  });
});
