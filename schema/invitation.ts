import { Field, ObjectType } from 'type-graphql';
import { Private } from './access';
import { AffiliationRole } from './affiliation';
import { connectionOf } from './connection';
import { Node } from './node';
import { DateTime } from './scalars/date-time';

@Private()
@ObjectType({
  implements: Node,
  description:
    'An invitation to join an organization. Its token is shown once and stored nowhere; whoever has it may use it once.',
})
export class Invitation extends Node {
  @Field(() => String, { description: 'Whom it is for, in the words of whoever made it.' })
  name!: string;

  @Field(() => AffiliationRole, { description: 'As what the person is invited.' })
  role!: AffiliationRole;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'From when on it opens nothing.' })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was accepted; null when it was not.' })
  acceptedAt!: Date | null;
}

export const InvitationConnection = connectionOf('Invitation', () => Invitation, 'invitations');
