import type { PlaceCohortOverridesInput } from '../../schema/place-cohort-overrides';
import { placeholders } from '../db/placeholders';
import { say } from '../messages';
import { checkMembershipEnds, cohortOf, type MembershipEnds } from './steps/cohort';
import { overrideOn, overrideToPlace, storeOverrides } from './steps/store-overrides';
import { refuse, refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

/** Beyond it, one transaction would hold up everybody else for long. */
const MAX_ORGANIZATIONS = 5000;
const PATH = ['input', 'membershipEnds'];

export interface CohortOverridesPlaced {
  readonly overrideIds: readonly string[];
}

/** The same decision for everybody whose membership ends in a span of days, as it is known now. */
export function placeCohortOverrides(
  call: CommandCall,
  input: PlaceCohortOverridesInput,
): Promise<CommandOutcome<CohortOverridesPlaced>> {
  return runCommand(call, 'placeCohortOverrides', input, async (step) => {
    const { membershipEnds } = input;
    refuseAll([checkMembershipEnds(membershipEnds, PATH)]);
    const content = await overrideToPlace(step, input);
    const organizationIds = await lockedCohort(step, membershipEnds);
    if (organizationIds.length === 0) refuse('NOT_FOUND', PATH, say('cohort.none', membershipEnds));
    const overrides = organizationIds.map((id) => overrideOn(step, id, content));
    await storeOverrides(step, overrides);
    return { overrideIds: overrides.map(({ id }) => id) };
  });
}

/** Who is in the cohort before its organizations are locked, and still is once they are. */
async function lockedCohort(
  step: CommandContext,
  membershipEnds: MembershipEnds,
): Promise<readonly string[]> {
  const { transaction } = step;
  const before = await cohort(step, membershipEnds);
  if (before.length === 0) return [];
  if (before.length > MAX_ORGANIZATIONS) {
    const values = { count: before.length, most: MAX_ORGANIZATIONS };
    refuse('INVALID', PATH, say('cohort.tooMany', values));
  }
  await transaction.rows(
    `SELECT id FROM organization WHERE id IN (${placeholders(before)}) ORDER BY id${transaction.forUpdate}`,
    before,
  );
  const locked = new Set(before);
  return (await cohort(step, membershipEnds)).filter((id) => locked.has(id));
}

async function cohort(
  { transaction }: CommandContext,
  membershipEnds: MembershipEnds,
): Promise<readonly string[]> {
  const { sql, parameters } = cohortOf(membershipEnds);
  const rows = await transaction.rows<{ organizationId: string }>(
    `${sql} ORDER BY ending.organizationId`,
    parameters,
  );
  return rows.map(({ organizationId }) => organizationId);
}
