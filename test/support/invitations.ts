import { commandsOf } from './commands';
import { storePerson } from './facts';
import type { TwoOrganizations } from './two-organizations';

const INVITE = `mutation ($input: InviteEmployeeInput!) { inviteEmployee(input: $input) { token
  invitation { id name role createdAt expiresAt acceptedAt } refusals { code message path } } }`;
const ASSOCIATE = `mutation ($input: AssociateInput!) { associate(input: $input) {
  affiliation { role organization { key } } refusals { code message path } } }`;

/** An invitation to `own`. */
export const GIVEN = { organizationId: 'org_own', name: 'Our new colleague' };

/** How an invitation is refused that is not to be told from one that never was. */
export const NOTHING = {
  code: 'NOT_FOUND',
  message: 'The invitation opens nothing: it is unknown, expired, revoked or used. Ask for a new one.',
  path: ['input', 'invitationToken'],
};

/** Those who invite, and those who come. */
export function invitationsOf(two: TwoOrganizations) {
  let people = 0;
  return {
    invite: commandsOf(() => two.server, INVITE),
    associate: commandsOf(() => two.server, ASSOCIATE),
    /** Signs in somebody who belongs nowhere, each time somebody else: `somebody-1` and so on. */
    somebody: async () => {
      const subject = `somebody-${++people}`;
      await storePerson(two.server.database, subject);
      return two.server.person(subject);
    },
    people: () => people,
  };
}
