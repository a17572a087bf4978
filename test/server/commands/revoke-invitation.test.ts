import { describe, expect, it } from '@jest/globals';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { GIVEN, invitationsOf, NOTHING } from '../../support/invitations';
import { askedMeanwhile } from '../../support/meanwhile';
import { twoOrganizationsOn } from '../../support/two-organizations';

const REVOKE = `mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) {
  invitation { id expiresAt acceptedAt } refusals { code message path } } }`;

describe.each(DATABASES)('invitations on $name', (kind) => {
  const two = twoOrganizationsOn(kind);
  const { invite, associate, somebody } = invitationsOf(two);
  const revoke = commandsOf(() => two.server, REVOKE);

  it('are revoked at once', async () => {
    const { token, invitation } = await invite.send(GIVEN, two.admin);
    two.clock = new Date('2026-03-02T10:30:00.000Z');
    expect(await revoke.send({ invitationId: invitation.id }, two.admin)).toEqual({
      invitation: { id: invitation.id, expiresAt: '2026-03-02T10:30:00.000Z', acceptedAt: null },
      refusals: [],
    });
    expect(await associate.refused({ invitationToken: token }, await somebody())).toEqual([NOTHING]);
    expect(await revoke.refused({ invitationId: invitation.id }, two.agent)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The invitation expired at 2026-03-02T10:30:00.000Z.',
        path: ['input', 'invitationId'],
      },
    ]);
    const [, entry] = await auditOf(two.server, invitation.id);
    expect(entry).toMatchObject({
      command: 'revokeInvitation',
      before: { expiresAt: '2026-03-09 10:00:00.000' },
      after: { expiresAt: '2026-03-02 10:30:00.000' },
    });
  });

  it('are not revoked once they were accepted', async () => {
    const { token, invitation } = await invite.send(GIVEN, two.admin);
    await associate.send({ invitationToken: token }, await somebody());
    expect(await revoke.refused({ invitationId: invitation.id }, two.admin)).toEqual([
      {
        code: 'ALREADY_ENDED',
        message: 'The invitation was accepted at 2026-03-02T10:00:00.000Z.',
        path: ['input', 'invitationId'],
      },
    ]);
  });

  it('of others and of nobody are refused alike, by the same statements', async () => {
    const { invitation } = await invite.send({ ...GIVEN, organizationId: 'org_other' }, two.otherAdmin);
    const of = (id: string) => revoke.traces({ invitationId: id }, id, two.admin);
    const unknown = await of('inv_019a0000-0000-7000-8000-000000000000');
    expect(unknown.text).toContain('There is no invitation with the id');
    expect(await of(invitation.id)).toEqual(unknown);
    expect(await revoke.refused({ invitationId: invitation.id }, two.member)).toBe('FORBIDDEN');
  });

  it('are not revoked when they are accepted meanwhile', async () => {
    const { invitation } = await invite.send(GIVEN, two.admin);
    const told = await askedMeanwhile(
      two.server.database,
      (transaction) =>
        transaction.change('UPDATE invitation SET acceptedAt = ?, acceptedBy = ? WHERE id = ?', [
          '2026-03-02 10:00:00.000',
          'member',
          invitation.id.slice('inv_'.length),
        ]),
      () => revoke.refused({ invitationId: invitation.id }, two.admin),
    );
    expect(told).toMatchObject([{ code: 'ALREADY_ENDED' }]);
  });
});
