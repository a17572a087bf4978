import { globalId } from '../../schema/global-id';
import type { RedeemBenefitInput } from '../../schema/redeem-benefit';
import { BenefitRedemptionTable, type BenefitRedemptionRow, type OrganizationRow } from '../db/entities';
import { readRedemptions } from '../db/read-redemptions';
import { levelInWords, say } from '../messages';
import { joinedByOr } from '../messages/language';
import {
  isAtLeast,
  redeemableStepwise,
  runningTerm,
  versionOn,
  type Catalogue,
  type Day,
  type Entitlement,
} from '../rules';
import { checkKnown, wordsOf } from '../checks/known-keys';
import { checkReason } from '../checks/reason';
import { invalid } from '../checks/text';
import { lockedOrganization } from '../locks/organization';
import { refuse, refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface BenefitRedeemed {
  readonly redemptionId: string;
}

const BENEFIT = ['input', 'benefit'];
const QUANTITY = ['input', 'quantity'];

/** A member uses some of a benefit, of what is left in its running term. */
export function redeemBenefit(
  call: CommandCall,
  input: RedeemBenefitInput,
): Promise<CommandOutcome<BenefitRedeemed>> {
  return runCommand(call, 'redeemBenefit', input, async (step) => {
    const { benefit, quantity, reason } = input;
    const versions = await step.catalogues();
    refuseAll([
      checkKnown('benefit', benefit, wordsOf('benefit', versions), BENEFIT),
      quantity >= 1 ? null : invalid(QUANTITY, say('benefit.quantity', { quantity })),
      checkReason(reason),
    ]);
    const organization = await lockedOrganization(step, input.organizationId);
    const organizationId = organization.id;
    const { membership } = await entitled(step, versions, organization, input);
    const redemption: BenefitRedemptionRow = {
      id: step.newId(),
      organizationId,
      membershipId: membership,
      benefit,
      quantity,
      redeemedOn: step.today,
      redeemedAt: step.at,
    };
    await step.transaction.insert(BenefitRedemptionTable, redemption);
    await step.audit({
      subject: globalId('BenefitRedemption', redemption.id),
      organizationId,
      before: null,
      after: redemption,
      reason,
    });
    return { redemptionId: redemption.id };
  });
}

/** What the organization, which the command has locked, may use of the benefit; there is as much as is asked for. */
async function entitled(
  step: CommandContext,
  versions: readonly Catalogue[],
  organization: OrganizationRow,
  { benefit, quantity }: RedeemBenefitInput,
): Promise<Entitlement> {
  const { transaction, today } = step;
  const facts = await step.factsOf(organization);
  const term = runningTerm(facts.memberships, today);
  if (term === null) {
    refuse('NOT_ENTITLED', ['input', 'organizationId'], say('benefit.noMembership', { today }));
  }
  if (term.refundedOn !== null) {
    const words = { level: levelInWords(term.level), from: term.startsOn, on: term.refundedOn };
    refuse('NOT_ENTITLED', ['input', 'organizationId'], say('benefit.refunded', words));
  }
  const [redemptions = []] = await readRedemptions(transaction, [organization.id]);
  const all = await step.run(redeemableStepwise(versions, facts, redemptions, today));
  const entitlement = all.find((one) => one.benefit === benefit);
  if (entitlement === undefined) {
    refuse('NOT_ENTITLED', BENEFIT, notIncluded(benefit, versionOn(versions, today), today));
  }
  if (quantity > entitlement.remaining) refuse('NOT_ENOUGH_LEFT', QUANTITY, notEnough(entitlement, quantity));
  return entitlement;
}

/** Says what would give it: of each source the lowest level that does. */
function notIncluded(benefit: string, { benefits, competencies }: Catalogue, today: Day): string {
  const nameOf = new Map(competencies.map(({ key, name }) => [key, name]));
  const meant = benefits.filter(({ key }) => key === benefit);
  const sources = meant
    .filter(({ scope }) =>
      meant.every(
        ({ scope: other }) => other.competency !== scope.competency || isAtLeast(other.level, scope.level),
      ),
    )
    .map(({ scope: { level, competency } }) => {
      const words = { level: levelInWords(level) };
      return competency === null
        ? say('benefit.source.membership', words)
        : say('benefit.source.competency', { ...words, competency: nameOf.get(competency) ?? competency });
    });
  return sources.length === 0
    ? say('benefit.notOn', { given: benefit, day: today })
    : say('benefit.notIncluded', { given: benefit, sources: joinedByOr(sources) });
}

function notEnough({ benefit, quantity, used, remaining, until }: Entitlement, asked: number): string {
  return remaining === 0
    ? say('benefit.usedUp', { benefit, quantity, used, until })
    : say('benefit.notEnough', { benefit, quantity, remaining, until, asked });
}
