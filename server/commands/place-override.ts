import type { PlaceOverrideInput } from '../../schema/place-override';
import { lockedOrganization } from '../locks/organization';
import { overrideOn, overrideToPlace, storeOverrides } from './steps/store-overrides';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';

export interface OverridePlaced {
  readonly overrideId: string;
}

/** An agent decides about a competency of an organization, for some days and with a reason. */
export function placeOverride(
  call: CommandCall,
  input: PlaceOverrideInput,
): Promise<CommandOutcome<OverridePlaced>> {
  return runCommand(call, 'placeOverride', input, async (step) => {
    const content = await overrideToPlace(step, input);
    const { id } = await lockedOrganization(step, input.organizationId);
    const override = overrideOn(step, id, content);
    await storeOverrides(step, [override]);
    return { overrideId: override.id };
  });
}
