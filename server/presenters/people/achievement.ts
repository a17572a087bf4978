import type { Achievement } from '../../../schema/people/achievement';
import { globalId } from '../../../schema/global-id';
import { toDate } from '../../db/instant';
import { requireColumn, type ListedAchievement } from '../../request/columns';
import { addMonths, earlierEnd, lastDayOf, type Day } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

/** Lists can be long, so fields are computed only when they are read. */
export class AchievementSource implements Achievement {
  readonly #row: ListedAchievement;
  readonly #catalogue: CatalogueOnDay;
  /** The organization whose view of the person is shown, or null. */
  readonly organizationId: string | null;

  constructor(row: ListedAchievement, catalogue: CatalogueOnDay, organizationId: string | null) {
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

  get lastDay(): Day | null {
    const { earnedOn, expiresOn, revokedOn } = this;
    return lastDayOf({ from: earnedOn, until: earlierEnd(expiresOn, revokedOn) });
  }

  get source(): string {
    return requireColumn(this.#row.source);
  }

  get externalId(): string | null {
    return requireColumn(this.#row.externalId);
  }

  get createdAt(): Date {
    return toDate(requireColumn(this.#row.createdAt));
  }

  get version(): number {
    return requireColumn(this.#row.version);
  }
}

export function presentAchievement(
  row: ListedAchievement,
  catalogue: CatalogueOnDay,
  organizationId: string | null,
): AchievementSource {
  return new AchievementSource(row, catalogue, organizationId);
}
