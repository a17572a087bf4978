import { among } from '../db/among';
import { keepSpans, markOutdated } from '../projection/keep-spans';
import type { Step } from './run-command';

/** A command that concerns more organizations than this marks them, so that it does not keep them locked for long. */
const ORGANIZATIONS_KEPT = 25;

/** The facts of people have changed: wherever they belong or belonged, status may be another. */
export async function concernPeople(step: Step, employeeIds: readonly string[]): Promise<void> {
  if (employeeIds.length === 0) return;
  const rows = await step.transaction.rows<{ organizationId: string }>(
    `SELECT DISTINCT organizationId FROM affiliation WHERE employeeId IN (${among(employeeIds)})`,
    employeeIds,
  );
  step.concern(rows.map(({ organizationId }) => organizationId));
}

/**
 * The last thing that a command does: the kept spans of whom it concerns follow its facts, in its transaction. Where
 * these are many, their spans are marked as outdated instead.
 */
export async function keepStatus(step: Step): Promise<void> {
  const organizationIds = [...step.concerned].sort();
  if (organizationIds.length === 0) return;
  if (organizationIds.length > ORGANIZATIONS_KEPT) await markOutdated(step.transaction, organizationIds);
  else await keepSpans(step.transaction, await step.catalogues(), organizationIds);
}
