import { Field, Int, ObjectType } from 'type-graphql';
import { Private } from '../access';
import { connectionOf } from '../connection';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';

@Private()
@ObjectType({
  implements: Node,
  description:
    'A person with an account. Achievements belong to the person and count for the organization with which the person is affiliated.',
})
export class Employee extends Node {
  @Field(() => String, { description: 'The name of the person.' })
  name!: string;

  email!: string | null;

  @Field(() => DateTime, { description: 'The time at which the account was created.' })
  createdAt!: Date;

  @Field(() => Int, {
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to an update, which then cannot overwrite a change that you have not seen.',
  })
  version!: number;
}

export const EmployeeConnection = connectionOf('Employee', () => Employee, 'employees');
