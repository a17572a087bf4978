import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { connectionOf } from '../connection';
import { Node } from '../node';
import { LocalDate } from '../scalars/local-date';

export const AffiliationRole = { MEMBER: 'MEMBER', ADMIN: 'ADMIN' } as const;
export type AffiliationRole = keyof typeof AffiliationRole;

registerEnumType(AffiliationRole, {
  name: 'AffiliationRole',
  description: 'Role of a person in an organization.',
  valuesConfig: {
    MEMBER: { description: 'Belongs to the organization and sees its progress.' },
    ADMIN: {
      description:
        'Administers the organization: people, invitations, purchases, benefits, profile and API keys.',
    },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    'The period in which a person belongs to an organization. A person belongs to one organization at a time.',
})
export class Affiliation extends Node {
  @Field(() => AffiliationRole, { description: 'The role of the person in the organization.' })
  role!: AffiliationRole;

  @Field(() => LocalDate, { description: 'The first day of the affiliation.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day after the affiliation. Null while no end is known.',
  })
  until!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last day of the affiliation. Null while no end is known, or when the affiliation has no day.',
  })
  lastDay!: Day | null;

  @Field(() => Int, {
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to an update.',
  })
  version!: number;
}

export const AffiliationConnection = connectionOf('Affiliation', () => Affiliation, 'affiliations');
