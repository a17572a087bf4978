import { Field, ObjectType } from 'type-graphql';
import { Private } from './access';
import { connectionOf } from './connection';
import { Node } from './node';
import { DateTime } from './scalars/date-time';

@Private()
@ObjectType({ implements: Node, description: 'Who changed what, when and why. Entries are never changed.' })
export class AuditEntry extends Node {
  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, {
    description: 'Who: a person by the subject of the token, an API key by its id, or the server.',
  })
  actor!: string;

  @Field(() => String, { description: 'The command, named as its mutation.' })
  command!: string;

  @Field(() => String, { description: 'The id of the object that changed.' })
  subject!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What was stored before, as JSON, with the ids that `node` takes; null when there was nothing.',
  })
  oldValue!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is stored since, as JSON, with the ids that `node` takes; null when there is nothing.',
  })
  newValue!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The reason that was given; null when none was asked for.',
  })
  reason!: string | null;
}

export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntry, 'audit entries');
