import type { Client } from '../../client/sdk';
import {
  addDays,
  isEmpty,
  type Achievement,
  type Day,
  type Facts,
  type Membership,
  type Override,
  type Person,
} from '../../server/rules';

/** A fact for which the commands have no words. */
export class CannotBeSaid extends Error {}

/** A command was not done. */
export class CommandRefused extends Error {}

/** Who tells facts, and the day on which it is done. */
export interface Teller {
  readonly agent: Client;
  /** On this day all facts are known. */
  readonly lastDay: Day;
  /** Moves the clock of the server. */
  goTo(day: Day): void;
}

/**
 * Tells a programme the facts of one organization, by the commands of the vendor's agents and nothing else: on the last
 * day, but for what could only be done before. Answers with the id of the organization.
 */
export async function tellFacts(teller: Teller, name: string, facts: Facts): Promise<string> {
  const { agent } = teller;
  const { market, people, metrics, closings, overrides, memberships } = facts;
  const { organization } = done(
    await agent.organizations.register({ name, key: 'told', market, country: 'DE', city: 'Bremen' }),
  );
  const organizationId = known(organization).id;
  await Promise.all(people.map((person) => tellPerson(agent, organizationId, person)));
  if (metrics.length > 0) {
    const records = metrics.map(({ metric, month, hundredths }) => ({
      metric,
      month,
      amount: (hundredths / 100).toFixed(2),
    }));
    done(await agent.metrics.record({ organizationId, records }));
  }
  await Promise.all(
    closings.map(async ({ month, closedOn }) =>
      done(await agent.metrics.closeMonth({ month, on: closedOn })),
    ),
  );
  for (const membership of memberships) await tellMembership(agent, organizationId, membership);
  for (const override of overrides) await tellOverride(teller, organizationId, override);
  return organizationId;
}

async function tellPerson(
  agent: Client,
  organizationId: string,
  { id: name, affiliations, achievements }: Person,
): Promise<void> {
  const { employee } = done(await agent.employees.register({ name }));
  const employeeId = known(employee).id;
  for (const { from, until } of affiliations) {
    if (from === null) throw new CannotBeSaid('an affiliation without a first day');
    done(await agent.affiliations.record({ employeeId, organizationId, from, until }));
  }
  for (const achievement of achievements) await tellAchievement(agent, employeeId, achievement);
}

async function tellAchievement(
  agent: Client,
  employeeId: string,
  { credential, earnedOn, expiry, revokedOn }: Achievement,
): Promise<void> {
  const { achievement } = done(
    await agent.achievements.record({
      employeeId,
      credential,
      earnedOn,
      ...(expiry.kind === 'on' && { expiresOn: expiry.day }),
      ...(expiry.kind === 'never' && { neverExpires: true }),
    }),
  );
  if (revokedOn === null) return;
  const { id: achievementId, version: expectedVersion } = known(achievement);
  done(await agent.achievements.revoke({ achievementId, expectedVersion, on: revokedOn, reason: 'told' }));
}

async function tellMembership(
  agent: Client,
  organizationId: string,
  { level, startsOn, endsOn, refundedOn }: Membership,
): Promise<void> {
  done(
    await agent.memberships.record({
      organizationId,
      level,
      startsOn,
      endsOn,
      refundedOn,
      kind: 'NEW',
      price: { amount: '0.00', currency: 'USD' },
      paymentReference: 'told',
    }),
  );
}

/** One that never acts was revoked before it began. */
async function tellOverride(teller: Teller, organizationId: string, override: Override): Promise<void> {
  const { agent, lastDay } = teller;
  const { competency, effect, level, from, until } = override;
  if (from === null) throw new CannotBeSaid('an override without a first day');
  if (until === null) throw new CannotBeSaid('an override without an end');
  const given = { organizationId, competency, effect, level, from, reason: 'told' };
  if (!isEmpty(override)) {
    done(await agent.overrides.place({ ...given, until }));
    return;
  }
  teller.goTo(addDays(from, -1));
  const placed = done(await agent.overrides.place({ ...given, until: addDays(from, 1) }));
  const { id: overrideId, version: expectedVersion } = known(placed.override);
  done(await agent.overrides.revoke({ overrideId, expectedVersion, reason: 'told' }));
  teller.goTo(lastDay);
}

function done<Payload extends { readonly refusals: readonly { readonly message: string }[] }>(
  payload: Payload,
): Payload {
  if (payload.refusals.length === 0) return payload;
  throw new CommandRefused(payload.refusals.map(({ message }) => message).join(' '));
}

/** What was done has its object. */
function known<T>(made: T | null): T {
  if (made === null) throw new Error('A command was done and answers with nothing.');
  return made;
}
