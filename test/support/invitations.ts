import { commandsOf } from './commands';
import { storePerson } from './facts';
import type { TwoOrganizations } from './two-organizations';

const INVITE = `mutation ($input: InviteEmployeeInput!) { inviteEmployee(input: $input) { token
  invitation { id name role createdAt expiresAt acceptedAt } refusals { code message path } } }`;
const ASSOCIATE = `mutation ($input: AssociateInput!) { associate(input: $input) {
  affiliation { role organization { key } } refusals { code message path } } }`;

export const INVITATION_INPUT = { organizationId: 'org_own', name: 'Our new colleague' };

/** The refusal of any unusable invitation, including an unknown one. */
export const INVITATION_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'The invitation is not valid: it is unknown, expired, revoked or used. Ask for a new one.',
  path: ['input', 'target', 'invitationToken'],
};

export function invitationsOf(two: TwoOrganizations) {
  let people = 0;
  return {
    invite: commandsOf(() => two.server, INVITE),
    associate: commandsOf(() => two.server, ASSOCIATE),
    /** Signs in a new person without an affiliation: `somebody-1`, `somebody-2` and so on. */
    somebody: async () => {
      const subject = `somebody-${++people}`;
      await storePerson(two.server.database, subject);
      return two.server.person(subject);
    },
    people: () => people,
  };
}
