import type { PurchaseCheckKey } from '../../../schema/memberships/purchase-check';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import {
  levelsAbove,
  type Catalogue,
  type Membership,
  type PurchaseCheck,
  type RenewalWindow,
} from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { inWords } from '../in-words';
import { presentMembership, type MembershipSource } from './membership';
import { purchaseCheckInWords } from './purchase-checks-in-words';
import { presentRenewalWindow } from './renewal-window';

export type PurchaseCheckSource = ReturnType<typeof presentPurchaseCheck>;

const KEYS: Readonly<Record<PurchaseCheck['key'], PurchaseCheckKey>> = {
  'eligible-level': 'ELIGIBLE_LEVEL',
  'kind-chosen': 'KIND_CHOSEN',
  'no-running-term': 'NO_RUNNING_TERM',
  'not-in-grace': 'NOT_IN_GRACE',
  'renewal-window': 'RENEWAL_WINDOW',
  'lower-running-term': 'LOWER_RUNNING_TERM',
  'no-later-term': 'NO_LATER_TERM',
  'credit-in-currency': 'CREDIT_IN_CURRENCY',
  'within-calendar': 'WITHIN_CALENDAR',
};

/** `version` is the version in force on the day of the purchase. */
export function presentPurchaseCheck(check: PurchaseCheck, version: Catalogue, catalogue: CatalogueOnDay) {
  const { key, passed, passesFrom } = check;
  const described = purchaseCheckInWords(check, version);
  return {
    ...valuesOf(check, catalogue),
    key: KEYS[key],
    passed,
    passesFrom,
    inWords: inWords(described.inWords),
    toPass: described.toPass && inWords(described.toPass),
  };
}

function valuesOf(check: PurchaseCheck, catalogue: CatalogueOnDay) {
  switch (check.key) {
    case 'eligible-level':
      return {
        __typename: 'EligibilityCheck',
        requiredLevel: check.level,
        eligibleLevels: check.eligible,
        withheldCompetencies: check.withheld.map((key) => catalogue.competency(key)),
      } as const;
    case 'kind-chosen':
      return { __typename: 'KindCheck', possibleKinds: check.kinds } as const;
    case 'no-running-term':
    case 'lower-running-term':
      return {
        __typename: 'RunningTermCheck',
        runningTerm: loadedTerm(check.running),
        upgradeLevels: check.running === null ? [] : levelsAbove(check.running.level),
        renewalWindow: windowOf(check.window),
      } as const;
    case 'not-in-grace':
    case 'renewal-window':
      return { __typename: 'RenewalWindowCheck', renewalWindow: windowOf(check.window) } as const;
    case 'no-later-term':
      return { __typename: 'LaterTermCheck', laterTerm: loadedTerm(check.other) } as const;
    case 'credit-in-currency':
      return {
        __typename: 'CurrencyCheck',
        currency: check.currency,
        otherCurrency: check.other,
      } as const;
    case 'within-calendar':
      return { __typename: 'CalendarCheck', from: check.from } as const;
  }
}

function windowOf(window: RenewalWindow | null) {
  return window && presentRenewalWindow(window, loadedTerm(window.term));
}

/** The rules know a term without its payment, so its row is loaded when the query selects it. */
function loadedTerm(term: Membership): (args: unknown, context: Context) => Promise<MembershipSource>;
function loadedTerm(
  term: Membership | null,
): ((args: unknown, context: Context) => Promise<MembershipSource>) | null;
function loadedTerm(term: Membership | null) {
  if (term === null) return null;
  return async (_args: unknown, { load }: Context) =>
    presentMembership(required(await load.membership.load(term.id)));
}
