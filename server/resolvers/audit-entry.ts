import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AGENTS, Allow } from '../../schema/access';
import { AuditEntryConnection } from '../../schema/audit-entry';
import { ConnectionArguments } from '../../schema/connection';
import type { AuditEntryRow } from '../db/entities';
import type { Context } from '../request/context';
import type { ChildList } from '../request/list';
import { childPage } from '../request/paging';
import { presentAuditEntry } from '../presenters/audit-entry';
import { refuseIllFormed } from './arguments/refuse-input';

/** Everything that was changed of one organization, or of one object, newest first. */
export const auditEntriesBy = (parent: 'organizationId' | 'subject'): ChildList<AuditEntryRow> => ({
  name: `auditEntries ${parent}`,
  table: 'audit_entry',
  columns: '*',
  parent,
  orderBy: { id: 'text' },
  descending: true,
});

const OF_SUBJECT = auditEntriesBy('subject');

@Resolver()
export class AuditEntryResolver {
  @Allow(AGENTS)
  @Query(() => AuditEntryConnection, {
    description:
      'Everything that was changed about one object, newest first: also what is about no organization, such as a month or a version of the catalogue, and what is about people, who change theirs.',
  })
  auditEntries(
    @Arg('subject', () => ID, { description: 'The id of the object; none is found of one that is unknown.' })
    subject: string,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    refuseIllFormed('subject', subject);
    return childPage(context, OF_SUBJECT, subject, paging, presentAuditEntry);
  }
}
