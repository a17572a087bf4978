import { globalId } from '../../../schema/global-id';
import type { PurchaseMembershipInput } from '../../../schema/memberships/purchase-membership';
import type { RefusalCode } from '../../../schema/refusal';
import {
  MembershipCreditTable,
  MembershipTable,
  type MembershipCreditRow,
  type MembershipRow,
} from '../../db/entities';
import { sentence } from '../../messages';
import { quoteStepwise, type Order, type Price, type PurchaseCheck } from '../../rules';
import { changeRow } from '../steps/change-row';
import { readMoney } from '../../checks/money';
import { checkText } from '../../checks/text';
import { termsOf } from '../../locks/membership';
import { lockedOrganization } from '../../locks/organization';
import { offerOnSale } from '../../checks/offer-on-sale';
import { Refused, refuseAll, type PurchaseRefusal, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface MembershipPurchased {
  readonly membershipId: string;
}

/** Sells a membership term if today's quote permits it. The quote uses facts read under the organization's lock. */
export function purchaseMembership(
  call: CommandCall,
  input: PurchaseMembershipInput,
): Promise<CommandOutcome<MembershipPurchased>> {
  return runCommand(call, 'purchaseMembership', input, async (context) => {
    const { kind, paymentReference } = input;
    const { price: expectedTotal, refusal } = readMoney(input.expectedTotal, ['input', 'expectedTotal']);
    refuseAll([refusal, checkText(['input', 'paymentReference'], paymentReference, { maxLength: 190 })]);
    if (expectedTotal === null) throw new Error('An expected total without an amount was not refused.');
    const versions = await context.catalogues();
    const { offer, unknown } = offerOnSale(versions, input.offer, context.today, ['input', 'offer']);
    if (offer === null) throw new Refused([unknown]);
    const organization = await lockedOrganization(context, input.organizationId);
    const facts = await context.factsOf(organization);
    const { checks, order } = await context.run(quoteStepwise(versions, facts, offer, kind, context.today));
    refuseAll(checks.filter(({ passed }) => !passed).map(refusalOf));
    if (order === null) throw new Error('The quote has no order although every check passed.');
    refuseAll([checkTotal(order, expectedTotal)]);
    const organizationId = organization.id;
    await shortenTerms(context, organizationId, order);
    context.markOrganizations([organizationId]);
    return { membershipId: await storeOrder(context, order, { organizationId, paymentReference }) };
  });
}

const REFUSALS: Readonly<
  Record<PurchaseCheck['key'], { readonly code: RefusalCode; readonly argument: string }>
> = {
  'eligible-level': { code: 'NOT_ELIGIBLE', argument: 'offer' },
  'kind-chosen': { code: 'INVALID', argument: 'kind' },
  'no-running-term': { code: 'OVERLAP', argument: 'kind' },
  'not-in-grace': { code: 'TOO_SOON', argument: 'kind' },
  'renewal-window': { code: 'NOT_PERMITTED', argument: 'kind' },
  'lower-running-term': { code: 'NOT_PERMITTED', argument: 'kind' },
  'no-later-term': { code: 'OVERLAP', argument: 'kind' },
  'credit-in-currency': { code: 'NOT_PERMITTED', argument: 'offer' },
  'within-calendar': { code: 'TOO_LATE', argument: 'kind' },
};

function refusalOf(check: PurchaseCheck): PurchaseRefusal {
  const { code, argument } = REFUSALS[check.key];
  return { code: codeOfWindow(check) ?? code, path: ['input', argument], check };
}

function codeOfWindow(check: PurchaseCheck): RefusalCode | null {
  if (check.key !== 'renewal-window' || check.window === null) return null;
  return check.window.state === 'missed' ? 'TOO_LATE' : 'TOO_SOON';
}

/** The caller pays exactly the expected total, or the purchase is refused. */
function checkTotal({ total }: Order, expected: Price): Refusal | null {
  if (total.minorUnits === expected.minorUnits && total.currency === expected.currency) return null;
  const values = { total, expected };
  return { code: 'CHANGED', sentence: sentence('purchase.total', values), path: ['input', 'expectedTotal'] };
}

async function shortenTerms(context: CommandContext, organizationId: string, { ends }: Order): Promise<void> {
  if (ends.length === 0) return;
  const stored = new Map((await termsOf(context, organizationId)).map((row) => [row.id, row]));
  for (const { term, until } of ends) {
    const row = stored.get(term);
    if (row === undefined) throw new Error('The order ends a term that is not stored.');
    await changeRow(context, { table: 'membership', type: 'Membership', organizationId }, row, {
      untilDay: until,
    });
  }
}

async function storeOrder(
  context: CommandContext,
  { kind, level, from, until, total, credits }: Order,
  purchase: Pick<MembershipRow, 'organizationId' | 'paymentReference'>,
): Promise<string> {
  const membership: MembershipRow = {
    ...purchase,
    id: context.newId(),
    level,
    fromDay: from,
    untilDay: until,
    purchasedOn: context.today,
    kind,
    pricePaidMinorUnits: total.minorUnits,
    currency: total.currency,
    refundedOn: null,
    version: 1,
  };
  const credited = credits.map(({ term, price }): MembershipCreditRow => ({
    membershipId: term,
    creditedTo: membership.id,
    ...price,
  }));
  await context.transaction.insert(MembershipTable, membership);
  await context.transaction.insert(MembershipCreditTable, credited);
  await context.audit({
    subject: globalId('Membership', membership.id),
    organizationId: membership.organizationId,
    before: null,
    after: { ...membership, credits: credited },
  });
  return membership.id;
}
