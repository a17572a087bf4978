import type { Day } from '../rules';
import { COLLEAGUE_COLUMNS, type ReadColleague } from './columns';
import type { ChildList, Condition } from './list';

/** The people of an organization on a day. Spans of one person do not overlap, so each is there once. */
export const colleaguesOn = (on: Day): ChildList<ReadColleague> => ({
  name: 'employeesOfOrganization',
  table:
    '(SELECT employee.*, affiliation.organizationId, affiliation.fromDay, affiliation.untilDay' +
    ' FROM affiliation JOIN employee ON employee.id = affiliation.employeeId) AS colleague',
  columns: COLLEAGUE_COLUMNS,
  parent: 'organizationId',
  where: { sql: 'fromDay <= ? AND (untilDay IS NULL OR untilDay > ?)', parameters: [on, on] },
  orderBy: { id: 'text' },
});

/** Of the achievements of somebody: what was earned before the person left the organization for the last time. */
export const earnedBeforeLeaving = (organizationId: string | null): Condition => ({
  sql:
    'EXISTS (SELECT 1 FROM affiliation WHERE affiliation.employeeId = achievement.employeeId' +
    ' AND affiliation.organizationId = ?' +
    ' AND (affiliation.untilDay IS NULL OR (affiliation.fromDay < affiliation.untilDay' +
    ' AND achievement.earnedOn < affiliation.untilDay)))',
  parameters: [organizationId],
});
