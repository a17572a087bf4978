import { attainedLevelsStepwise } from '../evaluation/attained-levels';
import type { Catalogue, Offer } from '../vocabulary/catalogue';
import { addDays, type Day } from '../vocabulary/day';
import { displayedCompetenciesStepwise } from '../membership/displayed-competencies';
import { eligibleFrom } from '../time/eligible-from';
import { eligibleLevelsStepwise } from '../evaluation/eligible-levels';
import type { Facts, MemberFacts } from '../vocabulary/facts';
import { freeFrom } from '../membership/free-from';
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

/** What an offer would cost on a day, and everything that speaks for or against buying it. */
export interface Quote {
  readonly offer: Offer;
  /** The kind asked for or, where none was, the only possible one or the next; null: it must be chosen. */
  readonly kind: OrderKind | null;
  /** The kinds that the terms allow, whatever is proven. */
  readonly possibleKinds: readonly OrderKind[];
  /** Null: the kind must be chosen, or there is no term to renew. */
  readonly order: Order | null;
  /** May be bought when all have passed. The purchase is guarded by the same. */
  readonly checks: readonly PurchaseCheck[];
}

/** Judges an offer of the catalogue in force on the day. */
export const quote = runSync(quoteStepwise);
export function* quoteStepwise(
  versions: readonly Catalogue[],
  facts: MemberFacts,
  offer: Offer,
  kind: OrderKind | null,
  day: Day,
): Work<Quote> {
  const { memberships: terms } = facts;
  const situation = yield* situationOn(versions, facts, day);
  const possibleKinds = ORDER_KINDS.filter((one) =>
    checksOfKind(one, offer.level, situation).every(({ passed }) => passed),
  );
  const meant = kind ?? onlyKind(possibleKinds);
  const order =
    meant === null ? null : orderOf(versionOn(versions, day), terms, situation.window, offer, meant, day);
  return {
    offer,
    kind: meant,
    possibleKinds,
    order,
    checks: [
      yield* checkLevel(offer.level, situation, function* () {
        return {
          passesFrom: yield* eligibleFrom(versions, facts, offer.level, day),
          withheld: yield* withheldAt(versions, facts, offer.level, day),
        };
      }),
      checkKindChosen(meant, possibleKinds),
      ...(meant === null ? [] : checksOfKind(meant, offer.level, situation)),
      ...(order === null ? [] : checksOfOrder(order, situation)),
    ],
  };
}

/** Whether a renewal at a level would be sold on a day: every check of its quote passes. */
export function* mayBeRenewed(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  day: Day,
): Work<boolean> {
  const catalogue = versionOn(versions, day);
  const offer = catalogue.offers.find((one) => one.level === level);
  if (offer === undefined) return false;
  const situation = yield* situationOn(versions, facts, day);
  // A renewal ends no term and credits none, so that no other term is a part of its order.
  const order = orderOf(catalogue, [], situation.window, offer, 'RENEWAL', day);
  if (order === null) return false;
  const checks = [
    checkEligible(level, situation, { passesFrom: null, withheld: [] }),
    ...checksOfKind('RENEWAL', level, situation),
    ...checksOfOrder(order, situation),
  ];
  return checks.every(({ passed }) => passed);
}

/** The competencies that would be attained at the level on the day, were there no WITHHOLD. */
function* withheldAt(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  day: Day,
): Work<readonly string[]> {
  const overrides = facts.overrides.filter(({ effect }) => effect !== 'WITHHOLD');
  // Where all that acts grants, nothing can be withheld.
  if (overrides.length === facts.overrides.length) return [];
  const others = yield* attainedLevelsStepwise(versions, { ...facts, overrides }, day);
  return [...others]
    .filter(([, attained]) => isAtLeast(attained, level))
    .map(([competency]) => competency)
    .sort();
}

function* situationOn(versions: readonly Catalogue[], facts: Facts, day: Day): Work<OrderContext> {
  const { memberships: terms } = facts;
  return {
    terms,
    running: runningTerm(terms, day),
    window: renewalWindow(versions, terms, day),
    eligible: yield* eligibleLevelsStepwise(versions, facts, day),
    freeFrom: () => freeFrom(versions, terms, day),
  };
}

/** None is possible only while a term runs; what comes next is then its renewal. */
function onlyKind(possible: readonly OrderKind[]): OrderKind | null {
  return possible.length > 1 ? null : (possible[0] ?? 'RENEWAL');
}

/** What the profile would show otherwise because of an order. */
export interface ProfileChange {
  readonly competency: string;
  readonly before: Level | null;
  readonly after: Level | null;
}

export interface ProfileAfter {
  /** The first day of the term or, where it has begun before, the day asked. */
  readonly day: Day;
  readonly changes: readonly ProfileChange[];
}

/**
 * What the profile would gain and what it would no longer show, by what is known: a new term begins with what is
 * attained on its first day. A term that begins later is compared with the last day before it.
 */
export const profileAfter = runSync(profileAfterStepwise);
export function* profileAfterStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  order: Order,
  day: Day,
): Work<ProfileAfter> {
  const beginsLater = order.startsOn > day;
  const first = beginsLater ? order.startsOn : day;
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
