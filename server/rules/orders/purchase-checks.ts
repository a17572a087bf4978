import type { Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { isAtLeast, levelsAbove, type Level } from '../vocabulary/level';
import type { Order, OrderKind } from './order';
import type { RenewalWindow } from '../membership/renewal-window';
import { overlap } from '../vocabulary/span';
import { daysOf } from '../vocabulary/terms';
import type { Work } from '../vocabulary/work';

/** One condition of a purchase, whether it holds, and what its sentence speaks of. */
export type PurchaseCheck = {
  readonly passed: boolean;
  /** Where it fails: the day from which it would hold without anybody doing anything; null: no such day is known. */
  readonly passesFrom: Day | null;
} & (
  | ({
      readonly key: 'eligible-level';
      readonly level: Level;
      readonly eligible: readonly Level[];
    } & Withheld)
  | { readonly key: 'kind-chosen'; readonly kind: OrderKind | null; readonly kinds: readonly OrderKind[] }
  | {
      readonly key: 'no-running-term';
      readonly running: Membership | null;
      /** What the running term could be upgraded to. */
      readonly higher: readonly Level[];
      readonly window: RenewalWindow | null;
    }
  | { readonly key: 'not-in-grace'; readonly window: RenewalWindow | null }
  | { readonly key: 'renewal-window'; readonly window: RenewalWindow | null }
  | {
      readonly key: 'lower-running-term';
      readonly level: Level;
      readonly running: Membership | null;
      readonly window: RenewalWindow | null;
    }
  | { readonly key: 'no-later-term'; readonly other: Membership | null }
  | { readonly key: 'within-calendar'; readonly startsOn: Day }
  | { readonly key: 'credit-in-currency'; readonly currency: string; readonly other: string | null }
);

export interface Withheld {
  /** The competencies that would be attained at the level, if nothing withheld them. */
  readonly withheld: readonly string[];
}

/** What an order is judged by. */
export interface OrderContext {
  readonly terms: readonly Membership[];
  readonly running: Membership | null;
  readonly window: RenewalWindow | null;
  readonly eligible: readonly Level[];
  /** The day from which a new term can begin, if nobody does anything until then. */
  readonly freeFrom: () => Day;
}

/** Why a level is not eligible, and from which day it will be. */
type Ineligible = { readonly passesFrom: Day | null } & Withheld;

/** Works out why a level is not eligible only where it is not. */
export function* checkLevel(
  level: Level,
  situation: OrderContext,
  why: () => Work<Ineligible>,
): Work<PurchaseCheck> {
  const passed = situation.eligible.includes(level);
  return checkEligible(level, situation, passed ? { passesFrom: null, withheld: [] } : yield* why());
}

export function checkEligible(level: Level, { eligible }: OrderContext, why: Ineligible): PurchaseCheck {
  return { key: 'eligible-level', passed: eligible.includes(level), ...why, level, eligible };
}

export function checkKindChosen(kind: OrderKind | null, kinds: readonly OrderKind[]): PurchaseCheck {
  return { key: 'kind-chosen', passed: kind !== null, passesFrom: null, kind, kinds };
}

/** What the kind of an order asks of the terms that there are. */
export function checksOfKind(
  kind: OrderKind,
  level: Level,
  situation: OrderContext,
): readonly PurchaseCheck[] {
  switch (kind) {
    case 'NEW':
      return [checkNoRunningTerm(situation), checkGrace(situation)];
    case 'RENEWAL':
      return [checkWindow(situation)];
    case 'UPGRADE':
      return [checkLowerTermRuns(level, situation)];
  }
}

/** What its days and its price ask for. */
export function checksOfOrder(order: Order, situation: OrderContext): readonly PurchaseCheck[] {
  return [
    checkNoLaterTerm(order, situation),
    ...(order.credits.length === 0 ? [] : [checkCurrency(order)]),
    ...checkCalendar(order),
  ];
}

/** After the end of a term come its days of grace, so what helps is the day after both. */
function checkNoRunningTerm({ running, window, freeFrom }: OrderContext): PurchaseCheck {
  const passed = running === null;
  const higher = passed ? [] : levelsAbove(running.level);
  return { key: 'no-running-term', passed, passesFrom: passed ? null : freeFrom(), running, higher, window };
}

/** Within the days of grace only a renewal is possible. */
function checkGrace({ window, freeFrom }: OrderContext): PurchaseCheck {
  const inGrace = window?.state === 'in-grace';
  // A later version may grant more days of grace than the one that judges today.
  return { key: 'not-in-grace', passed: !inGrace, passesFrom: inGrace ? freeFrom() : null, window };
}

function checkWindow({ window }: OrderContext): PurchaseCheck {
  const state = window?.state ?? null;
  return {
    key: 'renewal-window',
    passed: state === 'open' || state === 'in-grace',
    passesFrom: window !== null && state === 'not-yet' ? window.from : null,
    window,
  };
}

/** An upgrade takes the place of a term below its level: none of the same or a higher one. */
function checkLowerTermRuns(level: Level, { running, window }: OrderContext): PurchaseCheck {
  const passed = running !== null && !isAtLeast(running.level, level);
  return { key: 'lower-running-term', passed, passesFrom: null, level, running, window };
}

/** Terms never overlap. The running one is looked at by the kind of the order. */
function checkNoLaterTerm(order: Order, { terms, running }: OrderContext): PurchaseCheck {
  const ended = new Set(order.ends.map(({ term }) => term));
  const days = { from: order.startsOn, until: order.endsOn };
  const others = terms
    .filter(({ id }) => id !== running?.id && !ended.has(id))
    .filter((term) => overlap(daysOf(term), days));
  const [first = null] = others.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  return { key: 'no-later-term', passed: first === null, passesFrom: null, other: first };
}

/** What was paid in another currency cannot be taken off the price. */
function checkCurrency({ credits, total: { currency } }: Order): PurchaseCheck {
  const other = credits.find(({ price }) => price.currency !== currency)?.price.currency ?? null;
  return { key: 'credit-in-currency', passed: other === null, passesFrom: null, currency, other };
}

/** A term that begins on the last day that there is has no day. Until then there is nothing to tell. */
function checkCalendar({ startsOn, endsOn }: Order): readonly PurchaseCheck[] {
  return startsOn < endsOn ? [] : [{ key: 'within-calendar', passed: false, passesFrom: null, startsOn }];
}
