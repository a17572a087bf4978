import type { Achievement } from '../../schema/achievement';
import { globalId } from '../../schema/global-id';
import type { AchievementRow } from '../db/entities';
import { toDate } from '../db/instant';
import { addMonths, type Day } from '../rules';
import type { CatalogueOnDay } from './catalogue-on';

export interface AchievementSource extends Achievement {
  readonly __typename: 'Achievement';
  readonly achievementId: string;
  readonly employeeId: string;
  /** The organization through which the person is seen; null: through none in particular. */
  readonly organizationId: string | null;
}

export function presentAchievement(
  row: AchievementRow,
  catalogue: CatalogueOnDay,
  organizationId: string | null,
): AchievementSource {
  const credential = catalogue.credential(row.credential);
  return {
    __typename: 'Achievement',
    id: globalId('Achievement', row.id),
    achievementId: row.id,
    employeeId: row.employeeId,
    organizationId,
    credential,
    earnedOn: row.earnedOn,
    expiry: row.expiry,
    expiresOn: expiryOf(row, credential.validityMonths),
    revokedOn: row.revokedOn,
    source: row.source,
    externalId: row.externalId,
    recordedAt: toDate(row.recordedAt),
    version: row.version,
  };
}

function expiryOf(
  { expiry, expiresOn, earnedOn }: AchievementRow,
  validityMonths: number | null,
): Day | null {
  if (expiry !== 'BY_VALIDITY') return expiresOn;
  return validityMonths === null ? null : addMonths(earnedOn, validityMonths);
}
