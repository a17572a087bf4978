import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function achievements(connection: Connection) {
  const { command, list } = verbsOf(connection);
  return {
    /**
     * What a person has earned, oldest first.
     *
     * For: the person itself, employees of the organization, admins of the organization, the vendor's agents, API keys
     * of the organization with the scope READ_ORGANIZATION.
     */
    ofEmployee: (id: string, options?: ListOptions) =>
      list(op.AchievementsOfEmployeeDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node.achievements : null,
      ),
    /**
     * What fills no slot of a competency on a day, person by person, and why.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    uncounted: (
      id: string,
      key: string,
      variables: Beside<op.UncountedAchievementsQueryVariables, 'id' | 'key'> = {},
      options?: ListOptions,
    ) =>
      list(
        op.UncountedAchievementsDocument,
        { id, key, ...variables },
        options,
        ({ organization }) => organization?.competency?.uncounted,
      ),
    /**
     * Writes down what a person has earned.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordAchievementDocument, 'achievement'),
    /**
     * Writes down up to 500 at once; the same record twice changes nothing.
     *
     * For: the vendor's agents.
     */
    import: command(op.ImportAchievementsDocument, 'rows', 'counts'),
    /**
     * Mends what was written down wrongly.
     *
     * For: the vendor's agents.
     */
    correct: command(op.CorrectAchievementDocument, 'achievement'),
    /**
     * Takes an achievement back: it no longer counts.
     *
     * For: the vendor's agents.
     */
    revoke: command(op.RevokeAchievementDocument, 'achievement'),
  };
}
