import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function employees(connection: Connection) {
  const { ask, command, list } = verbsOf(connection);
  return {
    /**
     * All people with an account, in the order of their registration.
     *
     * For: the vendor's agents.
     */
    list: (options?: ListOptions) =>
      list(op.ListEmployeesDocument, {}, options, ({ employees }) => employees),
    /**
     * A person's account; null when there is none.
     *
     * For: the person itself, admins of the organization, the vendor's agents.
     */
    get: (id: string, options?: CallOptions) =>
      ask(op.EmployeeByIdDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node : null,
      ),
    /**
     * Who belongs to an organization on a day.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
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
    /**
     * Makes an account.
     *
     * For: anyone who has signed in.
     */
    register: command(op.RegisterEmployeeDocument, 'employee'),
    /**
     * Changes a person's name or address.
     *
     * For: anyone who has signed in.
     */
    update: command(op.UpdateEmployeeDocument, 'employee'),
  };
}
