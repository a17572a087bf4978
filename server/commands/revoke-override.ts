import { idOf } from '../../schema/global-id';
import type { RevokeOverrideInput } from '../../schema/revoke-override';
import type { CompetencyOverrideRow } from '../db/entities';
import { say } from '../messages';
import { isEmpty } from '../rules';
import { changeRow } from './steps/change-row';
import { checkReason } from '../checks/reason';
import { checkVersion } from '../checks/version';
import { lockOrganization } from '../locks/organization';
import { refuse, refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

const PATH = ['input', 'overrideId'];

export interface OverrideRevoked {
  readonly overrideId: string;
}

/** An override acts no longer from today on; one that had not begun never does. */
export function revokeOverride(
  call: CommandCall,
  input: RevokeOverrideInput,
): Promise<CommandOutcome<OverrideRevoked>> {
  return runCommand(call, 'revokeOverride', input, async (step) => {
    const { today } = step;
    const { reason } = input;
    refuseAll([checkReason(reason)]);
    const override = await lockedOverride(step, input.overrideId);
    const { fromDay: from, untilDay: until, organizationId } = override;
    if (until <= today || isEmpty({ from, until })) {
      refuse('ALREADY_ENDED', PATH, say('override.ended', { from, until }));
    }
    refuseAll([checkVersion(override, input.expectedVersion)]);
    await changeRow(
      step,
      { table: 'competency_override', type: 'Override', organizationId, reason },
      override,
      { untilDay: from > today ? from : today },
    );
    step.concern([organizationId]);
    return { overrideId: override.id };
  });
}

/** The override that the command is about, with its organization locked. */
async function lockedOverride(step: CommandContext, given: string): Promise<CompetencyOverrideRow> {
  const id = idOf('Override', given);
  const find = () =>
    step.transaction.rows<CompetencyOverrideRow>('SELECT * FROM competency_override WHERE id = ?', [id]);
  const [seen] = await find();
  await lockOrganization(step, seen?.organizationId ?? null);
  // Only now does it stay as it is; whose it is never changes.
  const [override] = await find();
  if (override === undefined) refuse('NOT_FOUND', PATH, say('override.unknown', { id: given }));
  return override;
}
