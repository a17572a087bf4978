import { CompetencyOverrideTable, MembershipTable, type MembershipRow } from '../../server/db/entities';
import { instant } from '../../server/db/instant';
import { addMonths, day, type Level } from '../../server/rules';
import { commandsOf, type AnyJson } from './commands';
import { storeOrganizations, storePerson } from './facts';
import type { TestServer } from './test-server';

export const PURCHASE = `mutation ($input: PurchaseMembershipInput!) { purchaseMembership(input: $input) {
  membership {
    id level from until purchasedOn kind pricePaid { amount currency } paymentReference refundedOn version
    credits { membership { id from until } amount { amount currency } }
  }
  refusals { code message path } } }`;

export const REFUND = `mutation ($input: RefundMembershipInput!) { refundMembership(input: $input) {
  membership { id from until refundedOn version } paidBack { amount currency }
  refusals { code message path } } }`;

const REDEEM = `mutation ($input: RedeemBenefitInput!) { redeemBenefit(input: $input) {
  redemption { id quantity membership { id } } entitlement { quantity used remaining } refusals { code message path } } }`;

const QUOTE = `query ($id: ID!, $offer: String!, $kind: MembershipKind, $on: LocalDate) { organization(by: { id: $id }) {
  membershipQuote(offer: $offer, kind: $kind, on: $on) {
    on offer { key level } kind possibleKinds mayBePurchased inWords
    checks { key passed inWords toPass passesFrom }
    order {
      from until listPrice { amount currency } discounts { reason percent amount { amount } }
      credits { membership { id } amount { amount currency } } total { amount currency }
      shortens { membership { id } until }
    }
    profileAfter { on changes { competency { key } before after inWords } }
  } } }`;

type MembershipKind = MembershipRow['kind'];

export const OFFERS = { SILVER: 'silver-membership', GOLD: 'gold-membership' } as const;

export function orderCommandsOf(server: () => TestServer) {
  const { send: sendPurchase } = commandsOf(server, PURCHASE);
  const { send: sendRefund } = commandsOf(server, REFUND);
  const { send: sendRedeem } = commandsOf(server, REDEEM);
  let payments = 0;

  const asAdminOf = (organization: string) => server().person(`admin of ${organization}`);

  async function quote(
    organization: string,
    level: Level,
    { kind, on, as }: { kind?: MembershipKind | undefined; on?: string; as?: string } = {},
  ): Promise<AnyJson> {
    const { body } = await server().ask(QUOTE, {
      variables: { id: `org_${organization}`, offer: OFFERS[level], kind, on },
      as: as ?? (await asAdminOf(organization)),
    });
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return body.data.organization.membershipQuote;
  }

  async function purchase(
    organization: string,
    level: Level,
    kind: MembershipKind,
    changes: object = {},
  ): Promise<AnyJson> {
    const { order } = await quote(organization, level, { kind });
    const input = {
      organizationId: `org_${organization}`,
      offer: OFFERS[level],
      kind,
      expectedTotal: order?.total ?? { amount: '0.00', currency: 'USD' },
      paymentReference: `INV-${++payments}`,
      ...changes,
    };
    return sendPurchase(input, await asAdminOf(organization));
  }

  async function mustPurchase(
    organization: string,
    level: Level,
    kind: MembershipKind,
    changes: object = {},
  ): Promise<AnyJson> {
    const { membership, refusals } = await purchase(organization, level, kind, changes);
    if (membership === null) throw new Error(JSON.stringify(refusals));
    return membership;
  }

  async function refund(organization: string, membershipId: string, changes: object = {}): Promise<AnyJson> {
    const [stored] = (await termsOf(organization)).filter(({ id }) => `mem_${id}` === membershipId);
    const expectedVersion = stored?.version ?? 1;
    return sendRefund(
      { membershipId, expectedVersion, reason: 'Not needed', ...changes },
      await asAdminOf(organization),
    );
  }

  const redeem = async (organization: string, benefit: string, quantity: number): Promise<AnyJson> =>
    sendRedeem({ organizationId: `org_${organization}`, benefit, quantity }, await asAdminOf(organization));

  const termsOf = (organization: string) =>
    server().database.rows<MembershipRow>(
      'SELECT * FROM membership WHERE organizationId = ? ORDER BY fromDay, untilDay, id',
      [organization],
    );

  return { asAdminOf, quote, purchase, buys: mustPurchase, refund, redeem, termsOf };
}

/** Stores an organization with an admin, and a permanent proof of a level, or no proof if the level is null. */
export async function storeMember(
  { database }: TestServer,
  id: string,
  proven: Level | null = 'GOLD',
): Promise<void> {
  await storeOrganizations(database, { id });
  await storePerson(database, `admin of ${id}`, { organizationId: id, role: 'ADMIN', from: '2020-01-01' });
  if (proven !== null) await storeOverride(database, id, { level: proven });
}

/** Stores an override that grants a competency on these days, or withholds it if the level is null. */
export async function storeOverride(
  database: TestServer['database'],
  organizationId: string,
  proof: {
    readonly level: Level | null;
    readonly competency?: string;
    readonly from?: string;
    readonly until?: string;
  },
): Promise<void> {
  const { level, competency = 'devops', from = '2000-01-01', until = '2100-01-01' } = proof;
  await database.transaction((transaction) =>
    transaction.insert(CompetencyOverrideTable, {
      id: `${organizationId} ${competency} ${from}`.slice(0, 36),
      organizationId,
      competency,
      effect: level === null ? 'WITHHOLD' : 'GRANT',
      level,
      reason: 'A test',
      fromDay: day(from),
      untilDay: day(until),
      createdAt: instant(new Date('2026-01-01T00:00:00Z')),
      placedBy: 'person:agent',
      version: 1,
    }),
  );
}

/** The values of a term. Defaults: a year of Silver that was bought on its first day for 100.00 USD. */
export interface TermColumns extends Partial<
  Pick<MembershipRow, 'level' | 'kind' | 'pricePaidMinorUnits' | 'currency'>
> {
  readonly from: string;
  readonly until?: string;
  readonly purchasedOn?: string;
  readonly refundedOn?: string;
}

/** The id of each term combines the organization's id and the index of the term. */
export async function storeTerms(
  { database }: TestServer,
  organizationId: string,
  ...terms: readonly TermColumns[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      MembershipTable,
      terms.map(({ from, until, purchasedOn, refundedOn, ...columns }, i): MembershipRow => ({
        id: `${organizationId}-${i}`,
        organizationId,
        level: 'SILVER',
        kind: 'NEW',
        pricePaidMinorUnits: 10_000,
        currency: 'USD',
        paymentReference: 'stored',
        version: 1,
        ...columns,
        fromDay: day(from),
        untilDay: until === undefined ? addMonths(day(from), 12) : day(until),
        purchasedOn: day(purchasedOn ?? from),
        refundedOn: refundedOn === undefined ? null : day(refundedOn),
      })),
    ),
  );
}

/** The terms that begin before the previous term ends. Empty terms never overlap. */
export function overlapping(
  terms: readonly Pick<MembershipRow, 'fromDay' | 'untilDay'>[],
): readonly unknown[] {
  const running = terms
    .filter(({ fromDay, untilDay }) => fromDay < untilDay)
    .toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  return running.filter(({ fromDay }, i) => i > 0 && fromDay < (running[i - 1]?.untilDay ?? ''));
}
