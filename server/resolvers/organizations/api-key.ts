import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Allow, ORGANIZATION_ADMINS, OWNER_ADMINS } from '../../../schema/access';
import { ApiKey } from '../../../schema/organizations/api-key';
import { CreateApiKeyInput, CreateApiKeyPayload } from '../../../schema/organizations/create-api-key';
import { RevokeApiKeyInput, RevokeApiKeyPayload } from '../../../schema/organizations/revoke-api-key';
import { RotateApiKeyInput, RotateApiKeyPayload } from '../../../schema/organizations/rotate-api-key';
import { createApiKey } from '../../commands/organizations/create-api-key';
import { revokeApiKey } from '../../commands/organizations/revoke-api-key';
import { rotateApiKey } from '../../commands/organizations/rotate-api-key';
import type { Context } from '../../request/context';
import { presentApiKey, type ApiKeySource } from '../../presenters/organizations/api-key';
import { presentRefusals } from '../../presenters/refusal';
import { Organization } from '../../../schema/organizations/organization';
import { loadOrganization } from './load-organization';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Allow({ ...ORGANIZATION_ADMINS, organization: 'input.organizationId' })
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Creates an API key for a program of an organization.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
    @Ctx() context: Context,
  ): Promise<CreateApiKeyPayload> {
    const { outcome, secret } = await createApiKey(context, input);
    if (outcome.answer === null)
      return { apiKey: null, secret: null, refusals: presentRefusals(outcome.refusals, context) };
    return {
      apiKey: await apiKeyWithId(context, outcome.answer.apiKeyId),
      secret: outcome.repeated ? null : secret,
      refusals: [],
    };
  }

  @Allow(OWNER_ADMINS)
  @Mutation(() => RotateApiKeyPayload, {
    description: 'Replaces an API key with a new one. The old key keeps working for some hours.',
  })
  async rotateApiKey(
    @Arg('input', () => RotateApiKeyInput, { description: 'The key.' }) input: RotateApiKeyInput,
    @Ctx() context: Context,
  ): Promise<RotateApiKeyPayload> {
    const { outcome, secret } = await rotateApiKey(context, input);
    if (outcome.answer === null) {
      return {
        apiKey: null,
        replaced: null,
        secret: null,
        refusals: presentRefusals(outcome.refusals, context),
      };
    }
    return {
      apiKey: await apiKeyWithId(context, outcome.answer.apiKeyId),
      replaced: await apiKeyWithId(context, outcome.answer.replacedId),
      secret: outcome.repeated ? null : secret,
      refusals: [],
    };
  }

  @Allow(OWNER_ADMINS)
  @Mutation(() => RevokeApiKeyPayload, { description: 'Revokes an API key immediately.' })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'The key.' }) input: RevokeApiKeyInput,
    @Ctx() context: Context,
  ): Promise<RevokeApiKeyPayload> {
    const { answer, refusals } = await revokeApiKey(context, input);
    return {
      apiKey: answer && (await apiKeyWithId(context, answer.apiKeyId)),
      refusals: presentRefusals(refusals, context),
    };
  }

  @FieldResolver(() => Organization, { description: 'The organization for which the key acts.' })
  organization(@Root() { organizationId }: ApiKeySource, @Ctx() context: Context) {
    return loadOrganization(context, organizationId);
  }
}

async function apiKeyWithId({ load }: Context, id: string): Promise<ApiKey | null> {
  const row = await load.apiKey.load(id);
  return row && presentApiKey(row);
}
