import { checkKnown, wordsOf } from '../../checks/known-keys';
import type { Context } from '../../request/context';
import { refuseInput } from './refuse-input';

/** A center that no version of the catalogue has is told instead of an empty list. */
export function mustBeCenter(given: string | null, context: Context): void {
  if (given === null) return;
  refuseInput([checkKnown('center', given, wordsOf('center', context.knownCatalogues()), ['center'])]);
}
