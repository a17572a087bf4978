import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../../schema/access';
import { AuditEntry, AuditEntryConnection } from '../../../schema/organizations/audit-entry';
import { ConnectionArguments } from '../../../schema/connection';
import { Node } from '../../../schema/node';
import { findNode } from '../find-node';
import type { AuditEntryRow } from '../../db/entities';
import type { Context } from '../../request/context';
import type { ChildList } from '../../request/list';
import { childPage } from '../../request/paging';
import { presentAuditEntry } from '../../presenters/organizations/audit-entry';
import { refuseIllFormed } from '../arguments/refuse-input';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

export const auditEntryList = (parent: 'organizationId' | 'subject'): ChildList<AuditEntryRow> => ({
  name: `auditEntries ${parent}`,
  table: 'audit_entry',
  columns: '*',
  parent,
  orderBy: { id: 'text' },
  descending: true,
});

const OF_SUBJECT = auditEntryList('subject');

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Allow(AGENTS)
  @SemanticNonNull()
  @Query(() => AuditEntryConnection, {
    nullable: true,
    description:
      'All changes to one object, newest first. This includes objects that belong to no organization, such as a month, a catalogue version or a person.',
  })
  auditEntries(
    @Arg('subject', () => ID, { description: 'The id of the object. The list is empty for an unknown id.' })
    subject: string,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    refuseIllFormed(['subject'], subject);
    return childPage(context, OF_SUBJECT, subject, paging, presentAuditEntry);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The object that changed, as it is now. Null when it does not exist or you may not see it.',
  })
  subject(@Root() { subjectId }: AuditEntry, @Ctx() context: Context) {
    return findNode(context, subjectId);
  }
}
