import { AGENTS, SELF_AND_ADMINS } from '../../schema/access';
import type { EndAffiliationInput } from '../../schema/end-affiliation';
import { allows } from '../auth/allows';
import type { AffiliationRow } from '../db/entities';
import { say } from '../messages';
import type { Day } from '../rules';
import { affiliationsOf, changeAffiliation } from './steps/affiliations';
import { checkOverlap } from '../checks/affiliation';
import { checkReason } from '../checks/reason';
import { invalid } from '../checks/text';
import { checkVersion } from '../checks/version';
import { lockedAffiliation, mustNotHaveEnded } from '../locks/affiliation';
import { refuseAll, type Refusal } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';

const ON = ['input', 'on'];

export interface AffiliationEnded {
  readonly affiliationId: string;
}

/** A person no longer belongs to an organization, from today or a later day on; agents also correct the past. */
export function endAffiliation(
  call: CommandCall,
  input: EndAffiliationInput,
): Promise<CommandOutcome<AffiliationEnded>> {
  return runCommand(
    call,
    'endAffiliation',
    input,
    async (step) => {
      const { today } = step;
      refuseAll([checkReason(input.reason)]);
      const affiliation = await lockedAffiliation(step, input.affiliationId, SELF_AND_ADMINS);
      const named = input.on ?? null;
      const corrects = named !== null && allows(AGENTS, step.viewer, affiliation);
      const on = named ?? today;
      if (!corrects) mustNotHaveEnded(step, affiliation);
      refuseAll([checkVersion(affiliation, input.expectedVersion)]);
      refuseAll([checkStart(affiliation, on), corrects ? null : checkEnd(affiliation, on, today)]);
      if (corrects) {
        const all = await affiliationsOf(step, affiliation.employeeId);
        const others = all.filter(({ id }) => id !== affiliation.id);
        refuseAll([checkOverlap(others, { from: affiliation.fromDay, until: on }, ON)]);
      }
      await changeAffiliation(step, affiliation, { untilDay: on }, input.reason);
      return { affiliationId: affiliation.id };
    },
    'anywhere',
  );
}

function checkStart({ fromDay: from }: AffiliationRow, on: Day): Refusal | null {
  return on < from ? invalid(ON, say('affiliation.end.beforeStart', { from, on })) : null;
}

/** What has been is the vendor's to correct, and whoever ends something does not prolong it. */
function checkEnd({ untilDay: until }: AffiliationRow, on: Day, today: Day): Refusal | null {
  if (on < today) return invalid(ON, say('affiliation.end.past', { on, today }));
  if (until !== null && on >= until) return invalid(ON, say('affiliation.end.notEarlier', { until, on }));
  return null;
}
