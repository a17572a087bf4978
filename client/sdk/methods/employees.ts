import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function employees(connection: Connection) {
  const { ask, command, list } = verbsOf(connection);
  return {
    /** All people with an account, in the order of their registration. */
    list: (options?: ListOptions) =>
      list(op.ListEmployeesDocument, {}, options, ({ employees }) => employees),
    /** A person's account, for the person, its admins and agents; null when there is none. */
    get: (id: string, options?: CallOptions) =>
      ask(op.EmployeeByIdDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node : null,
      ),
    /** Who belongs to an organization on a day. */
    ofOrganization: (
      id: string,
      variables: Beside<op.EmployeesOfOrganizationQueryVariables, 'id'> = {},
      options?: ListOptions,
    ) =>
      list(
        op.EmployeesOfOrganizationDocument,
        { id, ...variables },
        options,
        ({ organization }) => organization?.employees,
      ),
    /** Makes an account. */
    register: command(op.RegisterEmployeeDocument, 'employee'),
    /** Changes a person's name or address. */
    update: command(op.UpdateEmployeeDocument, 'employee'),
  };
}
