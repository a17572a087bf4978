import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { connectionOf } from './connection';
import { Level } from './level';
import type { Organization } from './organization';
import { LocalDate } from './scalars/local-date';

@Private()
@ObjectType({
  description:
    'A member whose renewal is in danger by what is known: something that is shown will not last, or the level may not be bought then, or both.',
})
export class OrganizationAtRisk {
  @Field(() => LocalDate, {
    description:
      'The day of renewal: the end of the running term or, where further terms follow without a gap, of the last of them.',
  })
  renewalDay!: Day;

  @Field(() => Boolean, {
    description: 'Whether something that the profile shows will not be attained at that level on that day.',
  })
  renewalAtRisk!: boolean;

  @Field(() => Boolean, { description: 'Whether the level of the last term may be bought on that day.' })
  willBeEligible!: boolean;

  @Field(() => Level, { description: 'The level of the membership that runs on the day asked.' })
  membershipLevel!: LevelName;

  // Resolved in server/resolvers/organizations-at-risk.ts.
  organization!: Organization;
}

export const OrganizationAtRiskConnection = connectionOf(
  'OrganizationAtRisk',
  () => OrganizationAtRisk,
  'members whose renewal is in danger',
);
