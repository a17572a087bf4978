import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { connectionOf } from './connection';
import { Node } from './node';
import { LocalDate } from './scalars/local-date';

export const AffiliationRole = { MEMBER: 'MEMBER', ADMIN: 'ADMIN' } as const;
export type AffiliationRole = keyof typeof AffiliationRole;

registerEnumType(AffiliationRole, {
  name: 'AffiliationRole',
  description: 'What a person is in an organization.',
  valuesConfig: {
    MEMBER: { description: 'Belongs to it, and sees its progress.' },
    ADMIN: { description: 'Administers it: people, invitations, purchases, benefits, profile and API keys.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description: 'The days on which a person belongs to an organization. A person has one at a time.',
})
export class Affiliation extends Node {
  @Field(() => AffiliationRole, { description: 'As what.' })
  role!: AffiliationRole;

  @Field(() => LocalDate, { description: 'The first day.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day that no longer belongs to it; null while no end is known.',
  })
  until!: Day | null;

  @Field(() => Int, {
    description: 'Counts its changes, for the `expectedVersion` of an update.',
  })
  version!: number;
}

export const AffiliationConnection = connectionOf('Affiliation', () => Affiliation, 'affiliations');
