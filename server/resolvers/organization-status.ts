import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../schema/access';
import { CompetencyStatus } from '../../schema/competency-status';
import { CriticalPerson } from '../../schema/critical-person';
import { Level } from '../../schema/level';
import { ListSize } from '../../schema/list-size';
import { Organization } from '../../schema/organization';
import { OrganizationStatus } from '../../schema/organization-status';
import { PlanWay } from '../../schema/plan';
import { LocalDate } from '../../schema/scalars/local-date';
import { StatusChange } from '../../schema/status-change';
import { SuppositionInput, WhatIf } from '../../schema/what-if';
import { checkKnown, wordsOf } from '../checks/known-keys';
import { say } from '../messages';
import { BadInput } from '../request/bad-input';
import type { Context } from '../request/context';
import {
  criticalPeopleStepwise,
  forecastStepwise,
  planStepwise,
  type Day,
  type Level as LevelName,
} from '../rules';
import { catalogueOf } from '../presenters/catalogue-on-day';
import { ON, onDay } from './load-on-day';
import { presentCriticalPerson } from '../presenters/critical-person';
import type { OrganizationSource } from '../presenters/organization';
import {
  competenciesOf,
  competencyOf,
  presentOrganizationStatus,
  type OrganizationStatusSource,
} from '../presenters/organization-status';
import { presentWay } from '../presenters/plan';
import { presentChange } from '../presenters/status-change';
import { mustBeCenter } from './arguments/center';
import { presentWhatIf } from '../presenters/what-if';
import { suppose } from './arguments/suppositions';
import { refuseInput } from './arguments/refuse-input';

const ATTAINED_AT_LEAST = {
  nullable: true,
  description: 'Only those that are attained at this level or a higher one.',
} as const;
const CENTER = { nullable: true, description: 'Only those of the center with this key.' } as const;
const KEY = { description: 'Its key in the catalogue, such as `data-platform`.' } as const;

/** What is derived of an organization. Nothing of it is stored, and only what is selected is worked out. */
@Resolver(() => Organization)
export class DerivedOrganizationResolver {
  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => OrganizationStatus, {
    nullable: true,
    description: 'How it stands on a day, as a whole.',
  })
  async status(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return presentOrganizationStatus(await onDay(context, organization, on));
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => [Level], {
    nullable: true,
    description:
      'The levels of membership that may be bought on a day: every one up to the highest that is attained in at least one competency.',
  })
  async eligibleLevels(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return (await onDay(context, organization, on)).eligibleLevels();
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(18)
  @FieldResolver(() => [CompetencyStatus], {
    nullable: true,
    description:
      'How each competency stands on a day, in the order of the catalogue: its level, what led to it, and what is missing.',
  })
  async competencies(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Arg('attainedAtLeast', () => Level, ATTAINED_AT_LEAST) attainedAtLeast: LevelName | null = null,
    @Arg('center', () => String, CENTER) center: string | null = null,
    @Ctx() context: Context,
  ) {
    const asked = await onDay(context, organization, on);
    mustBeCenter(center, context);
    return competenciesOf(asked, { attainedAtLeast, center });
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => CompetencyStatus, {
    nullable: true,
    description: 'How one competency stands on a day; null when the catalogue of the day does not have it.',
  })
  async competency(
    @Root() organization: OrganizationSource,
    @Arg('key', () => String, KEY) key: string,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return competencyOf(await onDay(context, organization, on), key);
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(20)
  @FieldResolver(() => [StatusChange], {
    nullable: true,
    description:
      'The changes of its status after a day and before another, by what is known, each with its causes, in the order of days.',
  })
  async forecast(
    @Root() organization: OrganizationSource,
    @Arg('until', () => LocalDate, {
      nullable: true,
      description: 'The forecast ends before this day; when absent, it tells all that is known.',
    })
    until: Day | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The forecast begins after this day; today when absent.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const asked = await onDay(context, organization, on);
    const { organizationId } = asked;
    if (until !== null && until <= asked.day) {
      throw new BadInput(say('forecast.order', { until, on: asked.day }));
    }
    const changes = await asked.derive('forecast', `until ${until}`, (versions, facts, day) =>
      forecastStepwise(versions, facts, day, until),
    );
    const catalogue = catalogueOf(asked);
    return changes.map((change) => presentChange(change, catalogue, organizationId));
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(5)
  @FieldResolver(() => [CriticalPerson], {
    nullable: true,
    description:
      'Whose leaving on a day would lower a competency, or the level that may be bought, on that day or up to the renewal.',
  })
  async criticalPeople(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const asked = await onDay(context, organization, on);
    const people = await asked.derive('criticalPeople', '', criticalPeopleStepwise);
    const catalogue = catalogueOf(asked);
    return people.map((person) => presentCriticalPerson(person, catalogue, asked.organizationId));
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(10)
  @FieldResolver(() => [PlanWay], {
    nullable: true,
    description:
      'The ways to prove a level on a day, the best of each path, cheapest first: those that miss no sales, then with the fewest credentials to earn, then with the fewest hires.',
  })
  async plan(
    @Root() organization: OrganizationSource,
    @Arg('level', () => Level, { description: 'The level to reach.' }) level: LevelName,
    @Arg('competency', () => String, {
      nullable: true,
      description: 'The key of the competency in which to reach it; in any of them when absent.',
    })
    competency: string | null = null,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const asked = await onDay(context, organization, on);
    if (competency !== null) {
      refuseInput([
        checkKnown('competency', competency, wordsOf('competency', asked.versions), ['competency']),
      ]);
    }
    const ways = await asked.derive('plan', `${level} ${competency}`, (versions, facts, day) =>
      planStepwise(versions, facts, level, competency, day),
    );
    return ways.map((way) => presentWay(way, asked));
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => WhatIf, {
    nullable: true,
    description: 'How it would stand on a day if something happened. Nothing is stored.',
  })
  async whatIf(
    @Root() organization: OrganizationSource,
    @Arg('changes', () => [SuppositionInput], {
      description: 'What is supposed, one after the other; at most 100.',
    })
    changes: readonly SuppositionInput[],
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const before = await onDay(context, organization, on);
    return presentWhatIf(before, await before.supposing(suppose(changes, context.today)));
  }
}

@Resolver(() => OrganizationStatus)
export class OrganizationStatusResolver {
  @ListSize(18)
  @FieldResolver(() => [CompetencyStatus], {
    description: 'How each competency stands, in the order of the catalogue.',
  })
  competencies(
    @Root() { organization }: OrganizationStatusSource,
    @Arg('attainedAtLeast', () => Level, ATTAINED_AT_LEAST) attainedAtLeast: LevelName | null = null,
    @Arg('center', () => String, CENTER) center: string | null = null,
    @Ctx() context: Context,
  ) {
    mustBeCenter(center, context);
    return competenciesOf(organization, { attainedAtLeast, center });
  }

  @FieldResolver(() => CompetencyStatus, {
    nullable: true,
    description: 'How one competency stands; null when the catalogue of the day does not have it.',
  })
  competency(@Root() { organization }: OrganizationStatusSource, @Arg('key', () => String, KEY) key: string) {
    return competencyOf(organization, key);
  }
}
