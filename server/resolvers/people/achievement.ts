import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_ORGANIZATION } from '../../../schema/access';
import { Achievement, AchievementUse } from '../../../schema/people/achievement';
import {
  CorrectAchievementInput,
  CorrectAchievementPayload,
} from '../../../schema/people/correct-achievement';
import { Employee } from '../../../schema/people/employee';
import {
  ImportAchievementsInput,
  ImportAchievementsPayload,
} from '../../../schema/people/import-achievements';
import { ListSize } from '../../../schema/list-size';
import { RecordAchievementInput, RecordAchievementPayload } from '../../../schema/people/record-achievement';
import { RevokeAchievementInput, RevokeAchievementPayload } from '../../../schema/people/revoke-achievement';
import { LocalDate } from '../../../schema/scalars/local-date';
import { allows } from '../../auth/allows';
import { correctAchievement } from '../../commands/people/correct-achievement';
import { importAchievements } from '../../commands/people/import-achievements';
import { recordAchievement } from '../../commands/people/record-achievement';
import { revokeAchievement } from '../../commands/people/revoke-achievement';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import type { Day } from '../../rules';
import { catalogueOf, catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { presentRefusals } from '../../presenters/refusal';
import { countOutcomes } from '../import-counts';
import { loadEmployee } from './load-employee';
import { DAY_ARGUMENT } from '../statuses/load-on-day';
import { presentAchievement, type AchievementSource } from '../../presenters/people/achievement';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

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
    return {
      achievement: await achievementWithId(context, answer?.achievementId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => ImportAchievementsPayload, {
    description:
      'Imports up to 500 achievements from a feed. Achievements that are already recorded stay unchanged, so a file can be sent again.',
  })
  async importAchievements(
    @Arg('input', () => ImportAchievementsInput, { description: 'The achievements.' })
    input: ImportAchievementsInput,
    @Ctx() context: Context,
  ): Promise<ImportAchievementsPayload> {
    const { answer, refusals } = await importAchievements(context, input);
    if (answer === null) return { rows: null, counts: null, refusals: presentRefusals(refusals, context) };
    const rows = answer.rows.map(async ({ id, outcome, refusals: ofRow }, index) => ({
      outcome,
      refusals: presentRefusals(ofRow, context),
      index,
      achievement: await achievementWithId(context, id),
    }));
    return {
      rows: await Promise.all(rows),
      counts: countOutcomes(answer.rows),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => RevokeAchievementPayload, {
    description: 'Revokes an achievement, which no longer counts from the given day.',
  })
  async revokeAchievement(
    @Arg('input', () => RevokeAchievementInput, { description: 'The achievement.' })
    input: RevokeAchievementInput,
    @Ctx() context: Context,
  ): Promise<RevokeAchievementPayload> {
    const { answer, refusals } = await revokeAchievement(context, input);
    return {
      achievement: await achievementWithId(context, answer?.achievementId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => CorrectAchievementPayload, {
    description: 'Corrects a recorded achievement. The audit log keeps the previous values.',
  })
  async correctAchievement(
    @Arg('input', () => CorrectAchievementInput, { description: 'The correction.' })
    input: CorrectAchievementInput,
    @Ctx() context: Context,
  ): Promise<CorrectAchievementPayload> {
    const { answer, refusals } = await correctAchievement(context, input);
    return {
      achievement: await achievementWithId(context, answer?.achievementId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @ListSize(2)
  @SemanticNonNull()
  @FieldResolver(() => [AchievementUse], {
    nullable: true,
    description:
      'The slots that the person fills with the achievement on a day, in the organization of that day. Empty when it fills no slot or you may not see the progress of that organization.',
  })
  async countsFor(
    @Root() { achievementId, employeeId }: AchievementSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly AchievementUse[]> {
    const day = on ?? context.today;
    const employer = await context.load.employer(day).load(employeeId);
    // The use of an achievement is part of the organization's progress, so the same access rule applies.
    if (employer === null || !allows(OWN_ORGANIZATION, context.viewer, { organizationId: employer }))
      return [];
    const organization = required(await context.load.onDay(employer, day));
    const catalogue = catalogueOf(organization);
    const uses = await organization.uses();
    return (uses.get(achievementId) ?? []).map(({ competency, path, holds }) => ({
      competency: catalogue.competency(competency),
      path: catalogue.path(competency, path),
      holds,
    }));
  }

  @FieldResolver(() => Employee, { description: 'The person who earned the achievement.' })
  employee(
    @Root() { employeeId, organizationId }: AchievementSource,
    @Ctx() context: Context,
  ): Promise<Employee> {
    return loadEmployee(context, employeeId, organizationId);
  }
}

/** Needs no access check: only agents run these commands, and agents see all achievements. */
async function achievementWithId(context: Context, id: string | null): Promise<AchievementSource | null> {
  const row = id === null ? null : await context.load.achievement.load(id);
  return row && presentAchievement(row, await catalogueToday(context), null);
}
