import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AGENTS, Allow } from '../../schema/access';
import { RecordMembershipInput, RecordMembershipPayload } from '../../schema/record-membership';
import { recordMembership } from '../commands/record-membership';
import type { Context } from '../request/context';
import { presentMembership } from './present-membership';

@Resolver()
export class MembershipResolver {
  @Allow(AGENTS)
  @Mutation(() => RecordMembershipPayload, {
    description: 'Records a term that was bought elsewhere, when a running programme is taken over.',
  })
  async recordMembership(
    @Arg('input', () => RecordMembershipInput, { description: 'The term.' }) input: RecordMembershipInput,
    @Ctx() context: Context,
  ): Promise<RecordMembershipPayload> {
    const { answer, refusals } = await recordMembership(context, input);
    if (answer === null) return { membership: null, refusals };
    const row = await context.load.membership.load(answer.membershipId);
    return { membership: row && presentMembership(row), refusals };
  }
}
