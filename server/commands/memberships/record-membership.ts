import { globalId } from '../../../schema/global-id';
import type { RecordMembershipInput } from '../../../schema/memberships/record-membership';
import { MembershipTable, type MembershipRow } from '../../db/entities';
import { termOf } from '../../db/read-facts';
import { sentence } from '../../messages';
import { addDaysClamped, overlap, versionOn, type Catalogue, type Day, type PaidTerm } from '../../rules';
import { checkNotNegative, readMoney } from '../../checks/money';
import { checkReason } from '../../checks/reason';
import { checkText, invalidRefusal } from '../../checks/text';
import { termsOf } from '../../locks/membership';
import { lockedOrganization } from '../../locks/organization';
import { addMonthsOrNull } from '../../checks/months-after';
import { refuse, refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface MembershipRecorded {
  readonly membershipId: string;
}

const PRICE = ['input', 'price'];

export function recordMembership(
  call: CommandCall,
  input: RecordMembershipInput,
): Promise<CommandOutcome<MembershipRecorded>> {
  return runCommand(call, 'recordMembership', input, async (context) => {
    const { level, kind, paymentReference, refundedOn = null, reason } = input;
    const { price, refusal } = readMoney(input.price, PRICE);
    const versions = await context.catalogues();
    const term = daysOf(input, versions);
    const { from, until, purchasedOn } = term;
    refuseAll([
      ...checkDays(term, refundedOn, context.today),
      purchasedOn > context.today ? null : checkPurchase({ ...term, kind, refundedOn }, versions),
      checkEndOfRefunded(term, refundedOn),
      checkNotNegative(input.price, PRICE),
      refusal,
      checkText(['input', 'paymentReference'], paymentReference, { maxLength: 190 }),
      checkReason(reason),
    ]);
    if (price === null) throw new Error('A price without an amount was not refused.');
    const { id: organizationId } = await lockedOrganization(context, input.organizationId);
    refuseAll([await checkOverlap(context, organizationId, term)]);
    const membership: MembershipRow = {
      id: context.newId(),
      organizationId,
      level,
      fromDay: from,
      untilDay: until,
      purchasedOn,
      kind,
      pricePaidMinorUnits: price.minorUnits,
      currency: price.currency,
      paymentReference,
      refundedOn,
      version: 1,
    };
    await context.transaction.insert(MembershipTable, membership);
    context.markOrganizations([organizationId]);
    await context.audit({
      subject: globalId('Membership', membership.id),
      organizationId,
      before: null,
      after: membership,
      reason,
    });
    return { membershipId: membership.id };
  });
}

type Days = Pick<PaidTerm, 'from' | 'until' | 'purchasedOn'>;

/** By default, a term is bought on its first day. The policy of the day of purchase sets the length of the term. */
function daysOf(input: RecordMembershipInput, versions: readonly Catalogue[]): Days {
  const { from, refundedOn = null } = input;
  const purchasedOn = input.purchasedOn ?? from;
  const { termMonths } = versionOn(versions, purchasedOn).policy;
  const regularEnd = addMonthsOrNull(from, termMonths);
  const until =
    input.until ?? (refundedOn === null ? regularEnd : endOfRefunded(from, regularEnd, refundedOn));
  if (until === null) refuse('INVALID', ['input', 'from'], sentence('calendar.ends', { from }));
  return { from, until, purchasedOn };
}

/** A refund after the regular end does not extend the term. */
function endOfRefunded(from: Day, regularEnd: Day | null, refundedOn: Day): Day {
  const last = latestEnd(from, refundedOn);
  return regularEnd !== null && regularEnd < last ? regularEnd : last;
}

/** A refunded term ends on the day of the refund at the latest. A term refunded before its start is empty. */
function latestEnd(from: Day, refundedOn: Day): Day {
  return from > refundedOn ? from : refundedOn;
}

function checkDays(
  { from, until, purchasedOn }: Days,
  refundedOn: Day | null,
  today: Day,
): readonly (Refusal | null)[] {
  return [
    until < from ? invalidRefusal(['input', 'until'], sentence('membership.until', { from, until })) : null,
    purchasedOn > today
      ? invalidRefusal(['input', 'purchasedOn'], sentence('membership.purchasedOn', { purchasedOn, today }))
      : null,
    refundedOn !== null && (refundedOn < purchasedOn || refundedOn > today)
      ? invalidRefusal(
          ['input', 'refundedOn'],
          sentence('membership.refundedOn', { refundedOn, purchasedOn, today }),
        )
      : null,
  ];
}

/** A term must be bought on or before its first day. Only a renewal may be bought later, within the grace period. */
function checkPurchase(
  { from, until, purchasedOn, kind, refundedOn }: Days & Pick<MembershipRow, 'kind' | 'refundedOn'>,
  versions: readonly Catalogue[],
): Refusal | null {
  const path = ['input', 'purchasedOn'];
  if (purchasedOn <= from) return null;
  if (kind !== 'RENEWAL') {
    return invalidRefusal(path, sentence('membership.purchasedOn.late', { purchasedOn, from }));
  }
  const { renewalClosesDaysAfter } = versionOn(versions, purchasedOn).policy;
  const end = addDaysClamped(from, renewalClosesDaysAfter);
  if (purchasedOn >= end) {
    return invalidRefusal(path, sentence('membership.purchasedOn.grace', { purchasedOn, from, until: end }));
  }
  // A late renewal that was refunded on its day of purchase ends on that day.
  const isBoughtInTime = purchasedOn < until || until <= from || refundedOn === until;
  return isBoughtInTime
    ? null
    : invalidRefusal(path, sentence('membership.purchasedOn.ended', { purchasedOn, until }));
}

function checkEndOfRefunded({ from, until }: Days, refundedOn: Day | null): Refusal | null {
  if (refundedOn === null) return null;
  const last = latestEnd(from, refundedOn);
  if (until <= last) return null;
  return invalidRefusal(
    ['input', 'until'],
    sentence('membership.until.refunded', { until, refundedOn, last }),
  );
}

async function checkOverlap(
  context: CommandContext,
  organizationId: string,
  term: Days,
): Promise<Refusal | null> {
  const terms = (await termsOf(context, organizationId)).map(termOf);
  const other = terms.find((candidate) => overlap(candidate, term));
  if (other === undefined) return null;
  const { level, from, until } = other;
  return {
    code: 'OVERLAP',
    path: ['input', 'from'],
    sentence: sentence('membership.overlap', { level, from, until }),
  };
}
