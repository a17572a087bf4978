import type { Affiliation } from '../../../schema/people/affiliation';
import { globalId } from '../../../schema/global-id';
import type { AffiliationRow } from '../../db/entities';
import { lastDayOf } from '../../rules';

export interface AffiliationSource extends Affiliation {
  readonly __typename: 'Affiliation';
  readonly employeeId: string;
  readonly organizationId: string;
}

export function presentAffiliation(row: AffiliationRow): AffiliationSource {
  return {
    __typename: 'Affiliation',
    id: globalId('Affiliation', row.id),
    employeeId: row.employeeId,
    organizationId: row.organizationId,
    role: row.role,
    from: row.fromDay,
    until: row.untilDay,
    lastDay: lastDayOf({ from: row.fromDay, until: row.untilDay }),
    version: row.version,
  };
}
