import { globalId } from '../../../schema/global-id';
import type { RecordMembershipInput } from '../../../schema/memberships/record-membership';
import { MembershipTable, type MembershipRow } from '../../db/entities';
import { levelInWords, say } from '../../messages';
import { addDaysClamped, overlap, versionOn, type Catalogue, type Day, type Span } from '../../rules';
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
    const days = daysOf(input, versions);
    refuseAll([
      ...checkDays(days, refundedOn, context.today),
      days.purchasedOn > context.today ? null : checkPurchase({ ...days, kind, refundedOn }, versions),
      checkEndOfRefunded(days, refundedOn),
      checkNotNegative(input.price, PRICE),
      refusal,
      checkText(['input', 'paymentReference'], paymentReference, { maxLength: 190 }),
      checkReason(reason),
    ]);
    if (price === null) throw new Error('A price without an amount was not refused.');
    const { id: organizationId } = await lockedOrganization(context, input.organizationId);
    refuseAll([await checkOverlap(context, organizationId, days)]);
    const membership: MembershipRow = {
      id: context.newId(),
      organizationId,
      level,
      ...days,
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

type Days = Pick<MembershipRow, 'startsOn' | 'endsOn' | 'purchasedOn'>;

/** By default, a term is bought on its first day. The policy of the day of purchase sets the length of the term. */
function daysOf(input: RecordMembershipInput, versions: readonly Catalogue[]): Days {
  const { startsOn, refundedOn = null } = input;
  const purchasedOn = input.purchasedOn ?? startsOn;
  const { termMonths } = versionOn(versions, purchasedOn).policy;
  const regularEnd = addMonthsOrNull(startsOn, termMonths);
  const endsOn =
    input.endsOn ?? (refundedOn === null ? regularEnd : endOfRefunded(startsOn, regularEnd, refundedOn));
  if (endsOn === null) refuse('INVALID', ['input', 'startsOn'], say('calendar.ends', { from: startsOn }));
  return { startsOn, endsOn, purchasedOn };
}

/** A refund after the regular end does not extend the term. */
function endOfRefunded(startsOn: Day, regularEnd: Day | null, refundedOn: Day): Day {
  const last = latestEnd(startsOn, refundedOn);
  return regularEnd !== null && regularEnd < last ? regularEnd : last;
}

/** A refunded term ends on the day of the refund at the latest. A term refunded before its start is empty. */
function latestEnd(startsOn: Day, refundedOn: Day): Day {
  return startsOn > refundedOn ? startsOn : refundedOn;
}

function checkDays(
  { startsOn, endsOn, purchasedOn }: Days,
  refundedOn: Day | null,
  today: Day,
): readonly (Refusal | null)[] {
  return [
    endsOn < startsOn
      ? invalidRefusal(['input', 'endsOn'], say('membership.endsOn', { startsOn, endsOn }))
      : null,
    purchasedOn > today
      ? invalidRefusal(['input', 'purchasedOn'], say('membership.purchasedOn', { purchasedOn, today }))
      : null,
    refundedOn !== null && (refundedOn < purchasedOn || refundedOn > today)
      ? invalidRefusal(
          ['input', 'refundedOn'],
          say('membership.refundedOn', { refundedOn, purchasedOn, today }),
        )
      : null,
  ];
}

/** A term must be bought on or before its first day. Only a renewal may be bought later, within the grace period. */
function checkPurchase(
  { startsOn, endsOn, purchasedOn, kind, refundedOn }: Days & Pick<MembershipRow, 'kind' | 'refundedOn'>,
  versions: readonly Catalogue[],
): Refusal | null {
  const path = ['input', 'purchasedOn'];
  if (purchasedOn <= startsOn) return null;
  if (kind !== 'RENEWAL') {
    return invalidRefusal(path, say('membership.purchasedOn.late', { purchasedOn, startsOn }));
  }
  const { renewalClosesDaysAfter } = versionOn(versions, purchasedOn).policy;
  const until = addDaysClamped(startsOn, renewalClosesDaysAfter);
  if (purchasedOn >= until) {
    return invalidRefusal(path, say('membership.purchasedOn.grace', { purchasedOn, startsOn, until }));
  }
  // A late renewal that was refunded on its day of purchase ends on that day.
  const isBoughtInTime = purchasedOn < endsOn || endsOn <= startsOn || refundedOn === endsOn;
  return isBoughtInTime
    ? null
    : invalidRefusal(path, say('membership.purchasedOn.ended', { purchasedOn, endsOn }));
}

function checkEndOfRefunded({ startsOn, endsOn }: Days, refundedOn: Day | null): Refusal | null {
  if (refundedOn === null) return null;
  const last = latestEnd(startsOn, refundedOn);
  if (endsOn <= last) return null;
  return invalidRefusal(['input', 'endsOn'], say('membership.endsOn.refunded', { endsOn, refundedOn, last }));
}

async function checkOverlap(
  context: CommandContext,
  organizationId: string,
  term: Days,
): Promise<Refusal | null> {
  const terms = await termsOf(context, organizationId);
  const other = terms.find((candidate) => overlap(spanOf(candidate), spanOf(term)));
  if (other === undefined) return null;
  const { level, startsOn, endsOn } = other;
  const message = say('membership.overlap', { level: levelInWords(level), startsOn, endsOn });
  return { code: 'OVERLAP', message, path: ['input', 'startsOn'] };
}

function spanOf({ startsOn, endsOn }: Days): Span {
  return { from: startsOn, until: endsOn };
}
