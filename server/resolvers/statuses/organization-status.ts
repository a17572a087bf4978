import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../../schema/access';
import {
  CompetencyStatus,
  DerivedCompetencyStatus,
  SupposedCompetencyStatus,
} from '../../../schema/statuses/competency-status';
import { CriticalPerson } from '../../../schema/statuses/critical-person';
import { Level } from '../../../schema/catalogue/level';
import { ListSize } from '../../../schema/list-size';
import { Organization } from '../../../schema/organizations/organization';
import {
  DerivedOrganizationStatus,
  OrganizationStatus,
  SupposedOrganizationStatus,
} from '../../../schema/statuses/organization-status';
import { PathProgress } from '../../../schema/statuses/progress';
import { PlanWay } from '../../../schema/statuses/plan';
import { LocalDate } from '../../../schema/scalars/local-date';
import { StatusChange } from '../../../schema/statuses/status-change';
import { StatusTimeline } from '../../../schema/statuses/timeline';
import { SuppositionInput, WhatIf } from '../../../schema/statuses/what-if';
import { checkKnownKey, knownKeys } from '../../checks/known-keys';
import { sentence } from '../../messages';
import { BadInput } from '../../request/bad-input';
import type { Context } from '../../request/context';
import {
  criticalPeopleStepwise,
  explainedSpansStepwise,
  forecastStepwise,
  planStepwise,
  type Day,
  type Level as LevelName,
} from '../../rules';
import { catalogueOf } from '../../presenters/catalogue/catalogue-on-day';
import { DAY_ARGUMENT, loadOrganizationOnDay } from './load-on-day';
import { presentCriticalPerson } from '../../presenters/statuses/critical-person';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import {
  competenciesOf,
  competencyOf,
  pathsTowards,
  presentOrganizationStatus,
  type OrganizationStatusSource,
} from '../../presenters/statuses/organization-status';
import { presentPlanWay } from '../../presenters/statuses/plan';
import { presentChange } from '../../presenters/statuses/status-change';
import { refuseUnknownCenter } from '../arguments/center';
import { presentTimeline } from '../../presenters/statuses/timeline';
import { presentWhatIf } from '../../presenters/statuses/what-if';
import { createHypothesis } from '../arguments/suppositions';
import { refuseInput } from '../arguments/refuse-input';
import { SemanticNonNull } from '../../../schema/semantic-non-null';
import type { AbstractType } from '../../../schema/abstract-type';

const ATTAINED_AT_LEAST = {
  nullable: true,
  description: 'Only competencies attained at this level or a higher one. Default: all competencies.',
} as const;
const CENTER = {
  nullable: true,
  description: 'Only competencies of the center with this key. Default: all centers.',
} as const;
const KEY = { description: 'The key of the competency in the catalogue, such as `data-platform`.' } as const;

