import { isDay, type Day } from '../server/rules/vocabulary';

/** Natural key of a derived object, which has no id of its own. The key is that of a competency or of a benefit. */
export interface DerivedKey {
  readonly organizationId: string;
  readonly day: Day;
  readonly key: string | null;
}

export function derivedId({ organizationId, day, key }: DerivedKey): string {
  return key === null ? `${organizationId}.${day}` : `${organizationId}.${day}.${key}`;
}

export function parseDerivedId(id: string): DerivedKey | null {
  const [organizationId = '', day = '', key = null, ...rest] = id.split('.');
  return isDay(day) && rest.length === 0 ? { organizationId, day, key } : null;
}
