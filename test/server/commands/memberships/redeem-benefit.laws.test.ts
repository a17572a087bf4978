import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BenefitRedemptionRow } from '../../../../server/db/entities';
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
} from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  readValidCatalogue,
  storeVersion,
} from '../../../support/catalogue';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations } from '../../../support/facts';
import { factsOf, readFactRows } from '../../../support/facts-of';
import { startTestServer, type TestServer } from '../../../support/test-server';

const FIRST_DAY = day('2026-03-02');
const NEXT_APPLIES = '2026-07-01';

/** Version 2 raises and lowers quantities, and adds advisory hours for a competency. */
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
  { ...readValidCatalogue(next, 2), appliesFrom: day(NEXT_APPLIES) },
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
      // One quantity for each concurrent request.
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

describe.each(DATABASES)('any history of redemptions on $name', (kind) => {
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

  const send = async (command: string, input: object, selection = ''): Promise<AnyJson> => {
    const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
    const { body } = await server.ask(
      `mutation ($input: ${type}!) { ${command}(input: $input) { ${selection} refusals { code } } }`,
      { as: agent, variables: { input } },
    );
    expect(body.errors).toBeUndefined();
    return body.data[command];
  };

  it('never redeems more of a benefit than is available, and can redeem all of it', async () => {
    let [grantedCount, deniedCount] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 6, maxLength: 25 }), async (events) => {
        const id = `o${organizations++}`;
        today = FIRST_DAY;
        await storeOrganizations(server.database, { id });
        await applyEvent({ kind: 'join', level: 'SILVER' }, id);
        for (const each of events) await applyEvent(each, id);
      }),
      { numRuns: 30 },
    );
    expect(Math.min(grantedCount, deniedCount)).toBeGreaterThan(30);

    async function applyEvent(event: Event, id: string): Promise<void> {
      const organizationId = `org_${id}`;
      const reason = 'A law';
      switch (event.kind) {
        case 'pass':
          today = addDays(today, event.days);
          return;
        case 'join': {
          const price = { amount: '1850', currency: 'USD' };
          const term = { level: event.level, from: today, kind: 'NEW', price, paymentReference: 'x' };
          // While a term runs, this command is refused as an overlap.
          await send('recordMembership', { organizationId, ...term });
          return;
        }
        case 'prove': {
          const { competency, days } = event;
          const span = { from: today, until: addDays(today, days) };
          const grant = { competency, effect: { grant: event.level }, reason, ...span };
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
      const { available, used } = await balanceOf(id, benefit);
      const answers = await Promise.all(
        quantities.map((quantity) =>
          send('redeemBenefit', { organizationId, benefit, quantity }, 'redemption { quantity }'),
        ),
      );
      const granted = quantities.filter((_, i) => answers[i].redemption !== null);
      const denied = quantities.filter((_, i) => answers[i].redemption === null);
      const after = await balanceOf(id, benefit);
      expect(after).toEqual({ available, used: used + sum(granted) });
      if (granted.length > 0) expect(after.used).toBeLessThanOrEqual(available);
      for (const quantity of denied) expect(after.used + quantity).toBeGreaterThan(available);
      grantedCount += granted.length;
      deniedCount += denied.length;
    }

    async function balanceOf(id: string, benefit: string) {
      const rows = await readFactRows(server.database);
      const organization = rows.organizations.find((row) => row.id === id);
      if (organization === undefined) throw new Error(`There is no organization "${id}".`);
      const facts = factsOf(rows, organization);
      const redeemed = await server.database.rows<BenefitRedemptionRow>(
        'SELECT * FROM benefit_redemption WHERE organizationId = ? AND benefit = ?',
        [id, benefit],
      );
      const term = runningTerm(facts.memberships, today);
      const inTerm = redeemed.filter(({ membershipId }) => membershipId === term?.id);
      return {
        available: availableQuantity(facts, benefit, today),
        used: sum(inTerm.map(({ quantity }) => quantity)),
      };
    }
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

/**
 * Computes the entitlement independently of the rules: the sum, over the membership and each competency, of the highest
 * quantity on any day of the term so far. On each day, the highest level reached determines the quantity. Only days on
 * which something changes are evaluated.
 */
function availableQuantity(facts: Facts, benefit: string, today: Day): number {
  const term = runningTerm(facts.memberships, today);
  if (term === null) return 0;
  const days = [
    term.from,
    today,
    day(NEXT_APPLIES),
    ...facts.overrides.flatMap(({ from, until }) => (until === null ? [from] : [from, until])),
  ].filter((changeDay) => changeDay >= term.from && changeDay <= today);
  const maxima = new Map<string | null, number>();
  for (const on of days) {
    const displayed = displayedCompetencies(VERSIONS, facts, on);
    const included = versionOn(VERSIONS, on).benefits.filter(({ key, scope }) => {
      const reached = scope.competency === null ? term.level : displayed.get(scope.competency);
      return key === benefit && reached !== undefined && isAtLeast(reached, scope.level);
    });
    for (const { scope, quantity } of included) {
      const isHighest = included.every(
        (other) => other.scope.competency !== scope.competency || isAtLeast(scope.level, other.scope.level),
      );
      if (isHighest) maxima.set(scope.competency, Math.max(maxima.get(scope.competency) ?? 0, quantity));
    }
  }
  return sum([...maxima.values()]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
