import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function achievements(connection: Connection) {
  const { command, list } = methodHelpers(connection);
  return {
    /**
     * The achievements of a person, oldest first.
     *
     * For: the person concerned, employees of the organization, admins of the organization, the vendor's agents, API
     * keys of the organization with the scope READ_ORGANIZATION.
     */
    ofEmployee: (id: string, options?: ListOptions) =>
      list(op.AchievementsOfEmployeeDocument, { id }, options, ({ node }) =>
        node?.__typename === 'Employee' ? node.achievements : null,
      ),
    /**
     * The achievements that fill no slot of a competency on a day, person by person, with the reasons.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    uncounted: (
      id: string,
      key: string,
      variables: OptionalVariables<op.UncountedAchievementsQueryVariables, 'id' | 'key'> = {},
      options?: ListOptions,
    ) =>
      list(
        op.UncountedAchievementsDocument,
        { id, key, ...variables },
        options,
        ({ organization }) => organization?.competency?.uncounted,
      ),
    /**
     * Records a credential that a person has earned.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordAchievementDocument, 'achievement'),
    /**
     * Imports up to 500 achievements. Importing the same record again changes nothing.
     *
     * For: the vendor's agents.
     */
    import: command(op.ImportAchievementsDocument, 'rows', 'counts'),
    /**
     * Corrects a recorded achievement.
     *
     * For: the vendor's agents.
     */
    correct: command(op.CorrectAchievementDocument, 'achievement'),
    /**
     * Revokes an achievement, which then no longer counts.
     *
     * For: the vendor's agents.
     */
    revoke: command(op.RevokeAchievementDocument, 'achievement'),
  };
}
