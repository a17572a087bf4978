import { attainedLevelsStepwise } from '../evaluation/attained-levels';
import type { Catalogue, Offer } from '../vocabulary/catalogue';
import { addDays, type Day } from '../vocabulary/day';
import { displayedCompetenciesStepwise } from '../membership/displayed-competencies';
import { eligibleFrom } from '../time/eligible-from';
import { eligibleLevelsStepwise } from '../evaluation/eligible-levels';
import type { Facts, MemberFacts } from '../vocabulary/facts';
import { firstFreeDay } from '../membership/first-free-day';
import { isAtLeast, type Level } from '../vocabulary/level';
import { ORDER_KINDS, orderOf, termsAfterOrder, type Order, type OrderKind } from './order';
import {
  checkKindChosen,
  checkEligible,
  checkLevel,
  checksOfKind,
  checksOfOrder,
  type PurchaseCheck,
  type OrderContext,
} from './purchase-checks';
import { renewalWindow } from '../membership/renewal-window';
import { runningTerm } from '../vocabulary/terms';
import { versionOn } from '../evaluation/versions';
import { runSync, type Work } from '../vocabulary/work';

export interface Quote {
  readonly offer: Offer;
  /**
   * The requested kind. If none was requested: the only possible kind, or RENEWAL if no kind is possible. Null: several
   * kinds are possible, and the buyer must choose.
   */
  readonly kind: OrderKind | null;
  /** The kinds that the existing terms allow, regardless of eligibility. */
  readonly possibleKinds: readonly OrderKind[];
  /** Null: the kind must be chosen, or there is no term to renew. */
  readonly order: Order | null;
  /** The offer may be bought if all checks pass. The purchase applies the same checks. */
  readonly checks: readonly PurchaseCheck[];
}

export const quote = runSync(quoteStepwise);
export function* quoteStepwise(
  versions: readonly Catalogue[],
  facts: MemberFacts,
  offer: Offer,
  kind: OrderKind | null,
  day: Day,
): Work<Quote> {
  const { memberships: terms } = facts;
  const context = yield* contextOn(versions, facts, day);
  const possibleKinds = ORDER_KINDS.filter((one) =>
    checksOfKind(one, offer.level, context).every(({ passed }) => passed),
  );
  const chosenKind = kind ?? defaultKind(possibleKinds);
  const order =
    chosenKind === null
      ? null
      : orderOf(versionOn(versions, day), terms, context.window, offer, chosenKind, day);
  return {
    offer,
    kind: chosenKind,
    possibleKinds,
    order,
    checks: [
      yield* checkLevel(offer.level, context, function* () {
        return {
          passesFrom: yield* eligibleFrom(versions, facts, offer.level, day),
          withheld: yield* withheldAt(versions, facts, offer.level, day),
        };
      }),
      checkKindChosen(chosenKind, possibleKinds),
      ...(chosenKind === null ? [] : checksOfKind(chosenKind, offer.level, context)),
      ...(order === null ? [] : checksOfOrder(order, context)),
    ],
  };
}

/** True if a renewal at the level would be sold on the day: every check of its quote passes. */
export function* mayBeRenewed(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  day: Day,
): Work<boolean> {
  const catalogue = versionOn(versions, day);
  const offer = catalogue.offers.find((one) => one.level === level);
  if (offer === undefined) return false;
  const context = yield* contextOn(versions, facts, day);
  // A renewal neither shortens nor credits other terms, so the order is computed without them.
  const order = orderOf(catalogue, [], context.window, offer, 'RENEWAL', day);
  if (order === null) return false;
  const checks = [
    checkEligible(level, context, { passesFrom: null, withheld: [] }),
    ...checksOfKind('RENEWAL', level, context),
    ...checksOfOrder(order, context),
  ];
  return checks.every(({ passed }) => passed);
}

function* withheldAt(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  day: Day,
): Work<readonly string[]> {
  const overrides = facts.overrides.filter(({ effect }) => effect !== 'WITHHOLD');
  if (overrides.length === facts.overrides.length) return [];
  const attainedWithout = yield* attainedLevelsStepwise(versions, { ...facts, overrides }, day);
  return [...attainedWithout]
    .filter(([, attained]) => isAtLeast(attained, level))
    .map(([competency]) => competency)
    .sort();
}

function* contextOn(versions: readonly Catalogue[], facts: Facts, day: Day): Work<OrderContext> {
  const { memberships: terms } = facts;
  return {
    terms,
    running: runningTerm(terms, day),
    window: renewalWindow(versions, terms, day),
    eligible: yield* eligibleLevelsStepwise(versions, facts, day),
    freeFrom: () => firstFreeDay(versions, terms, day),
  };
}

/** If no kind is possible, a term is running, and its renewal is the next order that becomes possible. */
function defaultKind(possible: readonly OrderKind[]): OrderKind | null {
  return possible.length > 1 ? null : (possible[0] ?? 'RENEWAL');
}

export interface ProfileChange {
  readonly competency: string;
  readonly before: Level | null;
  readonly after: Level | null;
}

export interface ProfileAfter {
  /** The first day of the term or, if the term began earlier, the day of the request. */
  readonly day: Day;
  readonly changes: readonly ProfileChange[];
}

/**
 * The changes to the profile that an order would cause, based on the stored facts. A new term displays the levels
 * attained on its first day. If the term begins later, its first day is compared with the day before.
 */
export const profileAfter = runSync(profileAfterStepwise);
export function* profileAfterStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  order: Order,
  day: Day,
): Work<ProfileAfter> {
  const beginsLater = order.from > day;
  const first = beginsLater ? order.from : day;
  const lastBefore = beginsLater ? addDays(first, -1) : first;
  const before = yield* displayedCompetenciesStepwise(versions, facts, lastBefore);
  const ordered = { ...facts, memberships: termsAfterOrder(facts.memberships, order) };
  const after = yield* displayedCompetenciesStepwise(versions, ordered, first);
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((competency) => ({
      competency,
      before: before.get(competency) ?? null,
      after: after.get(competency) ?? null,
    }))
    .filter((change) => change.before !== change.after);
  return { day: first, changes };
}