/** Only the selected fields are evaluated. */
@Resolver(() => Organization)
export class DerivedOrganizationResolver {
  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => OrganizationStatus, {
    nullable: true,
    description: 'The complete status of the organization on a day.',
  })
  async status(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return presentOrganizationStatus(await loadOrganizationOnDay(context, organization, on));
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => [Level], {
    nullable: true,
    description:
      'The membership levels that may be bought on a day: every level up to the highest one attained in at least one competency.',
  })
  async eligibleLevels(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return (await loadOrganizationOnDay(context, organization, on)).eligibleLevels();
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(18)
  @SemanticNonNull()
  @FieldResolver(() => [CompetencyStatus], {
    nullable: true,
    description:
      'The status of each competency on a day, in the order of the catalogue: the level, the reasons and the missing parts.',
  })
  async competencies(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Arg('attainedAtLeast', () => Level, ATTAINED_AT_LEAST) attainedAtLeast: LevelName | null = null,
    @Arg('center', () => String, CENTER) center: string | null = null,
    @Ctx() context: Context,
  ) {
    const organizationOnDay = await loadOrganizationOnDay(context, organization, on);
    refuseUnknownCenter(center, context);
    return competenciesOf(organizationOnDay, { attainedAtLeast, center });
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => CompetencyStatus, {
    nullable: true,
    description:
      'The status of one competency on a day. Null when the catalogue of the day does not contain the competency.',
  })
  async competency(
    @Root() organization: OrganizationSource,
    @Arg('key', () => String, KEY) key: string,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return competencyOf(await loadOrganizationOnDay(context, organization, on), key);
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(20)
  @SemanticNonNull()
  @FieldResolver(() => [StatusChange], {
    nullable: true,
    description:
      'The status changes between two days, according to the recorded facts, in chronological order and with their causes.',
  })
  async forecast(
    @Root() organization: OrganizationSource,
    @Arg('until', () => LocalDate, {
      nullable: true,
      description: 'The forecast ends before this day. Default: no limit.',
    })
    until: Day | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The forecast begins after this day. Default: today.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const organizationOnDay = await loadOrganizationOnDay(context, organization, on);
    const { organizationId, day: start } = organizationOnDay;
    if (until !== null && until <= start) {
      throw new BadInput({
        code: 'INVALID',
        path: ['until'],
        sentence: sentence('forecast.order', { until, on: start }),
      });
    }
    const changes = await organizationOnDay.derive('forecast', `until ${until}`, (versions, facts, day) =>
      forecastStepwise(versions, facts, day, until),
    );
    const catalogue = catalogueOf(organizationOnDay);
    return changes.map((change) => presentChange(change, catalogue, organizationId));
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(18)
  @SemanticNonNull()
  @FieldResolver(() => [PathProgress], {
    nullable: true,
    description:
      'The nearest path of each competency in which the facts do not prove a level on a day: the highest percentage first, then the fewest missing people, then the fewest other missing parts. A path to a higher level counts, too. Competencies without an effective path are left out.',
  })
  async progressTowards(
    @Root() organization: OrganizationSource,
    @Arg('level', () => Level, { description: 'The level to reach.' }) level: LevelName,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return pathsTowards(await loadOrganizationOnDay(context, organization, on), level);
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => StatusTimeline, {
    nullable: true,
    description:
      'The whole status over a span of days, past and future, according to the recorded facts: each level and flag as consecutive spans with the causes of each change.',
  })
  async timeline(
    @Root() organization: OrganizationSource,
    @Arg('from', () => LocalDate, { nullable: true, description: 'The first day. Default: today.' })
    from: Day | null = null,
    @Arg('until', () => LocalDate, {
      nullable: true,
      description: 'The first day after the timeline. Default: without end.',
    })
    until: Day | null = null,
    @Ctx() context: Context,
  ) {
    const organizationOnDay = await loadOrganizationOnDay(context, organization, from);
    const { day: start } = organizationOnDay;
    if (until !== null && until <= start)
      throw new BadInput({
        code: 'INVALID',
        path: ['until'],
        sentence: sentence('timeline.order', { until, from: start }),
      });
    const spans = await organizationOnDay.derive('forecast', `spans until ${until}`, (versions, facts, day) =>
      explainedSpansStepwise(versions, facts, day, until),
    );
    return presentTimeline(spans, organizationOnDay, until);
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(5)
  @SemanticNonNull()
  @FieldResolver(() => [CriticalPerson], {
    nullable: true,
    description:
      'The people whose departure on a day would lower a competency, or the membership level that may be bought, on that day or up to the renewal day.',
  })
  async criticalPeople(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const organizationOnDay = await loadOrganizationOnDay(context, organization, on);
    const people = await organizationOnDay.derive('criticalPeople', '', criticalPeopleStepwise);
    const catalogue = catalogueOf(organizationOnDay);
    const { organizationId } = organizationOnDay;
    return people.map((person) => presentCriticalPerson(person, catalogue, organizationId));
  }

  @Allow(OWN_ORGANIZATION)
  @ListSize(10)
  @SemanticNonNull()
  @FieldResolver(() => [PlanWay], {
    nullable: true,
    description:
      'The ways to reach a level on a day: the best way of each path, cheapest first. Ways without missing sales come first, then those with the fewest credentials to earn, then those with the fewest hires.',
  })
  async plan(
    @Root() organization: OrganizationSource,
    @Arg('level', () => Level, { description: 'The level to reach.' }) level: LevelName,
    @Arg('competency', () => String, {
      nullable: true,
      description: 'The key of the competency in which to reach the level. Default: any competency.',
    })
    competency: string | null = null,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const organizationOnDay = await loadOrganizationOnDay(context, organization, on);
    if (competency !== null) {
      const known = knownKeys('competency', organizationOnDay.versions);
      refuseInput([checkKnownKey('competency', competency, known, ['competency'])]);
    }
    const ways = await organizationOnDay.derive('plan', `${level} ${competency}`, (versions, facts, day) =>
      planStepwise(versions, facts, level, competency, day),
    );
    return ways.map((way) => presentPlanWay(way, organizationOnDay));
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => WhatIf, {
    nullable: true,
    description: 'The status of the organization on a day under hypothetical changes. Nothing is stored.',
  })
  async whatIf(
    @Root() organization: OrganizationSource,
    @Arg('changes', () => [SuppositionInput], {
      description: 'The hypothetical changes, applied in the given order; at most 100.',
    })
    changes: readonly SuppositionInput[],
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const before = await loadOrganizationOnDay(context, organization, on);
    return presentWhatIf(before, await before.withHypothesis(createHypothesis(changes, context.today)));
  }
}

/** The interface and its types have the same fields. Below each of them, competencies have a type of their own. */
const statusResolver = (type: AbstractType, competencyType: AbstractType) => {
  @Resolver(() => type)
  class StatusResolver {
    @ListSize(18)
    @SemanticNonNull()
    @FieldResolver(() => [competencyType], {
      nullable: true,
      description: 'The status of each competency, in the order of the catalogue.',
    })
    competencies(
      @Root() { organization }: OrganizationStatusSource,
      @Arg('attainedAtLeast', () => Level, ATTAINED_AT_LEAST) attainedAtLeast: LevelName | null = null,
      @Arg('center', () => String, CENTER) center: string | null = null,
      @Ctx() context: Context,
    ) {
      refuseUnknownCenter(center, context);
      return competenciesOf(organization, { attainedAtLeast, center });
    }

    @FieldResolver(() => competencyType, {
      nullable: true,
      description:
        'The status of one competency. Null when the catalogue of the day does not contain the competency.',
    })
    competency(
      @Root() { organization }: OrganizationStatusSource,
      @Arg('key', () => String, KEY) key: string,
    ) {
      return competencyOf(organization, key);
    }
  }
  return StatusResolver;
};

export const ORGANIZATION_STATUS_RESOLVERS = [
  statusResolver(DerivedOrganizationStatus, DerivedCompetencyStatus),
  statusResolver(OrganizationStatus, CompetencyStatus),
  statusResolver(SupposedOrganizationStatus, SupposedCompetencyStatus),
];
