import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function employees(connection: Connection) {
  const { ask, command, list } = methodHelpers(connection);
  return {
    /**
     * All people with an account, in order of registration.
     *
     * For: the vendor's agents.
     */
    list: (options?: ListOptions) =>
      list(op.ListEmployeesDocument, {}, options, ({ employees }) => employees),
    /**
     * The account of a person; null when there is none.
     *
     * For: the person concerned, admins of the organization, the vendor's agents.
     */
    get: (id: string, options?: CallOptions) =>
      ask(op.EmployeeByIdDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node : null,
      ),
    /**
     * The people who belong to an organization on a day.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    ofOrganization: (
      id: string,
      variables: OptionalVariables<op.EmployeesOfOrganizationQueryVariables, 'id'> = {},
      options?: ListOptions,
    ) =>
      list(
        op.EmployeesOfOrganizationDocument,
        { id, ...variables },
        options,
        ({ organization }) => organization?.employees,
      ),
    /**
     * Creates an account.
     *
     * For: anyone who has signed in.
     */
    register: command(op.RegisterEmployeeDocument, 'employee'),
    /**
     * Changes the name or e-mail address of a person.
     *
     * For: anyone who has signed in.
     */
    update: command(op.UpdateEmployeeDocument, 'employee'),
  };
}
