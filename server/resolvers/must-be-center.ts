import { checkKnown, wordsOf } from '../commands/check-known';
import { BadInput } from '../request/bad-input';
import type { Context } from '../request/context';

/** A center that no version of the catalogue has is told instead of an empty list. */
export function mustBeCenter(given: string | null, context: Context): void {
  if (given === null) return;
  const unknown = checkKnown('center', given, wordsOf('center', context.knownCatalogues()), ['center']);
  if (unknown !== null) throw new BadInput(unknown.message);
}
