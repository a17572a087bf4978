import { AGENTS, SELF_AND_ADMINS } from '../../../schema/access';
import type { EndAffiliationInput } from '../../../schema/people/end-affiliation';
import { allows } from '../../auth/allows';
import type { AffiliationRow } from '../../db/entities';
import { sentence } from '../../messages';
import type { Day } from '../../rules';
import { affiliationsOf, changeAffiliation } from '../steps/affiliations';
import { checkOverlap } from '../../checks/affiliation';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { checkVersion } from '../../checks/version';
import { lockedAffiliation, refuseEnded } from '../../locks/affiliation';
import { refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

const ON = ['input', 'on'];

export interface AffiliationEnded {
  readonly affiliationId: string;
}

/** Ends an affiliation today or on a later day. Agents may also give a past day. */
export function endAffiliation(
  call: CommandCall,
  input: EndAffiliationInput,
): Promise<CommandOutcome<AffiliationEnded>> {
  return runCommand(
    call,
    'endAffiliation',
    input,
    async (context) => {
      const { today } = context;
      refuseAll([checkReason(input.reason)]);
      const affiliation = await lockedAffiliation(context, input.affiliationId, SELF_AND_ADMINS);
      const requestedDay = input.on ?? null;
      const isCorrection = requestedDay !== null && allows(AGENTS, context.viewer, affiliation);
      const on = requestedDay ?? today;
      if (!isCorrection) refuseEnded(context, affiliation);
      refuseAll([checkVersion(affiliation, input.expectedVersion)]);
      refuseAll([checkStart(affiliation, on), isCorrection ? null : checkEnd(affiliation, on, today)]);
      if (isCorrection) {
        const all = await affiliationsOf(context, affiliation.employeeId);
        const others = all.filter(({ id }) => id !== affiliation.id);
        refuseAll([checkOverlap(others, { from: affiliation.fromDay, until: on }, ON)]);
      }
      await changeAffiliation(context, affiliation, { untilDay: on }, input.reason);
      return { affiliationId: affiliation.id };
    },
    'anywhere',
  );
}

function checkStart({ fromDay: from }: AffiliationRow, on: Day): Refusal | null {
  return on < from ? invalidRefusal(ON, sentence('affiliation.end.beforeStart', { from, on })) : null;
}

/** Only the vendor may correct the past. An end that is already set can only be moved to an earlier day. */
function checkEnd({ untilDay: until }: AffiliationRow, on: Day, today: Day): Refusal | null {
  if (on < today) return invalidRefusal(ON, sentence('affiliation.end.past', { on, today }));
  if (until !== null && on >= until)
    return invalidRefusal(ON, sentence('affiliation.end.notEarlier', { until, on }));
  return null;
}
