import { checkKnownKey, knownKeys } from '../../checks/known-keys';
import type { Context } from '../../request/context';
import { refuseInput } from './refuse-input';

export function refuseUnknownCenter(center: string | null, context: Context): void {
  if (center === null) return;
  refuseInput([checkKnownKey('center', center, knownKeys('center', context.knownCatalogues()), ['center'])]);
}
