import type { RevokeApiKeyInput } from '../../../schema/organizations/revoke-api-key';
import { endApiKey, lockedApiKey } from '../../locks/api-key';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

export interface ApiKeyRevoked {
  readonly apiKeyId: string;
}

export function revokeApiKey(
  call: CommandCall,
  input: RevokeApiKeyInput,
): Promise<CommandOutcome<ApiKeyRevoked>> {
  return runCommand(call, 'revokeApiKey', input, async (context) => {
    const key = await lockedApiKey(context, input.apiKeyId);
    await endApiKey(context, key, { revokedAt: context.at });
    return { apiKeyId: key.id };
  });
}
