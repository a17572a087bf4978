import { Field, ID, ObjectType } from 'type-graphql';
import { Private } from '../access';
import { connectionOf } from '../connection';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';

@Private()
@ObjectType({
  implements: Node,
  description: 'A record of one change: who changed what, when and why. Audit entries are never modified.',
})
export class AuditEntry extends Node {
  @Field(() => DateTime, { description: 'The time of the change.' })
  createdAt!: Date;

  @Field(() => String, {
    description:
      'The author of the change: the token subject of a person, the id of an API key, or the server.',
  })
  actor!: string;

  @Field(() => String, { description: 'The command that made the change, by the name of its mutation.' })
  command!: string;

  @Field(() => ID, { description: 'The id of the object that changed.' })
  subjectId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The values before the change, as JSON with ids that `node` accepts. Null when nothing was stored.',
  })
  oldValue!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The values after the change, as JSON with ids that `node` accepts. Null when nothing is stored.',
  })
  newValue!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The reason for the change. Null when none was given.',
  })
  reason!: string | null;
}

export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntry, 'audit entries');
