import type { PlaceOverrideInput } from '../../../schema/overrides/place-override';
import { lockedOrganization } from '../../locks/organization';
import { overrideRow, storeOverrides } from '../steps/store-overrides';
import { checkOverride } from '../../checks/override';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

export interface OverridePlaced {
  readonly overrideId: string;
}

export function placeOverride(
  call: CommandCall,
  input: PlaceOverrideInput,
): Promise<CommandOutcome<OverridePlaced>> {
  return runCommand(call, 'placeOverride', input, async (context) => {
    const content = await checkOverride(context, input);
    const { id } = await lockedOrganization(context, input.organizationId);
    const override = overrideRow(context, id, content);
    await storeOverrides(context, [override]);
    return { overrideId: override.id };
  });
}
