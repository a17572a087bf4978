import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../../schema/access';
import { Organization } from '../../../schema/organizations/organization';
import { EndOverrides, ProveLevel, RenewalRisk, RenewNow } from '../../../schema/statuses/renewal-risk';
import { LocalDate } from '../../../schema/scalars/local-date';
import { inSequence, sentence, type Sentence } from '../../messages';
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
  inWords(@Root() { level, on }: RenewNowSource, @Ctx() { words }: Context): string {
    return words.say(sentence('repair.renewNow', { level, on }));
  }
}

@Resolver(() => EndOverrides)
export class EndOverridesResolver {
  @FieldResolver(() => String, IN_WORDS)
  inWords(@Root() { competency, overrides, by }: EndOverridesSource, @Ctx() { words }: Context): string {
    return words.say(
      sentence('repair.endOverrides', { count: overrides.length, competency: competency.name, by }),
    );
  }
}

@Resolver(() => ProveLevel)
export class ProveLevelResolver {
  @FieldResolver(() => String, IN_WORDS)
  async inWords(@Root() { way, overrides, by }: ProveLevelSource, @Ctx() { load, words }: Context) {
    const steps: readonly Sentence[] = [
      ...(await Promise.all(way.steps.flatMap((step) => personInWords(step, load)))),
      ...hiresInWords(way.steps),
      ...way.missingSales.map(salesInWords),
      ...(overrides.length === 0 ? [] : [sentence('repair.step.overrides', { count: overrides.length })]),
    ];
    const goal = sentence('repair.prove', {
      competency: way.competency.name,
      level: way.level,
      path: way.path.name,
      by,
    });
    return words.say(inSequence(goal, steps));
  }
}

function personInWords(
  { contributor, credentials }: PlanStepSource,
  load: Context['load'],
): readonly Promise<Sentence>[] {
  if (contributor === null) return [];
  const codes = codesOf(credentials);
  return [
    personName(contributor, load).then((person) =>
      sentence('repair.step.person', { person, credentials: codes }),
    ),
  ];
}

function hiresInWords(steps: readonly PlanStepSource[]): readonly Sentence[] {
  const hires = steps.filter(({ contributor }) => contributor === null);
  const hiresByCodes = Map.groupBy(hires, ({ credentials }) => codesOf(credentials).join(' '));
  return [...hiresByCodes.values()].map((alike) =>
    sentence('repair.step.hires', { count: alike.length, credentials: codesOf(alike[0]?.credentials ?? []) }),
  );
}

function codesOf(credentials: PlanStepSource['credentials']): readonly string[] {
  return credentials.map(({ code }) => code);
}

function salesInWords({
  metric,
  months,
  hundredths,
}: ProveLevelSource['way']['missingSales'][number]): Sentence {
  if (hundredths === 0) return sentence('repair.step.closing', { metric: metric.name });
  const missing = { hundredths, unit: metric.unit };
  return sentence('repair.step.sales', { count: months, metric: metric.name, amount: missing });
}
