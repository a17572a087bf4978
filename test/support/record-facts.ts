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

export interface FactRecorder {
  readonly agent: Client;
  /** Sets the clock. `goBack` returns it to a day after all facts. */
  goTo(day: Day): void;
  goBack(): void;
}

interface Earned extends Achievement {
  readonly employeeId: string;
}

/**
 * Records the facts of one organization, using only commands of the vendor's agents. A refused command throws its
 * refusal. Returns the id of the organization.
 *
 * The API has no span without a first day and no override without an end. Such facts are recorded with the first or
 * the last day of the calendar, which is equivalent on every day.
 */
export async function recordFacts(recorder: FactRecorder, name: string, facts: Facts): Promise<string> {
  const { agent } = recorder;
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
    const employeeId = await recordPerson(agent, organization.id, person);
    achievements.push(...person.achievements.map((achievement) => ({ ...achievement, employeeId })));
  }
  await recordAchievements(agent, achievements);
  await recordMetrics(agent, organization.id, metrics);
  for (const membership of memberships) await recordMembership(agent, organization.id, membership);
  for (const override of overrides) await recordOverride(recorder, organization.id, override);
  return organization.id;
}

async function recordPerson(
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

async function recordAchievements(agent: Client, achievements: readonly Earned[]): Promise<void> {
  if (achievements.length === 0) return;
  const { rows } = await agent.achievements.import({
    source: 'told',
    rows: achievements.map(({ id: externalId, employeeId, credential, earnedOn, expiry }) => ({
      employee: { id: employeeId },
      externalId,
      credential,
      earnedOn,
      ...(expiry.kind === 'on' && { expiry: { on: expiry.day } }),
      ...(expiry.kind === 'never' && { expiry: { rule: 'NEVER' } }),
    })),
  });
  for (const [place, { revokedOn }] of achievements.entries()) {
    if (revokedOn === null) continue;
    const achievement = rows[place]?.achievement ?? null;
    if (achievement === null) throw new Error('The import did not return an achievement.');
    const { id: achievementId, version: expectedVersion } = achievement;
    await agent.achievements.revoke({ achievementId, expectedVersion, on: revokedOn, reason: 'told' });
  }
}

async function recordMetrics(
  agent: Client,
  organizationId: string,
  metrics: readonly MetricRecord[],
): Promise<void> {
  if (metrics.length === 0) return;
  await agent.metrics.import({
    rows: metrics.map(({ metric, month, hundredths }) => ({
      organization: { id: organizationId },
      metric,
      month,
      amount: (hundredths / 100).toFixed(2),
    })),
  });
}

async function recordMembership(
  agent: Client,
  organizationId: string,
  { level, from, until, refundedOn }: Membership,
): Promise<void> {
  await agent.memberships.record({
    organizationId,
    level,
    from,
    until,
    // A term that was refunded before its first day must have been purchased by the day of the refund.
    purchasedOn: refundedOn !== null && refundedOn < from ? refundedOn : from,
    refundedOn,
    kind: 'NEW',
    price: { amount: '0.00', currency: 'USD' },
    paymentReference: 'told',
  });
}

/** An empty override is placed and then revoked before its first day. */
async function recordOverride(
  recorder: FactRecorder,
  organizationId: string,
  override: Override,
): Promise<void> {
  const { agent } = recorder;
  const { competency, level, from, until } = override;
  const effect = level === null ? ({ withhold: 'ALL' } as const) : { grant: level };
  const input = { organizationId, competency, effect, from, reason: 'told' };
  if (!isEmpty(override)) {
    await agent.overrides.place({ ...input, until: until ?? LAST_DAY });
    return;
  }
  recorder.goTo(addDays(from, -1));
  const { override: placed } = await agent.overrides.place({ ...input, until: addDays(from, 1) });
  const { id: overrideId, version: expectedVersion } = placed;
  await agent.overrides.revoke({ overrideId, expectedVersion, reason: 'told' });
  recorder.goBack();
}
