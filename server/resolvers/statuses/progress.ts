import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Achievement } from '../../../schema/people/achievement';
import { ConnectionArguments } from '../../../schema/connection';
import { Employee } from '../../../schema/people/employee';
import {
  ContributingCredential,
  Contributor,
  ContributorConnection,
  PeopleProgress,
  UncountedAchievement,
} from '../../../schema/statuses/progress';
import type { Context } from '../../request/context';
import { arrayPage } from '../../request/paging';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { loadEmployee } from '../people/load-employee';
import { presentAchievement } from '../../presenters/people/achievement';
import { presentContributor, type ContributorSource } from '../../presenters/statuses/contributor';
import type { ContributingCredentialSource, PeopleProgressSource } from '../../presenters/statuses/progress';
import type { PresentedUncounted } from '../../presenters/statuses/uncounted';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

@Resolver(() => Contributor)
export class ContributorResolver {
  @FieldResolver(() => Employee, {
    nullable: true,
    description: 'The employee. Null for a person who joins in a what-if.',
  })
  employee(@Root() { employeeId, organizationId }: ContributorSource, @Ctx() context: Context) {
    return employeeId === null ? null : loadEmployee(context, employeeId, organizationId);
  }
}

@Resolver(() => PeopleProgress)
export class PeopleProgressResolver {
  @SemanticNonNull()
  @FieldResolver(() => ContributorConnection, {
    nullable: true,
    description: 'The people who could fill a slot but are not needed.',
  })
  spare(
    @Root() { sparePeople, organizationId }: PeopleProgressSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
  ) {
    return arrayPage(
      'spare',
      sparePeople,
      (person) => person,
      paging,
      (person) => presentContributor(person, organizationId),
    );
  }
}

const ACHIEVEMENT = {
  nullable: true,
  description: 'The achievement. Null for a hypothetical achievement of a what-if.',
} as const;

@Resolver(() => ContributingCredential)
export class ContributingCredentialResolver {
  @FieldResolver(() => Achievement, ACHIEVEMENT)
  achievement(@Root() source: ContributingCredentialSource, @Ctx() context: Context) {
    return achievementOf(source, context);
  }
}

@Resolver(() => UncountedAchievement)
export class UncountedAchievementResolver {
  @FieldResolver(() => Achievement, ACHIEVEMENT)
  achievement(@Root() source: PresentedUncounted, @Ctx() context: Context) {
    return achievementOf(source, context);
  }

  @FieldResolver(() => Contributor, { description: 'The person who holds the achievement.' })
  contributor(@Root() { contributor }: PresentedUncounted) {
    return contributor;
  }
}

async function achievementOf(
  { achievementId, organizationId }: { readonly achievementId: string; readonly organizationId: string },
  context: Context,
) {
  const row = await context.load.achievement.load(achievementId);
  return row && presentAchievement(row, await catalogueToday(context), organizationId);
}
