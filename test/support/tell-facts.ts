import type { Client } from '../../client/sdk';
import {
  addDays,
  FIRST_DAY,
  isEmpty,
  LAST_DAY,
  type Achievement,
  type Day,
  type Facts,
  type Membership,
  type MetricRecord,
  type Override,
  type Person,
} from '../../server/rules';

/** Who tells facts. */
export interface Teller {
  readonly agent: Client;
  /** Moves the clock of the server, which stands at a day when all facts are known. */
  goTo(day: Day): void;
  /** Moves it back. */
  goBack(): void;
}

/** What a person has earned. */
interface Earned extends Achievement {
  readonly employeeId: string;
}

/**
 * Tells a programme the facts of one organization, by the commands of the vendor's agents and nothing else. A command
 * that is refused throws its refusal. Answers with the id of the organization.
 *
 * The API has no words for a span without a first day, or for an override without an end: they are told with the first
 * and the last day of the calendar, which is the same on every day of it.
 */
export async function tellFacts(teller: Teller, name: string, facts: Facts): Promise<string> {
  const { agent } = teller;
  const { market, people, metrics, closings, overrides, memberships } = facts;
  for (const { month, closedOn } of closings) await agent.months.close({ month, on: closedOn });
  const { organization } = await agent.organizations.register({
    name,
    key: 'told',
    market,
    country: 'DE',
    city: 'Bremen',
  });
  const achievements: Earned[] = [];
  for (const person of people) {
    const employeeId = await tellPerson(agent, organization.id, person);
    achievements.push(...person.achievements.map((achievement) => ({ ...achievement, employeeId })));
  }
  await tellAchievements(agent, achievements);
  await tellMetrics(agent, organization.id, metrics);
  for (const membership of memberships) await tellMembership(agent, organization.id, membership);
  for (const override of overrides) await tellOverride(teller, organization.id, override);
  return organization.id;
}

/** Who the person is in the programme. */
async function tellPerson(
  agent: Client,
  organizationId: string,
  { id: name, affiliations }: Person,
): Promise<string> {
  const { employee } = await agent.employees.register({ name });
  for (const { from, until } of affiliations) {
    await agent.affiliations.record({
      employeeId: employee.id,
      organizationId,
      from: from ?? FIRST_DAY,
      until,
    });
  }
  return employee.id;
}

/** As a feed tells them; what was revoked since is revoked. */
async function tellAchievements(agent: Client, achievements: readonly Earned[]): Promise<void> {
  if (achievements.length === 0) return;
  const { rows } = await agent.achievements.import({
    source: 'told',
    rows: achievements.map(({ id: externalId, employeeId, credential, earnedOn, expiry }) => ({
      employeeId,
      externalId,
      credential,
      earnedOn,
      ...(expiry.kind === 'on' && { expiresOn: expiry.day }),
      ...(expiry.kind === 'never' && { neverExpires: true }),
    })),
  });
  for (const [place, { revokedOn }] of achievements.entries()) {
    if (revokedOn === null) continue;
    const achievement = rows[place]?.achievement ?? null;
    if (achievement === null) throw new Error('What was imported has its achievement.');
    const { id: achievementId, version: expectedVersion } = achievement;
    await agent.achievements.revoke({ achievementId, expectedVersion, on: revokedOn, reason: 'told' });
  }
}

async function tellMetrics(
  agent: Client,
  organizationId: string,
  metrics: readonly MetricRecord[],
): Promise<void> {
  if (metrics.length === 0) return;
  await agent.metrics.import({
    rows: metrics.map(({ metric, month, hundredths }) => ({
      organizationId,
      metric,
      month,
      amount: (hundredths / 100).toFixed(2),
    })),
  });
}

async function tellMembership(
  agent: Client,
  organizationId: string,
  { level, startsOn, endsOn, refundedOn }: Membership,
): Promise<void> {
  await agent.memberships.record({
    organizationId,
    level,
    startsOn,
    endsOn,
    // What was given back before it began had been bought before that.
    purchasedOn: refundedOn !== null && refundedOn < startsOn ? refundedOn : startsOn,
    refundedOn,
    kind: 'NEW',
    price: { amount: '0.00', currency: 'USD' },
    paymentReference: 'told',
  });
}

/** One that never acts was revoked before it began. */
async function tellOverride(teller: Teller, organizationId: string, override: Override): Promise<void> {
  const { agent } = teller;
  const { competency, effect, level, from, until } = override;
  const given = { organizationId, competency, effect, level, from, reason: 'told' };
  if (!isEmpty(override)) {
    await agent.overrides.place({ ...given, until: until ?? LAST_DAY });
    return;
  }
  teller.goTo(addDays(from, -1));
  const { override: placed } = await agent.overrides.place({ ...given, until: addDays(from, 1) });
  const { id: overrideId, version: expectedVersion } = placed;
  await agent.overrides.revoke({ overrideId, expectedVersion, reason: 'told' });
  teller.goBack();
}
