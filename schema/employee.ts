import { Field, Int, ObjectType } from 'type-graphql';
import { Private } from './access';
import { connectionOf } from './connection';
import { Node } from './node';
import { DateTime } from './scalars/date-time';

@Private()
@ObjectType({
  implements: Node,
  description:
    "A person with an account. Achievements are the person's own, and count for the organization that the person is affiliated with.",
})
export class Employee extends Node {
  @Field(() => String, { description: 'The name.' })
  name!: string;

  email!: string | null;

  @Field(() => DateTime, { description: 'When the account was made.' })
  registeredAt!: Date;

  @Field(() => Int, {
    description:
      'Counts its changes. An update names the version that it has seen, so that it cannot undo one that it has not.',
  })
  version!: number;
}

export const EmployeeConnection = connectionOf('Employee', () => Employee, 'employees');
