import type { PlaceCohortOverridesInput } from '../../schema/place-cohort-overrides';
import { among } from '../db/among';
import { say } from '../messages';
import { checkMembershipEnds, cohortOf, type MembershipEnds } from './steps/cohort';
import { overrideOn, overrideToPlace, storeOverrides } from './steps/store-overrides';
import { refuse, refuseAll } from '../checks/refusal';
import { runCommand, type Call, type Outcome } from './run-command';
import type { Step } from '../locks/command-context';

/** Beyond it, one transaction would hold up everybody else for long. */
const ORGANIZATIONS_MOST = 5000;
const PATH = ['input', 'membershipEnds'];

export interface CohortOverridesPlaced {
  readonly overrideIds: readonly string[];
}

/** The same decision for everybody whose membership ends in a span of days, as it is known now. */
export function placeCohortOverrides(
  call: Call,
  input: PlaceCohortOverridesInput,
): Promise<Outcome<CohortOverridesPlaced>> {
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
async function lockedCohort(step: Step, membershipEnds: MembershipEnds): Promise<readonly string[]> {
  const { transaction } = step;
  const before = await cohort(step, membershipEnds);
  if (before.length === 0) return [];
  if (before.length > ORGANIZATIONS_MOST) {
    const values = { count: before.length, most: ORGANIZATIONS_MOST };
    refuse('INVALID', PATH, say('cohort.tooMany', values));
  }
  await transaction.rows(
    `SELECT id FROM organization WHERE id IN (${among(before)}) ORDER BY id${transaction.forUpdate}`,
    before,
  );
  const locked = new Set(before);
  return (await cohort(step, membershipEnds)).filter((id) => locked.has(id));
}

async function cohort({ transaction }: Step, membershipEnds: MembershipEnds): Promise<readonly string[]> {
  const { sql, parameters } = cohortOf(membershipEnds);
  const rows = await transaction.rows<{ organizationId: string }>(
    `${sql} ORDER BY ending.organizationId`,
    parameters,
  );
  return rows.map(({ organizationId }) => organizationId);
}
