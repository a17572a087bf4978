import { globalId } from '../../../schema/global-id';
import type { RedeemBenefitInput } from '../../../schema/memberships/redeem-benefit';
import { BenefitRedemptionTable, type BenefitRedemptionRow, type OrganizationRow } from '../../db/entities';
import { readRedemptions } from '../../db/read-redemptions';
import { sentence } from '../../messages';
import type { Reason } from '../../messages/refusal-values';
import {
  isAtLeast,
  redeemableEntitlementsStepwise,
  runningTerm,
  versionOn,
  type Catalogue,
  type Day,
  type Entitlement,
} from '../../rules';
import { checkKnownKey, knownKeys } from '../../checks/known-keys';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { lockedOrganization } from '../../locks/organization';
import { refuse, refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface BenefitRedeemed {
  readonly redemptionId: string;
}

const BENEFIT = ['input', 'benefit'];
const QUANTITY = ['input', 'quantity'];

export function redeemBenefit(
  call: CommandCall,
  input: RedeemBenefitInput,
): Promise<CommandOutcome<BenefitRedeemed>> {
  return runCommand(call, 'redeemBenefit', input, async (context) => {
    const { benefit, quantity, reason } = input;
    const versions = await context.catalogues();
    refuseAll([
      checkKnownKey('benefit', benefit, knownKeys('benefit', versions), BENEFIT),
      quantity >= 1 ? null : invalidRefusal(QUANTITY, sentence('benefit.quantity', { quantity, min: 1 })),
      checkReason(reason),
    ]);
    const organization = await lockedOrganization(context, input.organizationId);
    const organizationId = organization.id;
    const { membership } = await entitlementFor(context, versions, organization, input);
    const redemption: BenefitRedemptionRow = {
      id: context.newId(),
      organizationId,
      membershipId: membership,
      benefit,
      quantity,
      redeemedOn: context.today,
      createdAt: context.at,
    };
    await context.transaction.insert(BenefitRedemptionTable, redemption);
    await context.audit({
      subject: globalId('BenefitRedemption', redemption.id),
      organizationId,
      before: null,
      after: redemption,
      reason,
    });
    return { redemptionId: redemption.id };
  });
}

async function entitlementFor(
  context: CommandContext,
  versions: readonly Catalogue[],
  organization: OrganizationRow,
  { benefit, quantity }: RedeemBenefitInput,
): Promise<Entitlement> {
  const { transaction, today } = context;
  const facts = await context.factsOf(organization);
  const term = runningTerm(facts.memberships, today);
  if (term === null) {
    refuse('NOT_ENTITLED', ['input', 'organizationId'], sentence('benefit.noMembership', { today }));
  }
  if (term.refundedOn !== null) {
    const values = { level: term.level, from: term.from, until: term.refundedOn };
    refuse('NOT_ENTITLED', ['input', 'organizationId'], sentence('benefit.refunded', values));
  }
  const [redemptions = []] = await readRedemptions(transaction, [organization.id]);
  const all = await context.run(redeemableEntitlementsStepwise(versions, facts, redemptions, today));
  const entitlement = all.find((candidate) => candidate.benefit === benefit);
  if (entitlement === undefined) {
    refuse('NOT_ENTITLED', BENEFIT, notIncluded(benefit, versionOn(versions, today), today));
  }
  if (quantity > entitlement.remaining) refuse('NOT_ENOUGH_LEFT', QUANTITY, notEnough(entitlement, quantity));
  return entitlement;
}

/** Names the membership and the competencies that include the benefit, each at the lowest level that does so. */
function notIncluded(benefit: string, { benefits, competencies }: Catalogue, today: Day): Reason {
  const nameOf = new Map(competencies.map(({ key, name }) => [key, name]));
  const offered = benefits.filter(({ key }) => key === benefit);
  const sources = offered
    .filter(({ scope }) =>
      offered.every(
        ({ scope: other }) => other.competency !== scope.competency || isAtLeast(other.level, scope.level),
      ),
    )
    .map(({ scope: { level, competency: key } }) => ({
      level,
      competency: key === null ? null : { key, name: nameOf.get(key) ?? key },
    }));
  return sources.length === 0
    ? sentence('benefit.notOn', { given: benefit, day: today })
    : sentence('benefit.notIncluded', { given: benefit, sources });
}

function notEnough({ benefit, quantity, used, remaining, until }: Entitlement, requested: number): Reason {
  return remaining === 0
    ? sentence('benefit.usedUp', { benefit, quantity, used, until })
    : sentence('benefit.notEnough', { benefit, quantity, remaining, until, requested });
}
