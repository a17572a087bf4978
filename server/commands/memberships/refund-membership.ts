import type { RefundMembershipInput } from '../../../schema/memberships/refund-membership';
import type { RefusalCode } from '../../../schema/refusal';
import type { MembershipRow } from '../../db/entities';
import { paidTermOf, termOf } from '../../db/read-facts';
import { sentence, type Named } from '../../messages';
import type { Reason } from '../../messages/refusal-values';
import {
  refundChecks,
  termAfterRefund,
  type Catalogue,
  type Redemption,
  type RefundCheck,
} from '../../rules';
import { changeRow } from '../steps/change-row';
import { checkReason } from '../../checks/reason';
import { checkVersion } from '../../checks/version';
import { lockedMembership } from '../../locks/membership';
import { refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface MembershipRefunded {
  readonly membershipId: string;
}

/** Refunds a term: it ends today, or becomes empty if it has not begun. */
export function refundMembership(
  call: CommandCall,
  input: RefundMembershipInput,
): Promise<CommandOutcome<MembershipRefunded>> {
  return runCommand(call, 'refundMembership', input, async (context) => {
    const { reason } = input;
    refuseAll([checkReason(reason)]);
    const { term, terms } = await lockedMembership(context, input.membershipId);
    const versions = await context.catalogues();
    const checks = refundChecks(
      versions,
      terms.map(termOf),
      await redemptionsIn(context, term.id),
      paidTermOf(term),
      context.today,
    );
    refuseAll(checks.filter(({ passed }) => !passed).map((check) => refusalOf(check, term, versions)));
    refuseAll([checkVersion(term, input.expectedVersion)]);
    const { until, refundedOn } = termAfterRefund(termOf(term), context.today);
    await changeRow(
      context,
      { table: 'membership', type: 'Membership', organizationId: term.organizationId, reason },
      term,
      { untilDay: until, refundedOn },
    );
    context.markOrganizations([term.organizationId]);
    return { membershipId: term.id };
  });
}

const CODES: Readonly<Record<RefundCheck['key'], RefusalCode>> = {
  'not-refunded': 'ALREADY_ENDED',
  'not-ended': 'ALREADY_ENDED',
  'refund-days': 'TOO_LATE',
  unused: 'NOT_PERMITTED',
  'last-of-chain': 'NOT_PERMITTED',
};

function refusalOf(check: RefundCheck, term: MembershipRow, versions: readonly Catalogue[]): Refusal {
  return {
    code: CODES[check.key],
    sentence: reasonOf(check, term, versions),
    path: ['input', 'membershipId'],
  };
}

function reasonOf(check: RefundCheck, term: MembershipRow, versions: readonly Catalogue[]): Reason {
  switch (check.key) {
    case 'not-refunded':
      if (check.refundedOn === null) throw new Error('A refunded term has a day of the refund.');
      return sentence('refund.refunded', { on: check.refundedOn });
    case 'not-ended':
      // `until` can be in the future: an empty renewal ends on its first day.
      return sentence('refund.ended', { from: term.fromDay, until: check.until });
    case 'refund-days':
      return sentence('refund.days', { purchasedOn: check.purchasedOn, until: check.until });
    case 'unused':
      return sentence('refund.used', {
        benefits: check.benefits.map((key) => namedBenefit(key, versions)),
      });
    case 'last-of-chain': {
      if (check.next === null) throw new Error('A term that is not the last of its chain has a next term.');
      const { level, from, until } = check.next;
      return sentence('refund.followed', { level, from, until });
    }
  }
}

function namedBenefit(key: string, versions: readonly Catalogue[]): Named {
  const benefits = versions.toReversed().flatMap((version) => version.benefits);
  return { key, name: benefits.find((benefit) => benefit.key === key)?.name ?? key };
}

function redemptionsIn({ transaction }: CommandContext, membershipId: string): Promise<Redemption[]> {
  return transaction.rows<Redemption>(
    'SELECT membershipId AS membership, benefit, quantity, redeemedOn FROM benefit_redemption WHERE membershipId = ?',
    [membershipId],
  );
}
