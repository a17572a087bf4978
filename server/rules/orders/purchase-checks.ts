import type { Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { isAtLeast, levelsAbove, type Level } from '../vocabulary/level';
import type { Order, OrderKind } from './order';
import type { RenewalWindow } from '../membership/renewal-window';
import { overlap } from '../vocabulary/span';
import type { Work } from '../vocabulary/work';

export type PurchaseCheck = {
  readonly passed: boolean;
  /** For a failed check: the day from which it passes without any action. Null: no such day is known. */
  readonly passesFrom: Day | null;
} & (
  | ({
      readonly key: 'eligible-level';
      readonly level: Level;
      readonly eligible: readonly Level[];
    } & WithheldCompetencies)
  | { readonly key: 'kind-chosen'; readonly kind: OrderKind | null; readonly kinds: readonly OrderKind[] }
  | {
      readonly key: 'no-running-term';
      readonly running: Membership | null;
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
  | { readonly key: 'within-calendar'; readonly from: Day }
  | { readonly key: 'credit-in-currency'; readonly currency: string; readonly other: string | null }
);

export interface WithheldCompetencies {
  /** The competencies that would be attained at the level or above if nothing were withheld. */
  readonly withheld: readonly string[];
}

export interface OrderContext {
  readonly terms: readonly Membership[];
  readonly running: Membership | null;
  readonly window: RenewalWindow | null;
  readonly eligible: readonly Level[];
  readonly freeFrom: () => Day;
}

type IneligibleReason = { readonly passesFrom: Day | null } & WithheldCompetencies;

export function* checkLevel(
  level: Level,
  context: OrderContext,
  findReason: () => Work<IneligibleReason>,
): Work<PurchaseCheck> {
  const passed = context.eligible.includes(level);
  return checkEligible(level, context, passed ? { passesFrom: null, withheld: [] } : yield* findReason());
}

export function checkEligible(
  level: Level,
  { eligible }: OrderContext,
  reason: IneligibleReason,
): PurchaseCheck {
  return { key: 'eligible-level', passed: eligible.includes(level), ...reason, level, eligible };
}

export function checkKindChosen(kind: OrderKind | null, kinds: readonly OrderKind[]): PurchaseCheck {
  return { key: 'kind-chosen', passed: kind !== null, passesFrom: null, kind, kinds };
}

export function checksOfKind(kind: OrderKind, level: Level, context: OrderContext): readonly PurchaseCheck[] {
  switch (kind) {
    case 'NEW':
      return [checkNoRunningTerm(context), checkGrace(context)];
    case 'RENEWAL':
      return [checkWindow(context)];
    case 'UPGRADE':
      return [checkLowerTermRuns(level, context)];
  }
}

export function checksOfOrder(order: Order, context: OrderContext): readonly PurchaseCheck[] {
  return [
    checkNoLaterTerm(order, context),
    ...(order.credits.length === 0 ? [] : [checkCurrency(order)]),
    ...checkCalendar(order),
  ];
}

/** A grace period follows the term, so the check passes only after both. */
function checkNoRunningTerm({ running, window, freeFrom }: OrderContext): PurchaseCheck {
  const passed = running === null;
  const higher = passed ? [] : levelsAbove(running.level);
  return { key: 'no-running-term', passed, passesFrom: passed ? null : freeFrom(), running, higher, window };
}

/** In the grace period only a renewal is possible. */
function checkGrace({ window, freeFrom }: OrderContext): PurchaseCheck {
  const inGrace = window?.state === 'in-grace';
  // A later version can extend the grace period, so the end of today's window is not enough.
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

function checkLowerTermRuns(level: Level, { running, window }: OrderContext): PurchaseCheck {
  const passed = running !== null && !isAtLeast(running.level, level);
  return { key: 'lower-running-term', passed, passesFrom: null, level, running, window };
}

/** Terms must not overlap. The running term is left out, because other checks deal with it. */
function checkNoLaterTerm(order: Order, { terms, running }: OrderContext): PurchaseCheck {
  const endedIds = new Set(order.ends.map(({ term }) => term));
  const others = terms
    .filter(({ id }) => id !== running?.id && !endedIds.has(id))
    .filter((term) => overlap(term, order));
  const [first = null] = others.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return { key: 'no-later-term', passed: first === null, passesFrom: null, other: first };
}

function checkCurrency({ credits, total: { currency } }: Order): PurchaseCheck {
  const other = credits.find(({ price }) => price.currency !== currency)?.price.currency ?? null;
  return { key: 'credit-in-currency', passed: other === null, passesFrom: null, currency, other };
}

/** A term that begins on the last day of the calendar would be empty. The check is listed only when it fails. */
function checkCalendar({ from, until }: Order): readonly PurchaseCheck[] {
  return from < until ? [] : [{ key: 'within-calendar', passed: false, passesFrom: null, from }];
}
