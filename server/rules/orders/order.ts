import type { Catalogue, Offer, Price } from '../vocabulary/catalogue';
import { addMonthsClamped, type Day } from '../vocabulary/day';
import type { Membership, PaidTerm } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import type { RenewalWindow } from '../membership/renewal-window';
import { runningTerm, termsAfter } from '../vocabulary/terms';

/**
 * NEW begins on the day of purchase, RENEWAL at the end of the last term, and UPGRADE on the day of purchase in place
 * of the running term of a lower level.
 */
export const ORDER_KINDS = ['NEW', 'RENEWAL', 'UPGRADE'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export interface Order {
  readonly kind: OrderKind;
  readonly level: Level;
  readonly from: Day;
  readonly until: Day;
  readonly listPrice: Price;
  readonly discounts: readonly Discount[];
  readonly credits: readonly Credit[];
  /** Negative if the credits exceed the price. */
  readonly total: Price;
  /** The terms that the order shortens, with their new ends. A term that would end on its first day becomes empty. */
  readonly ends: readonly ShortenedTerm[];
}

export interface ShortenedTerm {
  readonly term: string;
  readonly from: Day;
  readonly until: Day;
}

export interface Discount {
  readonly reason: 'upgrade';
  readonly percent: number;
  readonly price: Price;
}

/** The price paid for a term that becomes empty. */
export interface Credit {
  readonly term: string;
  readonly price: Price;
}

/** The order for an offer on a day, including an order that fails its checks. Null: a renewal without a term to renew. */
export function orderOf(
  { policy }: Catalogue,
  terms: readonly PaidTerm[],
  window: RenewalWindow | null,
  { level, price: listPrice }: Offer,
  kind: OrderKind,
  day: Day,
): Order | null {
  const from = kind === 'RENEWAL' ? window?.term.until : day;
  if (from === undefined) return null;
  const running = kind === 'UPGRADE' ? runningTerm(terms, day) : null;
  const notBegun = running === null ? [] : termsAfter(terms, running);
  const discounts = kind === 'UPGRADE' ? upgradeDiscount(listPrice, policy.upgradeDiscountPercent) : [];
  const credits = notBegun
    .filter(({ refundedOn }) => refundedOn === null)
    .map(({ id, paid }): Credit => ({ term: id, price: paid }));
  return {
    kind,
    level,
    from,
    until: addMonthsClamped(from, policy.termMonths),
    listPrice,
    discounts,
    credits,
    total: subtract(listPrice, [...discounts, ...credits]),
    ends: [
      ...(running === null ? [] : [{ term: running.id, from: running.from, until: day }]),
      ...notBegun.map(({ id, from: begin }) => ({ term: id, from: begin, until: begin })),
    ],
  };
}

export function termsAfterOrder(terms: readonly Membership[], order: Order): readonly Membership[] {
  const { level, from, until } = order;
  const ends = new Map(order.ends.map((end) => [end.term, end.until]));
  return [
    ...terms.map((term) => ({ ...term, until: ends.get(term.id) ?? term.until })),
    { id: ORDERED_TERM_ID, level, from, until, refundedOn: null },
  ];
}

const ORDERED_TERM_ID = 'ordered';

function upgradeDiscount(listPrice: Price, percent: number): readonly Discount[] {
  if (percent === 0) return [];
  return [{ reason: 'upgrade', percent, price: percentOf(listPrice, percent) }];
}

/** In whole minor units. Half a minor unit is rounded up, in favour of the buyer. */
function percentOf({ minorUnits, currency }: Price, percent: number): Price {
  // The last two digits are split off, so that every product is a safe integer.
  const hundreds = Math.floor(minorUnits / 100);
  const rest = minorUnits % 100;
  return { minorUnits: hundreds * percent + Math.floor((rest * percent + 50) / 100), currency };
}

/** Ignores amounts in other currencies. For such an order, the check `credit-in-currency` fails. */
function subtract(from: Price, amounts: readonly { readonly price: Price }[]): Price {
  const { currency } = from;
  const taken = amounts.filter(({ price }) => price.currency === currency);
  return {
    minorUnits: taken.reduce((left, { price }) => left - price.minorUnits, from.minorUnits),
    currency,
  };
}
