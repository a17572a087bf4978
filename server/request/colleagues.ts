import type { Day } from '../rules';
import { COLLEAGUE_COLUMNS, type ListedColleague } from './columns';
import type { ChildList, SqlFragment } from './list';

/**
 * The employees of an organization on a day. Affiliations of one person do not overlap, so each person is listed once.
 */
export const employeesOn = (on: Day): ChildList<ListedColleague> => ({
  name: 'employeesOfOrganization',
  table:
    '(SELECT employee.*, affiliation.organizationId, affiliation.fromDay, affiliation.untilDay' +
    ' FROM affiliation JOIN employee ON employee.id = affiliation.employeeId) AS colleague',
  columns: COLLEAGUE_COLUMNS,
  parent: 'organizationId',
  where: { sql: 'fromDay <= ? AND (untilDay IS NULL OR untilDay > ?)', parameters: [on, on] },
  orderBy: { id: 'text' },
});

/** Selects achievements that a person earned before leaving the organization for the last time. */
export const earnedBeforeLeaving = (organizationId: string | null): SqlFragment => ({
  sql:
    'EXISTS (SELECT 1 FROM affiliation WHERE affiliation.employeeId = achievement.employeeId' +
    ' AND affiliation.organizationId = ?' +
    ' AND (affiliation.untilDay IS NULL OR (affiliation.fromDay < affiliation.untilDay' +
    ' AND achievement.earnedOn < affiliation.untilDay)))',
  parameters: [organizationId],
});
