import { sentence, type Sentence } from '../../messages';
import type { Catalogue, PurchaseCheck, RenewalWindow } from '../../rules';

type CheckOf<Key extends PurchaseCheck['key']> = Extract<PurchaseCheck, { key: Key }>;

export interface CheckInWords {
  readonly inWords: Sentence;
  /** Advice on how to pass the check; null if it has passed. */
  readonly toPass: Sentence | null;
}

/** `catalogue` is the version in force on the day of the purchase. */
export function purchaseCheckInWords(check: PurchaseCheck, catalogue: Catalogue): CheckInWords {
  switch (check.key) {
    case 'eligible-level':
      return levelCheckInWords(check, catalogue);
    case 'kind-chosen': {
      const { kind } = check;
      if (kind !== null) return passed(sentence(`check.kindChosen.${kind}`));
      // A renewal and an upgrade are the only kinds that can be possible at the same time.
      return failed(sentence('check.kindChosen.failed'), sentence('check.kindChosen.toPass'));
    }
    case 'no-running-term': {
      if (check.running === null) return passed(sentence('check.noRunningTerm.passed'));
      const { level, until } = check.running;
      return failed(sentence('check.noRunningTerm.failed', { level, until }), alternativeToNew(check));
    }
    case 'not-in-grace': {
      if (check.passed || check.window === null) return passed(sentence('check.notInGrace.passed'));
      const { term, until } = check.window;
      return failed(
        sentence('check.notInGrace.failed', { end: term.until, until }),
        sentence('check.notInGrace.toPass', { until: check.passesFrom ?? until }),
      );
    }
    case 'renewal-window':
      return windowInWords(check.window);
    case 'lower-running-term': {
      if (check.running === null)
        return failed(sentence('check.lowerRunningTerm.none'), alternativeToUpgrade(check.window));
      const { level: running, until } = check.running;
      const values = { running, level: check.level, until };
      if (check.passed) return passed(sentence('check.lowerRunningTerm.passed', values));
      return failed(
        sentence('check.lowerRunningTerm.failed', values),
        check.window === null
          ? sentence('check.lowerRunningTerm.wait', { until })
          : sentence('check.noRunningTerm.renew', daysOf(check.window)),
      );
    }
    case 'no-later-term': {
      if (check.other === null) return passed(sentence('check.noLaterTerm.passed'));
      const { level, from, until } = check.other;
      return failed(
        sentence('check.noLaterTerm.failed', { level, from, until }),
        sentence('check.noLaterTerm.toPass'),
      );
    }
    case 'within-calendar':
      return failed(
        sentence('check.withinCalendar.failed', { from: check.from }),
        sentence('check.withinCalendar.toPass'),
      );
    case 'credit-in-currency': {
      const { currency, other } = check;
      return other === null
        ? passed(sentence('check.creditInCurrency.passed', { currency }))
        : failed(
            sentence('check.creditInCurrency.failed', { other, currency }),
            sentence('check.creditInCurrency.toPass'),
          );
    }
  }
}

function levelCheckInWords(check: CheckOf<'eligible-level'>, { competencies }: Catalogue): CheckInWords {
  const { level, withheld, passesFrom: day } = check;
  if (check.passed) return passed(sentence('check.eligibleLevel.passed', { level }));
  const names = competencies.filter(({ key }) => withheld.includes(key)).map(({ name }) => name);
  if (names.length === 0) {
    const toPass =
      day === null
        ? sentence('check.eligibleLevel.toPass', { level })
        : sentence('check.eligibleLevel.later', { level, day });
    return failed(sentence('check.eligibleLevel.failed', { level }), toPass);
  }
  const anyOfThem = { level, competencies: names };
  return failed(
    sentence('check.eligibleLevel.withheld', { count: names.length, level, competencies: names }),
    day === null
      ? sentence('check.eligibleLevel.withheld.toPass', anyOfThem)
      : sentence('check.eligibleLevel.withheld.later', { ...anyOfThem, day }),
  );
}

function windowInWords(window: RenewalWindow | null): CheckInWords {
  if (window === null)
    return failed(sentence('check.renewalWindow.none'), sentence('check.renewalWindow.orderNew'));
  const days = daysOf(window);
  switch (window.state) {
    case 'not-yet':
      return failed(
        sentence('check.renewalWindow.notYet', days),
        sentence('check.renewalWindow.wait', { from: window.from }),
      );
    case 'open':
    case 'in-grace':
      return passed(sentence('check.renewalWindow.open', days));
    case 'missed':
      return failed(sentence('check.renewalWindow.missed', days), sentence('check.renewalWindow.orderNew'));
  }
}

function daysOf({ term, from, until }: RenewalWindow) {
  return { end: term.until, from, until };
}

/** Suggests an order while a term runs. A refunded term cannot be renewed, and the highest level cannot be upgraded. */
function alternativeToNew({ higher, window, passesFrom }: CheckOf<'no-running-term'>): Sentence {
  const levels = higher.map((level) => sentence(`level.${level}`));
  if (window !== null) {
    return higher.length === 0
      ? sentence('check.noRunningTerm.renew', daysOf(window))
      : sentence('check.noRunningTerm.renewOrUpgrade', { levels, ...daysOf(window) });
  }
  if (passesFrom === null) throw new Error('A check that waits for the running term has a day.');
  const day = passesFrom;
  return higher.length === 0
    ? sentence('check.noRunningTerm.wait', { day })
    : sentence('check.noRunningTerm.upgradeOrWait', { levels, day });
}

function alternativeToUpgrade(window: RenewalWindow | null): Sentence {
  if (window?.state !== 'in-grace') return sentence('check.renewalWindow.orderNew');
  return sentence('check.lowerRunningTerm.late', { end: window.term.until, until: window.until });
}

function passed(inWords: Sentence): CheckInWords {
  return { inWords, toPass: null };
}

function failed(inWords: Sentence, toPass: Sentence): CheckInWords {
  return { inWords, toPass };
}
