import { Field, ObjectType } from 'type-graphql';
import { Private } from '../access';
import { AffiliationRole } from './affiliation';
import { connectionOf } from '../connection';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';

@Private()
@ObjectType({
  implements: Node,
  description:
    'An invitation to join an organization. Its token is shown once and never stored. Anyone who has the token may use it, once.',
})
export class Invitation extends Node {
  @Field(() => String, { description: 'The invited person, as described by the creator of the invitation.' })
  name!: string;

  @Field(() => AffiliationRole, { description: 'The role that the person gets.' })
  role!: AffiliationRole;

  @Field(() => DateTime, { description: 'The time of creation.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'The time of expiry.' })
  expiresAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of acceptance. Null when the invitation was not accepted.',
  })
  acceptedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of revocation. Null when the invitation was not revoked.',
  })
  revokedAt!: Date | null;
}

export const InvitationConnection = connectionOf('Invitation', () => Invitation, 'invitations');
