import { sentence } from '../messages';
import { isCurrency, type Catalogue, type Price } from '../rules';
import type { Problem } from './problem';

/** Checked on publication only, so that stored versions stay readable when the list of currencies changes. */
export function unknownCurrencies({ offers, benefits }: Catalogue): readonly Problem[] {
  return [
    ...offers.flatMap(({ price }, i) => problemOf(price, `offers[${i}].price`)),
    ...benefits.flatMap(({ value, price }, i) => [
      ...problemOf(value, `benefits[${i}].value`),
      ...problemOf(price, `benefits[${i}].price`),
    ]),
  ];
}

function problemOf(price: Price | null, place: string): readonly Problem[] {
  if (price === null || isCurrency(price.currency)) return [];
  const unknown = sentence('money.currency', { currency: price.currency });
  return [{ place: `${place}.currency`, sentence: unknown }];
}
