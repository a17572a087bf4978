import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BenefitRedemptionRow } from '../../../server/db/entities';
import {
  addDays,
  day,
  displayedCompetencies,
  isAtLeast,
  runningTerm,
  versionOn,
  type Catalogue,
  type Day,
  type Facts,
} from '../../../server/rules';
import { catalogue2017, catalogueDocument2017, mustRead, storeVersion } from '../../support/catalogue';
import type { Told } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations } from '../../support/facts';
import { factsOf, readFactRows } from '../../support/facts-of';
import { startTestServer, type TestServer } from '../../support/test-server';

const FIRST_DAY = day('2026-03-02');
const NEXT_APPLIES = '2026-07-01';

/** Hours and incidents change both ways, and a competency comes with hours of its own. */
const next = catalogueDocument2017();
for (const benefit of next['benefits']) {
  if (benefit.key === 'advisory-hours') benefit.quantity = benefit.scope.level === 'GOLD' ? 30 : 25;
  if (benefit.key === 'support-incidents') benefit.quantity += 3;
}
next['benefits'].push({
  key: 'advisory-hours',
  name: 'Hours of a specialist',
  scope: { competency: 'devops', level: 'SILVER' },
  quantity: 5,
});
const VERSIONS: readonly Catalogue[] = [
  catalogue2017,
  { ...mustRead(next, 2), appliesFrom: day(NEXT_APPLIES) },
];

const level = fc.constantFrom('SILVER' as const, 'GOLD' as const);
const event = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 150 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), level }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('prove' as const),
      competency: fc.constantFrom('application-development', 'cloud-platform', 'devops'),
      level,
      days: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('redeem' as const),
      // Of so many people at once.
      quantities: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
      benefit: fc.constantFrom(
        'advisory-hours',
        'support-incidents',
        'action-pack',
        'developer-subscriptions',
      ),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

describe.each(DATABASES)('whatever happens, on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let today = FIRST_DAY;
  let organizations = 0;
  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => new Date(`${today}T09:00:00Z`),
      config: { today: null, rateLimits: NO_RATES },
    });
    agent = await server.person('agent', ['agent']);
    await storeVersion(server.database, 2, NEXT_APPLIES, next);
  });
  afterAll(() => server.stop());

  const send = async (command: string, input: object, selection = ''): Promise<Told> => {
    const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
    const { body } = await server.ask(
      `mutation ($input: ${type}!) { ${command}(input: $input) { ${selection} refusals { code } } }`,
      { as: agent, variables: { input } },
    );
    expect(body.errors).toBeUndefined();
    return body.data[command];
  };

  it('nobody uses more of a benefit than there is at that moment, and all of it can be used', async () => {
    let [done, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 6, maxLength: 25 }), async (events) => {
        const id = `o${organizations++}`;
        today = FIRST_DAY;
        await storeOrganizations(server.database, { id });
        await happen({ kind: 'join', level: 'SILVER' }, id);
        for (const each of events) await happen(each, id);
      }),
      { numRuns: 30 },
    );
    expect(Math.min(done, refused)).toBeGreaterThan(30);

    async function happen(event: Event, id: string): Promise<void> {
      const organizationId = `org_${id}`;
      const reason = 'A law';
      switch (event.kind) {
        case 'pass':
          today = addDays(today, event.days);
          return;
        case 'join': {
          const price = { amount: '1850', currency: 'USD' };
          const term = { level: event.level, startsOn: today, kind: 'NEW', price, paymentReference: 'x' };
          // Where one runs it overlaps, and is refused.
          await send('recordMembership', { organizationId, ...term });
          return;
        }
        case 'prove': {
          const { competency, days } = event;
          const span = { from: today, until: addDays(today, days) };
          const grant = { competency, effect: 'GRANT', level: event.level, reason, ...span };
          await send('placeOverride', { organizationId, ...grant });
          return;
        }
        case 'lose': {
          const overrides = await server.database.rows<{ id: string; version: number }>(
            'SELECT id, version FROM competency_override WHERE organizationId = ? AND untilDay > ?',
            [id, today],
          );
          for (const { id: overrideId, version: expectedVersion } of overrides)
            await send('revokeOverride', { overrideId: `ovr_${overrideId}`, expectedVersion, reason });
          return;
        }
        case 'redeem':
          return redeem(organizationId, id, event.benefit, event.quantities);
      }
    }

    async function redeem(
      organizationId: string,
      id: string,
      benefit: string,
      quantities: readonly number[],
    ): Promise<void> {
      const { there, used } = await standing(id, benefit);
      const answers = await Promise.all(
        quantities.map((quantity) =>
          send('redeemBenefit', { organizationId, benefit, quantity }, 'redemption { quantity }'),
        ),
      );
      const given = quantities.filter((_, i) => answers[i].redemption !== null);
      const kept = quantities.filter((_, i) => answers[i].redemption === null);
      const after = await standing(id, benefit);
      expect(after).toEqual({ there, used: used + sum(given) });
      if (given.length > 0) expect(after.used).toBeLessThanOrEqual(there);
      // Whoever was refused asked for more than is left.
      for (const quantity of kept) expect(after.used + quantity).toBeGreaterThan(there);
      done += given.length;
      refused += kept.length;
    }

    async function standing(id: string, benefit: string) {
      const rows = await readFactRows(server.database);
      const organization = rows.organizations.find((one) => one.id === id);
      if (organization === undefined) throw new Error(`There is no organization "${id}".`);
      const facts = factsOf(rows, organization);
      const redeemed = await server.database.rows<BenefitRedemptionRow>(
        'SELECT * FROM benefit_redemption WHERE organizationId = ? AND benefit = ?',
        [id, benefit],
      );
      const term = runningTerm(facts.memberships, today);
      const inTerm = redeemed.filter(({ membershipId }) => membershipId === term?.id);
      return { there: quantityThere(facts, benefit, today), used: sum(inTerm.map((one) => one.quantity)) };
    }
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

/**
 * How many there are, day by day: of the membership and of each competency the most on any day of the term so far,
 * and on each day what the highest level gives that has been reached. Looks only at days on which something changes.
 */
function quantityThere(facts: Facts, benefit: string, today: Day): number {
  const term = runningTerm(facts.memberships, today);
  if (term === null) return 0;
  const days = [
    term.startsOn,
    today,
    day(NEXT_APPLIES),
    ...facts.overrides.flatMap(({ from, until }) => (until === null ? [from] : [from, until])),
  ].filter((one) => one >= term.startsOn && one <= today);
  const most = new Map<string | null, number>();
  for (const on of days) {
    const displayed = displayedCompetencies(VERSIONS, facts, on);
    const given = versionOn(VERSIONS, on).benefits.filter(({ key, scope }) => {
      const reached = scope.competency === null ? term.level : displayed.get(scope.competency);
      return key === benefit && reached !== undefined && isAtLeast(reached, scope.level);
    });
    for (const { scope, quantity } of given) {
      const isHighest = given.every(
        (other) => other.scope.competency !== scope.competency || isAtLeast(scope.level, other.scope.level),
      );
      if (isHighest) most.set(scope.competency, Math.max(most.get(scope.competency) ?? 0, quantity));
    }
  }
  return sum([...most.values()]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
