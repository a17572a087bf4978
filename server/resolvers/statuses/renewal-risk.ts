import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../../schema/access';
import { Organization } from '../../../schema/organizations/organization';
import { EndOverrides, ProveLevel, RenewalRisk, RenewNow } from '../../../schema/statuses/renewal-risk';
import { LocalDate } from '../../../schema/scalars/local-date';
import { amountInWords, levelInWords, say, sayPlural } from '../../messages';
import { joinedByAnd } from '../../messages/language';
import type { Context } from '../../request/context';
import type { Day } from '../../rules';
import { DAY_ARGUMENT, loadOrganizationOnDay } from './load-on-day';
import { personName } from '../../presenters/people/person-name';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import type { PlanStepSource } from '../../presenters/statuses/plan';
import {
  presentRenewalRisk,
  type EndOverridesSource,
  type ProveLevelSource,
  type RenewNowSource,
} from '../../presenters/statuses/renewal-risk';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

@Resolver(() => Organization)
export class OrganizationRenewalResolver {
  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether, according to the recorded facts, a displayed competency will not be attained at its displayed level on the renewal day. False without a running membership.',
  })
  async renewalAtRisk(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return (await (await loadOrganizationOnDay(context, organization, on)).flags()).renewalAtRisk;
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether, according to the recorded facts, the level of the membership may be bought on the renewal day. Null without a running membership.',
  })
  async willBeEligible(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return (await (await loadOrganizationOnDay(context, organization, on)).flags()).willBeEligible;
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => RenewalRisk, {
    nullable: true,
    description:
      'The risks to the renewal as of a day, according to the recorded facts, with their causes and repairs.',
  })
  async renewalRisk(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return presentRenewalRisk(await loadOrganizationOnDay(context, organization, on));
  }
}

const IN_WORDS = { description: 'The repair as a sentence for people.' } as const;

@Resolver(() => RenewNow)
export class RenewNowResolver {
  @FieldResolver(() => String, IN_WORDS)
  inWords(@Root() { level, on }: RenewNowSource): string {
    return say('repair.renewNow', { level: levelInWords(level), on });
  }
}

@Resolver(() => EndOverrides)
export class EndOverridesResolver {
  @FieldResolver(() => String, IN_WORDS)
  inWords(@Root() { competency, overrides, by }: EndOverridesSource): string {
    return sayPlural('repair.endOverrides', overrides.length, { competency: competency.name, by });
  }
}

@Resolver(() => ProveLevel)
export class ProveLevelResolver {
  @FieldResolver(() => String, IN_WORDS)
  async inWords(@Root() { way, overrides, by }: ProveLevelSource, @Ctx() { load }: Context) {
    const steps = [
      ...(await Promise.all(way.steps.flatMap((step) => personInWords(step, load)))),
      ...hiresInWords(way.steps),
      ...way.missingSales.map(salesInWords),
      ...(overrides.length === 0 ? [] : [sayPlural('repair.step.overrides', overrides.length, {})]),
    ];
    const goal = say('repair.prove', {
      competency: way.competency.name,
      level: levelInWords(way.level),
      path: way.path.name,
      by,
    });
    return [goal, ...steps].reduce((left, right) => say('sentences', { left, right }));
  }
}

function personInWords(
  { contributor, credentials }: PlanStepSource,
  load: Context['load'],
): readonly Promise<string>[] {
  if (contributor === null) return [];
  const codes = codesInWords(credentials);
  return [
    personName(contributor, load).then((person) => say('repair.step.person', { person, credentials: codes })),
  ];
}

function hiresInWords(steps: readonly PlanStepSource[]): readonly string[] {
  const hires = steps.filter(({ contributor }) => contributor === null);
  const hiresByCodes = Map.groupBy(hires, ({ credentials }) => codesInWords(credentials));
  return [...hiresByCodes].map(([credentials, { length }]) =>
    sayPlural('repair.step.hires', length, { credentials }),
  );
}

function codesInWords(credentials: PlanStepSource['credentials']): string {
  return joinedByAnd(credentials.map(({ code }) => code));
}

function salesInWords({
  metric,
  months,
  hundredths,
}: ProveLevelSource['way']['missingSales'][number]): string {
  if (hundredths === 0) return say('repair.step.closing', { metric: metric.name });
  const missing = amountInWords(hundredths, metric.unit);
  return sayPlural('repair.step.sales', months, { metric: metric.name, amount: missing });
}
