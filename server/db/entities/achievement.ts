import { EntitySchema } from 'typeorm';
import type { Day } from '../../rules';
import type { Instant } from '../instant';
import { day, id, instant, orNull, primaryId, text, version } from './columns';

export interface AchievementRow {
  id: string;
  employeeId: string;
  credential: string;
  earnedOn: Day;
  /** The expiry according to the source: a day, never, or not stated (then the credential's validity applies). */
  expiry: 'ON' | 'NEVER' | 'BY_VALIDITY';
  /** The first day on which the achievement no longer counts; null unless `expiry` is ON. */
  expiresOn: Day | null;
  revokedOn: Day | null;
  source: string;
  /** The record's id at its source. Importing the same record again is a no-op. */
  externalId: string | null;
  createdAt: Instant;
  version: number;
}

export const AchievementTable = new EntitySchema<AchievementRow>({
  name: 'achievement',
  columns: {
    id: primaryId,
    employeeId: id,
    credential: text(60),
    earnedOn: day,
    expiry: text(11),
    expiresOn: orNull(day),
    revokedOn: orNull(day),
    source: text(60),
    externalId: orNull(text(190)),
    createdAt: instant,
    version,
  },
  indices: [
    { name: 'achievement_employee', columns: ['employeeId', 'earnedOn', 'id'] },
    { name: 'achievement_external', columns: ['source', 'externalId'], unique: true },
  ],
  foreignKeys: [
    {
      name: 'achievement_of_employee',
      target: 'employee',
      columnNames: ['employeeId'],
      referencedColumnNames: ['id'],
    },
  ],
});
