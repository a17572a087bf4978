import type { Refusal } from '../../schema/refusal';
import type { AnyRefusal } from '../checks/refusal';
import { sentence, type Sentence } from '../messages';
import type { Context } from '../request/context';
import { versionOn, type Catalogue } from '../rules';
import { inWords } from './in-words';
import { purchaseCheckInWords } from './memberships/purchase-checks-in-words';

type CatalogueAccess = Pick<Context, 'knownCatalogues' | 'today'>;

export function presentRefusals(
  refusals: readonly AnyRefusal[],
  access: CatalogueAccess,
): readonly Refusal[] {
  return refusals.map((refusal) => presentRefusal(refusal, access));
}

export function presentRefusal(refusal: AnyRefusal, { knownCatalogues, today }: CatalogueAccess): Refusal {
  const { code, path } = refusal;
  // The command that refused a purchase has read the catalogue.
  const message = inWords(() => sentenceOf(refusal, () => versionOn(knownCatalogues(), today)));
  return { code, path, message };
}

function sentenceOf(refusal: AnyRefusal, catalogue: () => Catalogue): Sentence {
  if (!('check' in refusal)) return refusal.sentence;
  const { inWords: left, toPass } = purchaseCheckInWords(refusal.check, catalogue());
  return toPass === null ? left : sentence('sentences', { left, right: toPass });
}
