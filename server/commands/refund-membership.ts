import type { RefundMembershipInput } from '../../schema/refund-membership';
import type { RefusalCode } from '../../schema/refusal';
import type { MembershipRow } from '../db/entities';
import { paidTermOf } from '../db/read-facts';
import { levelInWords, say } from '../messages';
import { refundChecks, refunded, type Price, type Redemption, type RefundCheck } from '../rules';
import { changeRow } from './steps/change-row';
import { checkReason } from '../checks/reason';
import { checkVersion } from '../checks/version';
import { lockedMembership } from '../locks/membership';
import { refuseAll, type Refusal } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface MembershipRefunded {
  readonly membershipId: string;
  readonly paidBack: Price;
}

/** A term is given back: it ends today, or never begins, and what was paid for it is paid back. */
export function refundMembership(
  call: CommandCall,
  input: RefundMembershipInput,
): Promise<CommandOutcome<MembershipRefunded>> {
  return runCommand(call, 'refundMembership', input, async (step) => {
    const { reason } = input;
    refuseAll([checkReason(reason)]);
    const { term, terms } = await lockedMembership(step, input.membershipId);
    const checks = refundChecks(
      await step.catalogues(),
      terms,
      await redemptionsIn(step, term.id),
      paidTermOf(term),
      step.today,
    );
    refuseAll(checks.filter(({ passed }) => !passed).map((check) => refusalOf(check, term)));
    refuseAll([checkVersion(term, input.expectedVersion)]);
    const paidBack = await paidFor(step, term);
    await changeRow(
      step,
      { table: 'membership', type: 'Membership', organizationId: term.organizationId, reason },
      term,
      refunded(term, step.today),
    );
    step.concern([term.organizationId]);
    return { membershipId: term.id, paidBack };
  });
}

const CODES: Readonly<Record<RefundCheck['key'], RefusalCode>> = {
  'not-refunded': 'ALREADY_ENDED',
  'not-ended': 'ALREADY_ENDED',
  'refund-days': 'TOO_LATE',
  unused: 'NOT_PERMITTED',
  'last-of-chain': 'NOT_PERMITTED',
};

function refusalOf(check: RefundCheck, term: MembershipRow): Refusal {
  return { code: CODES[check.key], message: inWords(check, term), path: ['input', 'membershipId'] };
}

function inWords(check: RefundCheck, term: MembershipRow): string {
  switch (check.key) {
    case 'not-refunded':
      return say('refund.refunded', { on: check.refundedOn ?? '' });
    case 'not-ended':
      // The end of a renewal that never runs may be a day to come.
      return say('refund.ended', { from: term.startsOn, until: check.endsOn });
    case 'refund-days':
      return say('refund.days', { purchasedOn: check.purchasedOn, until: check.until });
    case 'unused':
      return say('refund.used', { benefits: check.benefits.join(', ') });
    case 'last-of-chain': {
      if (check.next === null) throw new Error('A term that nothing follows is the last one of its chain.');
      const { level, startsOn: from } = check.next;
      return say('refund.followed', { level: levelInWords(level), from });
    }
  }
}

function redemptionsIn({ transaction }: CommandContext, membershipId: string): Promise<Redemption[]> {
  return transaction.rows<Redemption>(
    'SELECT membershipId AS membership, benefit, quantity, redeemedOn FROM benefit_redemption WHERE membershipId = ?',
    [membershipId],
  );
}

/**
 * The price, and what had been credited to it: a renewal whose place an upgrade took was paid for, too. Together that is
 * the price without credits, never less than nothing, and in one currency: a credit in another one is refused.
 */
async function paidFor(
  { transaction }: CommandContext,
  { id, pricePaid, currency }: MembershipRow,
): Promise<Price> {
  const credits = await transaction.rows<Pick<Price, 'hundredths'>>(
    'SELECT hundredths FROM membership_credit WHERE creditedTo = ?',
    [id],
  );
  return { hundredths: credits.reduce((sum, { hundredths }) => sum + hundredths, pricePaid), currency };
}
