import type { Catalogue, PurchaseCheck, RenewalWindow } from '../rules';
import { levelInWords, say, sayOfNumber } from '.';
import { joinedByAnd, joinedByOr } from './language';

type CheckOf<Key extends PurchaseCheck['key']> = Extract<PurchaseCheck, { key: Key }>;

export interface CheckInWords {
  readonly inWords: string;
  /** What would make it hold; null where it does. */
  readonly toPass: string | null;
}

/**
 * A condition of a purchase for people: as the quote lists it, and as the purchase is refused by it. In the words of the
 * catalogue in force on the day of the purchase.
 */
export function purchaseCheckInWords(check: PurchaseCheck, catalogue: Catalogue): CheckInWords {
  switch (check.key) {
    case 'eligible-level':
      return levelCheckInWords(check, catalogue);
    case 'kind-chosen': {
      const { kind } = check;
      if (kind !== null) return passed(say('check.kindChosen.passed', { kind: say(`kind.${kind}`) }));
      const kinds = joinedByOr(check.kinds.map((one) => say(`kind.${one}`)));
      return failed(say('check.kindChosen.failed', { kinds }), say('check.kindChosen.toPass'));
    }
    case 'no-running-term': {
      if (check.running === null) return passed(say('check.noRunningTerm.passed'));
      const { level, endsOn: until } = check.running;
      const runs = say('check.noRunningTerm.failed', { level: levelInWords(level), until });
      return failed(
        check.window === null ? runs : both(runs, daysOfWindow(check.window)),
        insteadOfNew(check),
      );
    }
    case 'not-in-grace': {
      if (check.passed || check.window === null) return passed(say('check.notInGrace.passed'));
      const { term, until } = check.window;
      return failed(
        say('check.notInGrace.failed', { end: term.endsOn, until }),
        say('check.notInGrace.toPass', { until: check.passesFrom ?? until }),
      );
    }
    case 'renewal-window':
      return windowInWords(check.window);
    case 'lower-running-term': {
      if (check.running === null)
        return failed(say('check.lowerRunningTerm.none'), insteadOfUpgrade(check.window));
      const { level, endsOn: until } = check.running;
      const runs = say('check.lowerRunningTerm', { running: levelInWords(level), until });
      if (check.passed) return passed(runs);
      const below = say('check.lowerRunningTerm.below', { level: levelInWords(check.level) });
      return failed(runs, check.window === null ? below : both(below, daysOfWindow(check.window)));
    }
    case 'no-later-term': {
      if (check.other === null) return passed(say('check.noLaterTerm.passed'));
      const { level, startsOn: from, endsOn: until } = check.other;
      return failed(
        say('check.noLaterTerm.failed', { level: levelInWords(level), from, until }),
        say('check.noLaterTerm.toPass'),
      );
    }
    case 'within-calendar':
      return failed(
        say('check.withinCalendar.failed', { from: check.startsOn }),
        say('check.withinCalendar.toPass'),
      );
    case 'credit-in-currency': {
      const { currency, other } = check;
      return other === null
        ? passed(say('check.creditInCurrency.passed', { currency }))
        : failed(
            say('check.creditInCurrency.failed', { other, currency }),
            say('check.creditInCurrency.toPass'),
          );
    }
  }
}

function levelCheckInWords(check: CheckOf<'eligible-level'>, { competencies }: Catalogue): CheckInWords {
  const { withheld, passesFrom: day } = check;
  const level = levelInWords(check.level);
  if (check.passed) return passed(say('check.eligibleLevel.passed', { level }));
  const names = competencies.filter(({ key }) => withheld.includes(key)).map(({ name }) => name);
  if (names.length === 0) {
    const toPass =
      day === null
        ? say('check.eligibleLevel.toPass', { level })
        : say('check.eligibleLevel.later', { level, day });
    return failed(say('check.eligibleLevel.failed', { level }), toPass);
  }
  const either = { level, competencies: joinedByOr(names) };
  return failed(
    sayOfNumber('check.eligibleLevel.withheld', names.length, { level, competencies: joinedByAnd(names) }),
    day === null
      ? say('check.eligibleLevel.withheld.toPass', either)
      : say('check.eligibleLevel.withheld.later', { ...either, day }),
  );
}

function windowInWords(window: RenewalWindow | null): CheckInWords {
  if (window === null) return failed(say('check.renewalWindow.none'), say('check.renewalWindow.anew'));
  const days = daysOfWindow(window);
  switch (window.state) {
    case 'not-yet':
      return failed(days, say('check.renewalWindow.wait', { from: window.from }));
    case 'open':
    case 'in-grace':
      return passed(days);
    case 'missed':
      return failed(days, say('check.renewalWindow.anew'));
  }
}

function daysOfWindow({ term, from, until }: RenewalWindow): string {
  return say('check.renewalWindow', { end: term.endsOn, from, until });
}

/** What to order while a term runs. A refunded one cannot be renewed, the highest level not be upgraded. */
function insteadOfNew({ higher, window, passesFrom }: CheckOf<'no-running-term'>): string {
  const levels = joinedByOr(higher.map(levelInWords));
  if (window !== null) {
    return higher.length === 0
      ? say('check.noRunningTerm.renew')
      : say('check.noRunningTerm.renewOrUpgrade', { levels });
  }
  const day = passesFrom ?? '';
  return higher.length === 0
    ? say('check.noRunningTerm.wait', { day })
    : say('check.noRunningTerm.upgradeOrWait', { levels, day });
}

/** What to order while no term runs: in the days of grace only a renewal is possible, and else only a new term. */
function insteadOfUpgrade(window: RenewalWindow | null): string {
  if (window?.state !== 'in-grace') return say('check.renewalWindow.anew');
  return say('check.lowerRunningTerm.late', { end: window.term.endsOn, until: window.until });
}

function both(left: string, right: string): string {
  return say('sentences', { left, right });
}

function passed(inWords: string): CheckInWords {
  return { inWords, toPass: null };
}

function failed(inWords: string, toPass: string): CheckInWords {
  return { inWords, toPass };
}
