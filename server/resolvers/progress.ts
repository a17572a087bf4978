import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Achievement } from '../../schema/achievement';
import { ConnectionArguments } from '../../schema/connection';
import { Employee } from '../../schema/employee';
import {
  ContributingCredential,
  Contributor,
  ContributorConnection,
  PeopleProgress,
  UncountedAchievement,
} from '../../schema/progress';
import type { Context } from '../request/context';
import { arrayPage } from '../request/paging';
import { catalogueToday } from '../presenters/catalogue-on-day';
import { employeeOf } from './load-employee';
import { presentAchievement } from '../presenters/achievement';
import { presentContributor, type ContributorSource } from '../presenters/contributor';
import type { ContributingCredentialSource, PeopleProgressSource } from '../presenters/progress';
import type { PresentedUncounted } from '../presenters/uncounted';

@Resolver(() => Contributor)
export class ContributorResolver {
  @FieldResolver(() => Employee, {
    nullable: true,
    description: 'The employee; null when it is somebody who only joins in a what-if.',
  })
  employee(@Root() { employeeId, organizationId }: ContributorSource, @Ctx() context: Context) {
    return employeeId === null ? null : employeeOf(context, employeeId, organizationId);
  }
}

@Resolver(() => PeopleProgress)
export class PeopleProgressResolver {
  @FieldResolver(() => ContributorConnection, {
    description: 'Who would do for a slot, but is not needed.',
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
  description: 'The achievement; null when it is only supposed, in a what-if.',
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

  @FieldResolver(() => Contributor, { description: 'Whose it is.' })
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
