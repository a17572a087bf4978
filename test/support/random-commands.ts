import { globalId } from '../../schema/global-id';
import { associate } from '../../server/commands/people/associate';
import { closeMonth } from '../../server/commands/metrics/close-month';
import { correctAchievement } from '../../server/commands/people/correct-achievement';
import { endAffiliation } from '../../server/commands/people/end-affiliation';
import { importAchievements } from '../../server/commands/people/import-achievements';
import { importMetrics } from '../../server/commands/metrics/import-metrics';
import { inviteEmployee } from '../../server/commands/people/invite-employee';
import { placeCohortOverrides } from '../../server/commands/overrides/place-cohort-overrides';
import { placeOverride } from '../../server/commands/overrides/place-override';
import { publishCatalogue } from '../../server/commands/catalogue/publish-catalogue';
import { purchaseMembership } from '../../server/commands/memberships/purchase-membership';
import { recordAchievement } from '../../server/commands/people/record-achievement';
import { recordAffiliation } from '../../server/commands/people/record-affiliation';
import { recordMembership } from '../../server/commands/memberships/record-membership';
import { recordMetrics } from '../../server/commands/metrics/record-metrics';
import { refundMembership } from '../../server/commands/memberships/refund-membership';
import { registerEmployee } from '../../server/commands/people/register-employee';
import { registerOrganization } from '../../server/commands/organizations/register-organization';
import { revokeAchievement } from '../../server/commands/people/revoke-achievement';
import { revokeOverride } from '../../server/commands/overrides/revoke-override';
import type { CommandCall, CommandOutcome } from '../../server/commands/run-command';
import { updateOrganization } from '../../server/commands/organizations/update-organization';
import type { Database } from '../../server/db/database';
import { readFacts } from '../../server/db/read-facts';
import type { KnownVersions } from '../../server/catalogue/known-versions';
import { presentMoney } from '../../server/presenters/money';
import {
  addDays,
  addMonths,
  monthOf,
  quote,
  shiftMonth,
  versionOn,
  writeHundredths,
  type Day,
  type Month,
  type OrderKind,
} from '../../server/rules';
import { catalogueDocument2017 } from './catalogue';
import type { Random } from './random';

/**
 * Credentials that together suffice for Silver and Gold in a few competencies, so that random commands change levels.
 */
const CREDENTIALS = ['70-532', '70-480', '70-483', '70-486', '70-496', '70-498', 'PSM-I', 'CSM', '70-347'];
const COMPETENCIES = ['application-development', 'devops', 'cloud-platform'];
/**
 * The maximum of random monthly amounts, in hundredths. The sum of twelve months is near a threshold, so a single month
 * can decide.
 */
const METRICS = [
  { metric: 'o365NetNewCustomers', max: 500 },
  { metric: 'azureConsumption', max: 2_000_000 },
] as const;
/** Few organizations, so that simultaneous commands often affect the same one. */
const MAX_ORGANIZATIONS = 8;

export interface Writer {
  readonly database: Database;
  readonly knownVersions: KnownVersions;
}

interface Stored {
  readonly id: string;
  readonly version: number;
}

/**
 * Sends a random command with random arguments from the stored rows. Most commands change a fact; some are refused.
 * Returns the name of the command if it was carried out, else null.
 */
