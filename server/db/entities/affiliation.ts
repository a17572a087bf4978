import { EntitySchema } from 'typeorm';
import type { Day } from '../../rules';
import { day, id, orNull, primaryId, text, version } from './columns';

export interface AffiliationRow {
  id: string;
  employeeId: string;
  organizationId: string;
  role: 'MEMBER' | 'ADMIN';
  fromDay: Day;
  untilDay: Day | null;
  /**
   * The employee's id while `untilDay` is null, otherwise null. The unique index on this column allows one open
   * affiliation per person.
   */
  openFor: string | null;
  version: number;
}

export const AffiliationTable = new EntitySchema<AffiliationRow>({
  name: 'affiliation',
  columns: {
    id: primaryId,
    employeeId: id,
    organizationId: id,
    role: text(6),
    fromDay: day,
    untilDay: orNull(day),
    openFor: orNull(id),
    version,
  },
  indices: [
    { name: 'affiliation_open', columns: ['openFor'], unique: true },
    { name: 'affiliation_employee', columns: ['employeeId', 'fromDay'] },
    { name: 'affiliation_organization', columns: ['organizationId', 'employeeId'] },
  ],
  foreignKeys: [
    {
      name: 'affiliation_of_employee',
      target: 'employee',
      columnNames: ['employeeId'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'affiliation_with_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
