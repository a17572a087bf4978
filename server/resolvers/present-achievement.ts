import type { Achievement } from '../../schema/achievement';
import { globalId } from '../../schema/global-id';
import type { AchievementRow } from '../db/entities';
import { toDate } from '../db/instant';
import { addMonths, type Day } from '../rules';
import type { CatalogueOnDay } from './catalogue-on';

/** A stored achievement as clients see it. There are many of them, so each field is made when it is read. */
export class AchievementSource implements Achievement {
  readonly #row: AchievementRow;
  readonly #catalogue: CatalogueOnDay;
  /** The organization through which the person is seen; null: through none in particular. */
  readonly organizationId: string | null;

  constructor(row: AchievementRow, catalogue: CatalogueOnDay, organizationId: string | null) {
    this.#row = row;
    this.#catalogue = catalogue;
    this.organizationId = organizationId;
  }

  get __typename() {
    return 'Achievement' as const;
  }

  get achievementId(): string {
    return this.#row.id;
  }

  get employeeId(): string {
    return this.#row.employeeId;
  }

  get id(): string {
    return globalId('Achievement', this.#row.id);
  }

  get credential() {
    return this.#catalogue.credential(this.#row.credential);
  }

  get earnedOn(): Day {
    return this.#row.earnedOn;
  }

  get expiry() {
    return this.#row.expiry;
  }

  get expiresOn(): Day | null {
    const { expiry, expiresOn, earnedOn } = this.#row;
    if (expiry !== 'BY_VALIDITY') return expiresOn;
    const { validityMonths } = this.credential;
    return validityMonths === null ? null : addMonths(earnedOn, validityMonths);
  }

  get revokedOn(): Day | null {
    return this.#row.revokedOn;
  }

  get source(): string {
    return this.#row.source;
  }

  get externalId(): string | null {
    return this.#row.externalId;
  }

  get recordedAt(): Date {
    return toDate(this.#row.recordedAt);
  }

  get version(): number {
    return this.#row.version;
  }
}

export function presentAchievement(
  row: AchievementRow,
  catalogue: CatalogueOnDay,
  organizationId: string | null,
): AchievementSource {
  return new AchievementSource(row, catalogue, organizationId);
}
