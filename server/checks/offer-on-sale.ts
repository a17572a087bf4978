import { versionOn, type Catalogue, type Day, type Offer } from '../rules';
import { unknownKey } from './known-keys';
import type { Refusal } from './refusal';

type OfferOrRefusal =
  { readonly offer: Offer; readonly unknown: null } | { readonly offer: null; readonly unknown: Refusal };

export function offerOnSale(
  versions: readonly Catalogue[],
  offerKey: string,
  day: Day,
  path: readonly string[],
): OfferOrRefusal {
  const { offers } = versionOn(versions, day);
  const offer = offers.find(({ key }) => key === offerKey);
  if (offer !== undefined) return { offer, unknown: null };
  const known = offers.map(({ key }) => key);
  return { offer: null, unknown: unknownKey('offer', offerKey, known, path) };
}
