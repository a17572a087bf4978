import type { RotateApiKeyInput } from '../../../schema/organizations/rotate-api-key';
import { makeApiKey } from '../../auth/api-key-format';
import { instant } from '../../db/instant';
import { sentence } from '../../messages';
import { storeApiKey } from './create-api-key';
import { invalidRefusal } from '../../checks/text';
import { endApiKey, lockedApiKey } from '../../locks/api-key';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

const MAX_GRACE_HOURS = 720;

export interface ApiKeyRotated {
  readonly apiKeyId: string;
  readonly replacedId: string;
}

/** Creates a successor with the same name, scopes and `ownEnd`. The old key stays valid for the grace period. */
export async function rotateApiKey(
  call: CommandCall,
  input: RotateApiKeyInput,
): Promise<{ readonly outcome: CommandOutcome<ApiKeyRotated>; readonly secret: string }> {
  const secret = makeApiKey();
  const outcome = await runCommand(call, 'rotateApiKey', input, async (context) => {
    const hours = input.graceHours;
    refuseAll([
      hours >= 0 && hours <= MAX_GRACE_HOURS
        ? null
        : invalidRefusal(
            ['input', 'graceHours'],
            sentence('apiKey.grace', { hours, min: 0, max: MAX_GRACE_HOURS }),
          ),
    ]);
    const old = await lockedApiKey(context, input.apiKeyId);
    const key = await storeApiKey(context, secret, old);
    const end = instant(new Date(context.now.getTime() + hours * 3_600_000));
    if (old.expiresAt === null || end < old.expiresAt) await endApiKey(context, old, { expiresAt: end });
    return { apiKeyId: key.id, replacedId: old.id };
  });
  return { outcome, secret };
}
