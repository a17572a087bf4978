import type { Catalogue, Offer, Price } from '../vocabulary/catalogue';
import { addMonthsInCalendar, type Day } from '../vocabulary/day';
import type { Membership, PaidTerm } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import type { RenewalWindow } from '../membership/renewal-window';
import { runningTerm, termsAfter } from '../vocabulary/terms';

/** How a term begins: anew, at the end of the one before, or in the place of one at a lower level. */
export const ORDER_KINDS = ['NEW', 'RENEWAL', 'UPGRADE'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** What would be bought, what it would cost, and what would become of other terms. */
export interface Order {
  readonly kind: OrderKind;
  readonly level: Level;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly listPrice: Price;
  readonly discounts: readonly Discount[];
  readonly credits: readonly Credit[];
  /** The list price without discounts and credits; less than nothing where more is credited than it costs. */
  readonly total: Price;
  /** The terms that would end earlier, by their ids. One that would end on its first day becomes empty. */
  readonly ends: readonly { readonly term: string; readonly endsOn: Day }[];
}

export interface Discount {
  readonly reason: 'upgrade';
  readonly percent: number;
  readonly price: Price;
}

/** What was paid for a term that becomes empty. */
export interface Credit {
  readonly term: string;
  readonly price: Price;
}

/** The order of an offer on a day, whether or not it may be placed. Null: a renewal, and there is no term to renew. */
export function orderOf(
  { policy }: Catalogue,
  terms: readonly PaidTerm[],
  window: RenewalWindow | null,
  { level, price: listPrice }: Offer,
  kind: OrderKind,
  day: Day,
): Order | null {
  const startsOn = kind === 'RENEWAL' ? window?.term.endsOn : day;
  if (startsOn === undefined) return null;
  const running = kind === 'UPGRADE' ? runningTerm(terms, day) : null;
  const notBegun = running === null ? [] : termsAfter(terms, running);
  const discounts = kind === 'UPGRADE' ? upgradeDiscount(listPrice, policy.upgradeDiscountPercent) : [];
  // What was refunded is paid back already.
  const credits = notBegun
    .filter(({ refundedOn }) => refundedOn === null)
    .map(({ id, paid }): Credit => ({ term: id, price: paid }));
  return {
    kind,
    level,
    startsOn,
    endsOn: addMonthsInCalendar(startsOn, policy.termMonths),
    listPrice,
    discounts,
    credits,
    total: less(listPrice, [...discounts, ...credits]),
    ends: [
      ...(running === null ? [] : [{ term: running.id, endsOn: day }]),
      ...notBegun.map(({ id, startsOn: endsOn }) => ({ term: id, endsOn })),
    ],
  };
}

/** The terms as they would be once the order is placed. */
export function termsAfterOrder(terms: readonly Membership[], order: Order): readonly Membership[] {
  const { level, startsOn, endsOn } = order;
  const ends = new Map(order.ends.map(({ term, endsOn }) => [term, endsOn]));
  return [
    ...terms.map((term) => ({ ...term, endsOn: ends.get(term.id) ?? term.endsOn })),
    { id: ORDERED, level, startsOn, endsOn, refundedOn: null },
  ];
}

/** The id of a term that is not bought yet: no stored one has it. */
const ORDERED = 'ordered';

function upgradeDiscount(listPrice: Price, percent: number): readonly Discount[] {
  if (percent === 0) return [];
  return [{ reason: 'upgrade', percent, price: percentOf(listPrice, percent) }];
}

/** In whole hundredths; half a hundredth is rounded up, in favour of the buyer. */
function percentOf({ hundredths, currency }: Price, percent: number): Price {
  // Apart from the last two digits, so that no product is too large to be exact.
  const whole = Math.floor(hundredths / 100);
  const rest = hundredths % 100;
  return { hundredths: whole * percent + Math.floor((rest * percent + 50) / 100), currency };
}

/** Amounts of other currencies take nothing away; that there are none is one of the checks. */
function less(from: Price, amounts: readonly { readonly price: Price }[]): Price {
  const { currency } = from;
  const taken = amounts.filter(({ price }) => price.currency === currency);
  return {
    hundredths: taken.reduce((left, { price }) => left - price.hundredths, from.hundredths),
    currency,
  };
}