export async function randomCommand(
  { database, knownVersions: programme }: Writer,
  today: Day,
  chance: Random,
  names: readonly string[] = RANDOM_COMMANDS,
): Promise<string | null> {
  const call: CommandCall = {
    viewer: {
      kind: 'person',
      subject: 'agent',
      roles: new Set(['AGENT', 'PROGRAMME_ADMIN']),
      employee: null,
    },
    now: new Date(`${today}T12:00:00Z`),
    today,
    database,
    catalogues: () => programme.versions(database),
  };
  const anId = async (type: 'Organization' | 'Employee', table: string) => {
    const ids = await database.rows<{ id: string }>(`SELECT id FROM ${table}`);
    return globalId(type, chance.pick(ids).id);
  };
  const anOrganization = () => anId('Organization', 'organization');
  const aPerson = () => anId('Employee', 'employee');
  const aRow = async (sql: string) => {
    const rows = await database.rows<Stored>(sql);
    return rows.length === 0 ? null : chance.pick(rows);
  };
  const someDay = () => addDays(today, chance.below(1200) - 900);
  const pastDay = () => addDays(today, -chance.below(900));
  const reason = 'chance';
  const override = () => ({
    competency: chance.pick(COMPETENCIES),
    ...chance.pick([
      { effect: { grant: 'SILVER' } } as const,
      { effect: { grant: 'GOLD' } } as const,
      { effect: { withhold: 'ALL' } } as const,
    ]),
    from: chance.pick([today, someDay()]),
    reason,
  });
  /** An amount in one of the twelve months that end with the latest closed month. Windows sum these months. */
  const metric = async () => {
    const [closed] = await database.rows<{ month: Month | null }>(
      'SELECT MAX(month) AS month FROM month_closing',
    );
    const { metric, max } = chance.pick(METRICS);
    const month = shiftMonth(closed?.month ?? shiftMonth(monthOf(today), -1), -chance.below(12));
    return { metric, month, amount: writeHundredths(chance.pick([0, chance.below(max)])) };
  };
  const signedIn = async (): Promise<CommandCall> => {
    const { id, subject } = chance.pick(
      await database.rows<{ id: string; subject: string | null }>('SELECT id, subject FROM employee'),
    );
    const employee = { id, affiliation: null };
    return {
      ...call,
      viewer: { kind: 'person', subject: subject ?? id, roles: new Set(), employee },
    };
  };
  const purchase = async (kind: OrderKind) => {
    const versions = await programme.versions(database);
    const all = await database.rows<{ id: string }>('SELECT id FROM organization');
    const ids = all.map(({ id }) => id);
    const facts = await readFacts(database, ids);
    const possible = facts.flatMap((buyer, i) =>
      buyer === null
        ? []
        : versionOn(versions, today).offers.flatMap((offer) => {
            const { order, checks } = quote(versions, buyer, offer, kind, today);
            return order !== null && checks.every(({ passed }) => passed)
              ? [{ offer, order, organizationId: globalId('Organization', ids[i] ?? '') }]
              : [];
          }),
    );
    if (possible.length === 0) return null;
    const { offer, order, organizationId } = chance.pick(possible);
    return purchaseMembership(call, {
      organizationId,
      offer: offer.key,
      kind,
      expectedTotal: presentMoney(order.total),
      paymentReference: 'chance',
    });
  };
  const commands: Readonly<Record<string, () => Promise<CommandOutcome<object> | null>>> = {
    registerOrganization: async () => {
      const all = await database.rows('SELECT id FROM organization');
      if (all.length >= MAX_ORGANIZATIONS) return null;
      return registerOrganization(call, {
        name: `Partner ${chance.below(1000)}`,
        market: chance.pick(['DEVELOPED', 'DEVELOPING'] as const),
        country: chance.pick(['DE', 'IT', 'BR']),
        city: 'Bremen',
      });
    },
    updateOrganization: async () => {
      const row = await aRow('SELECT id, version FROM organization');
      if (row === null) return null;
      return updateOrganization(call, {
        organizationId: globalId('Organization', row.id),
        expectedVersion: row.version,
        ...chance.pick([
          { market: 'DEVELOPED' } as const,
          { market: 'DEVELOPING' } as const,
          { name: `Another ${chance.below(1000)}` },
          { country: chance.pick(['DE', 'IT', 'BR']) },
        ]),
      });
    },
    registerEmployee: () => registerEmployee(call, { name: `Person ${chance.below(1000)}` }),
    recordAffiliation: async () => {
      const from = pastDay();
      return recordAffiliation(call, {
        employeeId: await aPerson(),
        organizationId: await anOrganization(),
        role: 'MEMBER',
        from,
        until: chance.pick([null, null, addDays(from, chance.below(400))]),
      });
    },
    endAffiliation: async () => {
      const row = await aRow('SELECT id, version FROM affiliation WHERE untilDay IS NULL');
      if (row === null) return null;
      return endAffiliation(call, {
        affiliationId: globalId('Affiliation', row.id),
        expectedVersion: row.version,
        on: chance.pick([null, addDays(today, -chance.below(30))]),
      });
    },
    recordAchievement: async () =>
      recordAchievement(call, {
        employeeId: await aPerson(),
        credential: chance.pick(CREDENTIALS),
        earnedOn: pastDay(),
        expiry: chance.pick([null, { rule: 'NEVER' } as const, { on: addDays(today, chance.below(500)) }]),
        source: 'chance',
      }),
    importAchievements: async () => {
      const rows = [];
      for (let i = 0; i < 1 + chance.below(8); i++) {
        rows.push({
          employee: { id: await aPerson() },
          credential: chance.pick(CREDENTIALS),
          earnedOn: pastDay(),
          externalId: `x${chance.below(500)}`,
        });
      }
      return importAchievements(call, { source: 'feed', errorPolicy: 'SKIP_BAD_ROWS', rows });
    },
    correctAchievement: async () => {
      const row = await aRow('SELECT id, version FROM achievement');
      if (row === null) return null;
      return correctAchievement(call, {
        achievementId: globalId('Achievement', row.id),
        expectedVersion: row.version,
        ...chance.pick([{}, { credential: chance.pick(CREDENTIALS) }]),
        ...chance.pick([{}, { earnedOn: pastDay() }]),
        ...chance.pick([{}, { expiry: { on: addDays(today, chance.below(500)) } }, { revokedOn: null }]),
        reason,
      });
    },
    revokeAchievement: async () => {
      const row = await aRow('SELECT id, version FROM achievement WHERE revokedOn IS NULL');
      if (row === null) return null;
      return revokeAchievement(call, {
        achievementId: globalId('Achievement', row.id),
        expectedVersion: row.version,
        reason,
      });
    },
    recordMetrics: async () =>
      recordMetrics(call, {
        organizationId: await anOrganization(),
        records: [await metric()],
      }),
    importMetrics: async () => {
      const rows = [];
      for (let i = 0; i < 1 + chance.below(4); i++) {
        rows.push({ ...(await metric()), organization: { id: await anOrganization() } });
      }
      return importMetrics(call, { rows, errorPolicy: 'SKIP_BAD_ROWS', reason });
    },
    closeMonth: () => closeMonth(call, { month: shiftMonth(monthOf(today), -1 - chance.below(12)) }),
    placeOverride: async () => placeOverride(call, { organizationId: await anOrganization(), ...override() }),
    placeCohortOverrides: () =>
      placeCohortOverrides(call, {
        membershipEnds: { from: today, until: addDays(today, 200) },
        ...override(),
      }),
    revokeOverride: async () => {
      const row = await aRow('SELECT id, version FROM competency_override');
      if (row === null) return null;
      return revokeOverride(call, {
        overrideId: globalId('Override', row.id),
        expectedVersion: row.version,
        reason,
      });
    },
    recordMembership: async () => {
      // Half of the terms end soon, so that they can be renewed.
      const until = chance.pick([addMonths(today, chance.below(40) - 20), addDays(today, chance.below(80))]);
      const from = addMonths(until, -chance.pick([1, 6, 12]));
      return recordMembership(call, {
        organizationId: await anOrganization(),
        level: chance.pick(['SILVER', 'GOLD'] as const),
        from,
        until,
        purchasedOn: from < today ? from : today,
        kind: 'NEW',
        price: { amount: '475.00', currency: 'USD' },
        paymentReference: 'chance',
      });
    },
    'purchaseMembership NEW': () => purchase('NEW'),
    'purchaseMembership RENEWAL': () => purchase('RENEWAL'),
    'purchaseMembership UPGRADE': () => purchase('UPGRADE'),
    refundMembership: async () => {
      // An older term can no longer be refunded.
      const row = await aRow(
        `SELECT id, version FROM membership WHERE paymentReference = 'chance' AND purchasedOn > '${addDays(today, -40)}'`,
      );
      if (row === null) return null;
      return refundMembership(call, {
        membershipId: globalId('Membership', row.id),
        expectedVersion: row.version,
        reason,
      });
    },
    associate: async () =>
      associate(await signedIn(), { target: { organizationId: await anOrganization() } }),
    'associate by invitation': async () => {
      const { outcome, token } = await inviteEmployee(call, {
        organizationId: await anOrganization(),
        name: 'Somebody',
        role: 'MEMBER',
        validHours: 24,
      });
      if (outcome.answer === null) return null;
      return associate(await signedIn(), { target: { invitationToken: token } });
    },
    publishCatalogue: () => {
      const document = catalogueDocument2017();
      const competency = chance.pick(document['competencies'] as { retiredOn?: string }[]);
      competency.retiredOn = addDays(today, chance.below(300));
      return publishCatalogue(call, {
        document: JSON.stringify(document),
        appliesFrom: addDays(today, 1 + chance.below(200)),
        reason,
      });
    },
  };
  const name = chance.pick(names);
  const outcome = await commands[name]?.();
  return outcome === null || outcome === undefined || outcome.answer === null ? null : name;
}

