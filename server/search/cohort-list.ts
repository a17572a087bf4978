import { selectCohort, type MembershipEnds } from '../db/select-cohort';
import type { OrganizationRow } from '../db/entities';
import type { List } from '../request/list';

/** The organizations whose last term ends in the span. */
export function cohortList(membershipEnds: MembershipEnds): List<OrganizationRow> {
  const { sql, parameters } = selectCohort(membershipEnds);
  return {
    name: 'cohortOverridePreview',
    table: 'organization',
    columns: '*',
    orderBy: { searchName: 'text', id: 'text' },
    where: { sql: `id IN (${sql})`, parameters },
  };
}
