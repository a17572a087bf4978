import type { PlaceCohortOverridesInput } from '../../../schema/overrides/place-cohort-overrides';
import { placeholders } from '../../db/placeholders';
import { sentence } from '../../messages';
import { checkDaySpan } from '../../checks/day-span';
import { selectCohort, type MembershipEnds } from '../../db/select-cohort';
import { overrideRow, storeOverrides } from '../steps/store-overrides';
import { checkOverride } from '../../checks/override';
import { refuse, refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

/** Locking a larger cohort would block other commands for too long. */
const MAX_ORGANIZATIONS = 5000;
const PATH = ['input', 'membershipEnds'];

export interface CohortOverridesPlaced {
  readonly overrideIds: readonly string[];
}

export function placeCohortOverrides(
  call: CommandCall,
  input: PlaceCohortOverridesInput,
): Promise<CommandOutcome<CohortOverridesPlaced>> {
  return runCommand(call, 'placeCohortOverrides', input, async (context) => {
    const { membershipEnds } = input;
    refuseAll([checkDaySpan(membershipEnds, PATH)]);
    const content = await checkOverride(context, input);
    const organizationIds = await lockedCohort(context, membershipEnds);
    if (organizationIds.length === 0) refuse('NOT_FOUND', PATH, sentence('cohort.none', membershipEnds));
    const overrides = organizationIds.map((id) => overrideRow(context, id, content));
    await storeOverrides(context, overrides);
    return { overrideIds: overrides.map(({ id }) => id) };
  });
}

/** Locks the cohort, reads it again under the locks, and returns the organizations found both times. */
async function lockedCohort(
  context: CommandContext,
  membershipEnds: MembershipEnds,
): Promise<readonly string[]> {
  const { transaction } = context;
  const before = await readCohort(context, membershipEnds);
  if (before.length === 0) return [];
  if (before.length > MAX_ORGANIZATIONS) {
    const values = { count: before.length, max: MAX_ORGANIZATIONS };
    refuse('INVALID', PATH, sentence('cohort.tooMany', values));
  }
  await transaction.rows(
    `SELECT id FROM organization WHERE id IN (${placeholders(before)}) ORDER BY id${transaction.forUpdate}`,
    before,
  );
  const locked = new Set(before);
  return (await readCohort(context, membershipEnds)).filter((id) => locked.has(id));
}

async function readCohort(
  { transaction }: CommandContext,
  membershipEnds: MembershipEnds,
): Promise<readonly string[]> {
  const { sql, parameters } = selectCohort(membershipEnds);
  const rows = await transaction.rows<{ organizationId: string }>(
    `${sql} ORDER BY ending.organizationId`,
    parameters,
  );
  return rows.map(({ organizationId }) => organizationId);
}
