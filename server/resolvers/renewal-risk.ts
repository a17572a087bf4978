import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../schema/access';
import { Organization } from '../../schema/organization';
import { EndOverrides, ProveLevel, RenewalRisk, RenewNow } from '../../schema/renewal-risk';
import { LocalDate } from '../../schema/scalars/local-date';
import { levelInWords, say, sayOfNumber } from '../messages';
import { amountInWords, joinedByAnd } from '../messages/language';
import type { Context } from '../request/context';
import type { Day } from '../rules';
import { ON, onDay } from './load-on-day';
import { nameOf } from '../presenters/person-name';
import type { OrganizationSource } from '../presenters/organization';
import type { PlanStepSource } from '../presenters/plan';
import {
  presentRenewalRisk,
  type EndOverridesSource,
  type ProveLevelSource,
  type RenewNowSource,
} from '../presenters/renewal-risk';

/** Whether the membership can be renewed, long before the day. */
@Resolver(() => Organization)
export class OrganizationRenewalResolver {
  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether, by what is known, something that the profile shows will not be attained at that level on the day of renewal. False without a running membership.',
  })
  async renewalAtRisk(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return (await (await onDay(context, organization, on)).flags()).renewalAtRisk;
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether, by what is known, the level of the membership may be bought on the day of renewal; null without a running membership.',
  })
  async willBeEligible(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return (await (await onDay(context, organization, on)).flags()).willBeEligible;
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => RenewalRisk, {
    nullable: true,
    description: 'What endangers the renewal by what is known on a day, why, and what would mend it.',
  })
  async renewalRisk(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return presentRenewalRisk(await onDay(context, organization, on));
  }
}

const IN_WORDS = { description: 'The same for people.' } as const;

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
    return sayOfNumber('repair.endOverrides', overrides.length, { competency: competency.name, by });
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
      ...(overrides.length === 0 ? [] : [sayOfNumber('repair.step.overrides', overrides.length, {})]),
    ];
    return say('repair.prove', {
      competency: way.competency.name,
      level: levelInWords(way.level),
      path: way.path.name,
      by,
      steps: steps.reduce((left, right) => say('rule.phrases', { left, right })),
    });
  }
}

function personInWords(
  { contributor, credentials }: PlanStepSource,
  load: Context['load'],
): readonly Promise<string>[] {
  if (contributor === null) return [];
  const codes = codesInWords(credentials);
  return [
    nameOf(contributor, load).then((person) => say('repair.step.person', { person, credentials: codes })),
  ];
}

/** Those who would have to earn the same are told together. */
function hiresInWords(steps: readonly PlanStepSource[]): readonly string[] {
  const hires = steps.filter(({ contributor }) => contributor === null);
  const alike = Map.groupBy(hires, ({ credentials }) => codesInWords(credentials));
  return [...alike].map(([credentials, { length }]) =>
    sayOfNumber('repair.step.hires', length, { credentials }),
  );
}

function codesInWords(credentials: PlanStepSource['credentials']): string {
  return joinedByAnd(credentials.map(({ code }) => code));
}

function salesInWords({ metric, months, amount }: ProveLevelSource['way']['missingSales'][number]): string {
  const window = sayOfNumber('rule.window', months, {});
  if (amount === 0) return say('repair.step.closing', { metric: metric.key });
  const missing = say('rule.amount', { amount: amountInWords(amount, metric.unit), unit: metric.unit });
  return say('repair.step.sales', { metric: metric.key, window, amount: missing });
}
