import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { connectionOf } from '../connection';
import { Level } from '../catalogue/level';
import type { Organization } from '../organizations/organization';
import { LocalDate } from '../scalars/local-date';

@Private()
@ObjectType({
  description:
    'A member whose renewal is endangered according to the recorded facts: a displayed competency will not last, the membership level may not be bought on the renewal day, or both.',
})
export class OrganizationAtRisk {
  @Field(() => LocalDate, {
    description:
      'The renewal day: the end of the running term or, if further terms follow without a gap, the end of the last of them.',
  })
  renewalDay!: Day;

  @Field(() => Boolean, {
    description:
      'Whether a displayed competency will not be attained at its displayed level on the renewal day.',
  })
  renewalAtRisk!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the level of the last term may be bought on the renewal day.',
  })
  willBeEligible!: boolean;

  @Field(() => Level, { description: 'The level of the membership that runs on the requested day.' })
  membershipLevel!: LevelName;

  // Resolved in server/resolvers/statuses/organization-at-risk.ts.
  organization!: Organization;
}

export const OrganizationAtRiskConnection = connectionOf(
  'OrganizationAtRisk',
  () => OrganizationAtRisk,
  'members whose renewal is endangered',
);