const COMMANDS_FOR_ALL: readonly string[] = ['closeMonth', 'publishCatalogue'];

/** Commands that affect a status are more frequent than commands that only prepare others. */
const WEIGHTS: Readonly<Record<string, number>> = {
  registerOrganization: 2,
  updateOrganization: 3,
  registerEmployee: 4,
  recordAffiliation: 8,
  endAffiliation: 3,
  associate: 6,
  'associate by invitation': 4,
  recordAchievement: 12,
  importAchievements: 6,
  correctAchievement: 4,
  revokeAchievement: 4,
  recordMetrics: 6,
  importMetrics: 6,
  closeMonth: 4,
  placeOverride: 5,
  placeCohortOverrides: 2,
  revokeOverride: 3,
  recordMembership: 5,
  'purchaseMembership NEW': 4,
  'purchaseMembership RENEWAL': 12,
  'purchaseMembership UPGRADE': 6,
  refundMembership: 4,
  publishCatalogue: 3,
};

export const RANDOM_COMMANDS: readonly string[] = Object.entries(WEIGHTS).flatMap(([name, weight]) =>
  Array<string>(weight).fill(name),
);
export const RANDOM_ORGANIZATION_COMMANDS = RANDOM_COMMANDS.filter(
  (name) => !COMMANDS_FOR_ALL.includes(name),
);
