import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_ORGANIZATION } from '../../schema/access';
import { Achievement, AchievementUse } from '../../schema/achievement';
import { CorrectAchievementInput, CorrectAchievementPayload } from '../../schema/correct-achievement';
import { Employee } from '../../schema/employee';
import { ImportAchievementsInput, ImportAchievementsPayload } from '../../schema/import-achievements';
import { ListSize } from '../../schema/list-size';
import { RecordAchievementInput, RecordAchievementPayload } from '../../schema/record-achievement';
import { RevokeAchievementInput, RevokeAchievementPayload } from '../../schema/revoke-achievement';
import { LocalDate } from '../../schema/scalars/local-date';
import { allows } from '../auth/allows';
import { correctAchievement } from '../commands/correct-achievement';
import { importAchievements } from '../commands/import-achievements';
import { recordAchievement } from '../commands/record-achievement';
import { revokeAchievement } from '../commands/revoke-achievement';
import type { Context } from '../request/context';
import { required } from '../request/required';
import type { Day } from '../rules';
import { catalogueToday } from '../presenters/catalogue-on-day';
import { countsOf } from './import-counts';
import { employeeOf } from './load-employee';
import { ON } from './load-on-day';
import { presentCatalogue } from '../presenters/catalogue';
import { presentAchievement, type AchievementSource } from '../presenters/achievement';

@Resolver(() => Achievement)
export class AchievementResolver {
  @Allow(AGENTS)
  @Mutation(() => RecordAchievementPayload, {
    description: 'Records a credential that a person has earned.',
  })
  async recordAchievement(
    @Arg('input', () => RecordAchievementInput, { description: 'The achievement.' })
    input: RecordAchievementInput,
    @Ctx() context: Context,
  ): Promise<RecordAchievementPayload> {
    const { answer, refusals } = await recordAchievement(context, input);
    return { achievement: await achievementWithId(context, answer?.achievementId ?? null), refusals };
  }

  @Allow(AGENTS)
  @Mutation(() => ImportAchievementsPayload, {
    description:
      'Records what a feed tells of many people, up to 500 achievements. What is recorded already stays as it is, so a file can be sent again.',
  })
  async importAchievements(
    @Arg('input', () => ImportAchievementsInput, { description: 'The achievements.' })
    input: ImportAchievementsInput,
    @Ctx() context: Context,
  ): Promise<ImportAchievementsPayload> {
    const { answer, refusals } = await importAchievements(context, input);
    if (answer === null) return { rows: null, counts: null, refusals };
    const rows = answer.rows.map(async ({ id, ...row }, index) => ({
      ...row,
      index,
      achievement: await achievementWithId(context, id),
    }));
    return { rows: await Promise.all(rows), counts: countsOf(answer.rows), refusals };
  }

  @Allow(AGENTS)
  @Mutation(() => RevokeAchievementPayload, {
    description: 'Takes an achievement back. From that day on it does not count.',
  })
  async revokeAchievement(
    @Arg('input', () => RevokeAchievementInput, { description: 'The achievement.' })
    input: RevokeAchievementInput,
    @Ctx() context: Context,
  ): Promise<RevokeAchievementPayload> {
    const { answer, refusals } = await revokeAchievement(context, input);
    return { achievement: await achievementWithId(context, answer?.achievementId ?? null), refusals };
  }

  @Allow(AGENTS)
  @Mutation(() => CorrectAchievementPayload, {
    description: 'Corrects what was recorded of an achievement; the audit log keeps what was there before.',
  })
  async correctAchievement(
    @Arg('input', () => CorrectAchievementInput, { description: 'The correction.' })
    input: CorrectAchievementInput,
    @Ctx() context: Context,
  ): Promise<CorrectAchievementPayload> {
    const { answer, refusals } = await correctAchievement(context, input);
    return { achievement: await achievementWithId(context, answer?.achievementId ?? null), refusals };
  }

  @ListSize(2)
  @FieldResolver(() => [AchievementUse], {
    nullable: true,
    description:
      'What it counts for on a day: the slots that its person fills with it, in the organization of that day. Empty when it counts for nothing, and for who may not see the progress of that organization.',
  })
  async countsFor(
    @Root() { achievementId, employeeId }: AchievementSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly AchievementUse[]> {
    const day = on ?? context.today;
    const employer = await context.load.employer(day).load(employeeId);
    // What it does for an organization is for those who may see that organization's progress.
    if (employer === null || !allows(OWN_ORGANIZATION, context.viewer, { organizationId: employer }))
      return [];
    const organization = required(await context.load.onDay(employer, day));
    const catalogue = presentCatalogue(organization.catalogue);
    const uses = await organization.uses();
    return (uses.get(achievementId) ?? []).map(({ competency, path, holds }) => ({
      competency: required(catalogue.competency.get(competency)),
      path: catalogue.path(competency, path),
      holds,
    }));
  }

  @FieldResolver(() => Employee, { description: 'The person who earned it.' })
  employee(
    @Root() { employeeId, organizationId }: AchievementSource,
    @Ctx() context: Context,
  ): Promise<Employee> {
    return employeeOf(context, employeeId, organizationId);
  }
}

/** What a command has answered: achievements are never deleted, and agents see all of them. */
async function achievementWithId(context: Context, id: string | null): Promise<AchievementSource | null> {
  const row = id === null ? null : await context.load.achievement.load(id);
  return row && presentAchievement(row, await catalogueToday(context), null);
}
