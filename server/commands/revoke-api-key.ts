import type { RevokeApiKeyInput } from '../../schema/revoke-api-key';
import { endApiKey, runningApiKey } from '../locks/api-key';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';

export interface ApiKeyRevoked {
  readonly apiKeyId: string;
}

/** A key opens nothing from now on. */
export function revokeApiKey(
  call: CommandCall,
  input: RevokeApiKeyInput,
): Promise<CommandOutcome<ApiKeyRevoked>> {
  return runCommand(call, 'revokeApiKey', input, async (step) => {
    const key = await runningApiKey(step, input.apiKeyId);
    await endApiKey(step, key, { revokedAt: step.at });
    return { apiKeyId: key.id };
  });
}
