import type { Achievement } from '../../schema/achievement';
import { globalId } from '../../schema/global-id';
import { toDate } from '../db/instant';
import { shown, type ReadAchievement } from '../request/columns';
import { addMonths, type Day } from '../rules';
import type { CatalogueOnDay } from './catalogue-on-day';

/** A stored achievement as clients see it. There are many of them, so each field is made when it is read. */
export class AchievementSource implements Achievement {
  readonly #row: ReadAchievement;
  readonly #catalogue: CatalogueOnDay;
  /** The organization through which the person is seen; null: through none in particular. */
  readonly organizationId: string | null;

  constructor(row: ReadAchievement, catalogue: CatalogueOnDay, organizationId: string | null) {
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
    return shown(this.#row.revokedOn);
  }

  get source(): string {
    return shown(this.#row.source);
  }

  get externalId(): string | null {
    return shown(this.#row.externalId);
  }

  get recordedAt(): Date {
    return toDate(shown(this.#row.recordedAt));
  }

  get version(): number {
    return shown(this.#row.version);
  }
}

export function presentAchievement(
  row: ReadAchievement,
  catalogue: CatalogueOnDay,
  organizationId: string | null,
): AchievementSource {
  return new AchievementSource(row, catalogue, organizationId);
}
