import { versionOn, type Catalogue, type Day, type Offer } from '../rules';
import { unknown } from './known-keys';
import type { Refusal } from './refusal';

type OnSale =
  { readonly offer: Offer; readonly unknown: null } | { readonly offer: null; readonly unknown: Refusal };

/** The offer with a key in the catalogue in force on a day; or why there is none. */
export function offerOnSale(
  versions: readonly Catalogue[],
  given: string,
  day: Day,
  path: readonly string[],
): OnSale {
  const { offers } = versionOn(versions, day);
  const offer = offers.find(({ key }) => key === given);
  if (offer !== undefined) return { offer, unknown: null };
  const known = offers.map(({ key }) => key);
  return { offer: null, unknown: unknown('offer', given, known, path) };
}
