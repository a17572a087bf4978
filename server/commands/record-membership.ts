import { globalId } from '../../schema/global-id';
import type { RecordMembershipInput } from '../../schema/record-membership';
import { MembershipTable, type MembershipRow } from '../db/entities';
import { levelInWords, say } from '../messages';
import { addDaysInCalendar, overlap, versionOn, type Catalogue, type Day, type Span } from '../rules';
import { checkMoney } from '../checks/money';
import { checkReason } from '../checks/reason';
import { checkText, invalid } from '../checks/text';
import { termsOf } from '../locks/membership';
import { lockedOrganization } from '../locks/organization';
import { monthsAfter } from '../checks/months-after';
import { refuse, refuseAll, type Refusal } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface MembershipRecorded {
  readonly membershipId: string;
}

/** A term that was bought elsewhere: taken over from a programme that ran before, as it was. */
export function recordMembership(
  call: CommandCall,
  input: RecordMembershipInput,
): Promise<CommandOutcome<MembershipRecorded>> {
  return runCommand(call, 'recordMembership', input, async (step) => {
    const { level, kind, price, paymentReference, refundedOn = null, reason } = input;
    const versions = await step.catalogues();
    const days = daysOf(input, versions);
    refuseAll([
      ...checkDays(days, refundedOn, step.today),
      days.purchasedOn > step.today ? null : checkPurchase({ ...days, kind, refundedOn }, versions),
      checkEndOfRefunded(days, refundedOn),
      ...checkMoney(price, ['input', 'price']),
      checkText(['input', 'paymentReference'], say('membership.paymentReference'), paymentReference, {
        most: 190,
      }),
      checkReason(reason),
    ]);
    const { id: organizationId } = await lockedOrganization(step, input.organizationId);
    refuseAll([await checkOverlap(step, organizationId, days)]);
    const membership: MembershipRow = {
      id: step.newId(),
      organizationId,
      level,
      ...days,
      kind,
      pricePaid: price.amount,
      currency: price.currency,
      paymentReference,
      refundedOn,
      version: 1,
    };
    await step.transaction.insert(MembershipTable, membership);
    step.concern([organizationId]);
    await step.audit({
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

/** What is left out is as the programme does it: bought on the first day, for the months of that day's policy. */
function daysOf(input: RecordMembershipInput, versions: readonly Catalogue[]): Days {
  const { startsOn, refundedOn = null } = input;
  const purchasedOn = input.purchasedOn ?? startsOn;
  const { termMonths } = versionOn(versions, purchasedOn).policy;
  const whole = monthsAfter(startsOn, termMonths);
  const endsOn = input.endsOn ?? (refundedOn === null ? whole : shortened(startsOn, whole, refundedOn));
  if (endsOn === null) refuse('INVALID', ['input', 'startsOn'], say('calendar.ends', { from: startsOn }));
  return { startsOn, endsOn, purchasedOn };
}

/** A refund ends a term, unless that has ended before. */
function shortened(startsOn: Day, whole: Day | null, refundedOn: Day): Day {
  const last = lastEnd(startsOn, refundedOn);
  return whole !== null && whole < last ? whole : last;
}

/** A refunded term runs to the refund at the latest; one that had not begun is empty. */
function lastEnd(startsOn: Day, refundedOn: Day): Day {
  return startsOn > refundedOn ? startsOn : refundedOn;
}

function checkDays(
  { startsOn, endsOn, purchasedOn }: Days,
  refundedOn: Day | null,
  today: Day,
): readonly (Refusal | null)[] {
  return [
    endsOn < startsOn ? invalid(['input', 'endsOn'], say('membership.endsOn', { startsOn, endsOn })) : null,
    purchasedOn > today
      ? invalid(['input', 'purchasedOn'], say('membership.purchasedOn', { purchasedOn, today }))
      : null,
    refundedOn !== null && (refundedOn < purchasedOn || refundedOn > today)
      ? invalid(['input', 'refundedOn'], say('membership.refundedOn', { refundedOn, purchasedOn, today }))
      : null,
  ];
}

/** A term is bought before it runs, or on its first day; only a renewal may be late, by the days of grace. */
function checkPurchase(
  { startsOn, endsOn, purchasedOn, kind, refundedOn }: Days & Pick<MembershipRow, 'kind' | 'refundedOn'>,
  versions: readonly Catalogue[],
): Refusal | null {
  const path = ['input', 'purchasedOn'];
  if (purchasedOn <= startsOn) return null;
  if (kind !== 'RENEWAL') {
    return invalid(path, say('membership.purchasedOn.late', { purchasedOn, startsOn }));
  }
  const { renewalClosesDaysAfter } = versionOn(versions, purchasedOn).policy;
  const until = addDaysInCalendar(startsOn, renewalClosesDaysAfter);
  if (purchasedOn >= until) {
    return invalid(path, say('membership.purchasedOn.grace', { purchasedOn, startsOn, until }));
  }
  // A late renewal that was given back on the day of its purchase ended on it.
  const isBoughtInTime = purchasedOn < endsOn || endsOn <= startsOn || refundedOn === endsOn;
  return isBoughtInTime ? null : invalid(path, say('membership.purchasedOn.ended', { purchasedOn, endsOn }));
}

/** What a refund has ended does not run on. */
function checkEndOfRefunded({ startsOn, endsOn }: Days, refundedOn: Day | null): Refusal | null {
  if (refundedOn === null) return null;
  const last = lastEnd(startsOn, refundedOn);
  if (endsOn <= last) return null;
  return invalid(['input', 'endsOn'], say('membership.endsOn.refunded', { endsOn, refundedOn, last }));
}

async function checkOverlap(
  step: CommandContext,
  organizationId: string,
  term: Days,
): Promise<Refusal | null> {
  const terms = await termsOf(step, organizationId);
  const other = terms.find((one) => overlap(spanOf(one), spanOf(term)));
  if (other === undefined) return null;
  const { level, startsOn, endsOn } = other;
  const message = say('membership.overlap', { level: levelInWords(level), startsOn, endsOn });
  return { code: 'OVERLAP', message, path: ['input', 'startsOn'] };
}

function spanOf({ startsOn, endsOn }: Days): Span {
  return { from: startsOn, until: endsOn };
}
