import type { Catalogue, PurchaseCheck, RenewalWindow } from '../rules';
import { levelInWords, say, sayPlural } from '.';
import { joinedByAnd, joinedByOr } from './language';
import { localized } from './localized';

type CheckOf<Key extends PurchaseCheck['key']> = Extract<PurchaseCheck, { key: Key }>;

export interface CheckInWords {
  readonly inWords: string;
  /** Advice on how to pass the check; null if it has passed. */
  readonly toPass: string | null;
}

/** `catalogue` is the version in force on the day of the purchase. */
export function purchaseCheckInWords(check: PurchaseCheck, catalogue: Catalogue): CheckInWords {
  switch (check.key) {
    case 'eligible-level':
      return levelCheckInWords(check, catalogue);
    case 'kind-chosen': {
      const { kind } = check;
      if (kind !== null) return passed(say(`check.kindChosen.${kind}`));
      // A renewal and an upgrade are the only kinds that can be possible at the same time.
      return failed(say('check.kindChosen.failed'), say('check.kindChosen.toPass'));
    }
    case 'no-running-term': {
      if (check.running === null) return passed(say('check.noRunningTerm.passed'));
      const { level, until: until } = check.running;
      return failed(
        say('check.noRunningTerm.failed', { level: levelInWords(level), until }),
        alternativeToNew(check),
      );
    }
    case 'not-in-grace': {
      if (check.passed || check.window === null) return passed(say('check.notInGrace.passed'));
      const { term, until } = check.window;
      return failed(
        say('check.notInGrace.failed', { end: term.until, until }),
        say('check.notInGrace.toPass', { until: check.passesFrom ?? until }),
      );
    }
    case 'renewal-window':
      return windowInWords(check.window);
    case 'lower-running-term': {
      if (check.running === null)
        return failed(say('check.lowerRunningTerm.none'), alternativeToUpgrade(check.window));
      const { level: running, until: until } = check.running;
      const values = { running: levelInWords(running), level: levelInWords(check.level), until };
      if (check.passed) return passed(say('check.lowerRunningTerm.passed', values));
      return failed(
        say('check.lowerRunningTerm.failed', values),
        check.window === null
          ? say('check.lowerRunningTerm.wait', { until })
          : say('check.noRunningTerm.renew', daysOf(check.window)),
      );
    }
    case 'no-later-term': {
      if (check.other === null) return passed(say('check.noLaterTerm.passed'));
      const { level, from, until } = check.other;
      return failed(
        say('check.noLaterTerm.failed', { level: levelInWords(level), from, until }),
        say('check.noLaterTerm.toPass'),
      );
    }
    case 'within-calendar':
      return failed(
        say('check.withinCalendar.failed', { from: check.from }),
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
  const names = competencies.filter(({ key }) => withheld.includes(key)).map(({ name }) => localized(name));
  if (names.length === 0) {
    const toPass =
      day === null
        ? say('check.eligibleLevel.toPass', { level })
        : say('check.eligibleLevel.later', { level, day });
    return failed(say('check.eligibleLevel.failed', { level }), toPass);
  }
  const anyOfThem = { level, competencies: joinedByOr(names) };
  return failed(
    sayPlural('check.eligibleLevel.withheld', names.length, { level, competencies: joinedByAnd(names) }),
    day === null
      ? say('check.eligibleLevel.withheld.toPass', anyOfThem)
      : say('check.eligibleLevel.withheld.later', { ...anyOfThem, day }),
  );
}

function windowInWords(window: RenewalWindow | null): CheckInWords {
  if (window === null) return failed(say('check.renewalWindow.none'), say('check.renewalWindow.orderNew'));
  const days = daysOf(window);
  switch (window.state) {
    case 'not-yet':
      return failed(
        say('check.renewalWindow.notYet', days),
        say('check.renewalWindow.wait', { from: window.from }),
      );
    case 'open':
    case 'in-grace':
      return passed(say('check.renewalWindow.open', days));
    case 'missed':
      return failed(say('check.renewalWindow.missed', days), say('check.renewalWindow.orderNew'));
  }
}

function daysOf({ term, from, until }: RenewalWindow) {
  return { end: term.until, from, until };
}

/** Suggests an order while a term runs. A refunded term cannot be renewed, and the highest level cannot be upgraded. */
function alternativeToNew({ higher, window, passesFrom }: CheckOf<'no-running-term'>): string {
  const levels = joinedByOr(higher.map(levelInWords));
  if (window !== null) {
    return higher.length === 0
      ? say('check.noRunningTerm.renew', daysOf(window))
      : say('check.noRunningTerm.renewOrUpgrade', { levels, ...daysOf(window) });
  }
  const day = passesFrom ?? '';
  return higher.length === 0
    ? say('check.noRunningTerm.wait', { day })
    : say('check.noRunningTerm.upgradeOrWait', { levels, day });
}

function alternativeToUpgrade(window: RenewalWindow | null): string {
  if (window?.state !== 'in-grace') return say('check.renewalWindow.orderNew');
  return say('check.lowerRunningTerm.late', { end: window.term.until, until: window.until });
}

function passed(inWords: string): CheckInWords {
  return { inWords, toPass: null };
}

function failed(inWords: string, toPass: string): CheckInWords {
  return { inWords, toPass };
}
