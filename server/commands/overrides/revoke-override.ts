import { storedIdOf } from '../../../schema/global-id';
import type { RevokeOverrideInput } from '../../../schema/overrides/revoke-override';
import type { CompetencyOverrideRow } from '../../db/entities';
import { sentence } from '../../messages';
import { isEmpty } from '../../rules';
import { changeRow } from '../steps/change-row';
import { checkReason } from '../../checks/reason';
import { checkVersion } from '../../checks/version';
import { lockOrganization } from '../../locks/organization';
import { refuse, refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

const PATH = ['input', 'overrideId'];

export interface OverrideRevoked {
  readonly overrideId: string;
}

/** Ends an override today. An override that has not begun becomes empty. */
export function revokeOverride(
  call: CommandCall,
  input: RevokeOverrideInput,
): Promise<CommandOutcome<OverrideRevoked>> {
  return runCommand(call, 'revokeOverride', input, async (context) => {
    const { today } = context;
    const { reason } = input;
    refuseAll([checkReason(reason)]);
    const override = await lockedOverride(context, input.overrideId);
    const { fromDay: from, untilDay: until, organizationId } = override;
    if (until <= today || isEmpty({ from, until })) {
      refuse('ALREADY_ENDED', PATH, sentence('override.ended', { from, until }));
    }
    refuseAll([checkVersion(override, input.expectedVersion)]);
    await changeRow(
      context,
      { table: 'competency_override', type: 'Override', organizationId, reason },
      override,
      { untilDay: from > today ? from : today },
    );
    context.markOrganizations([organizationId]);
    return { overrideId: override.id };
  });
}

async function lockedOverride(context: CommandContext, nodeId: string): Promise<CompetencyOverrideRow> {
  const id = storedIdOf('Override', nodeId);
  const read = () =>
    context.transaction.rows<CompetencyOverrideRow>('SELECT * FROM competency_override WHERE id = ?', [id]);
  const [unlocked] = await read();
  await lockOrganization(context, unlocked?.organizationId ?? null);
  // Read again under the lock. The lock is the right one, because an override never moves to another organization.
  const [override] = await read();
  if (override === undefined) refuse('NOT_FOUND', PATH, sentence('override.unknown', { id: nodeId }));
  return override;
}
