import type {
  PurchaseCheck as PurchaseCheckSource,
  PurchaseCheckKey,
} from '../../../schema/memberships/membership-quote';
import type { Catalogue, PurchaseCheck } from '../../rules';
import { inWords } from '../in-words';
import { purchaseCheckInWords } from './purchase-checks-in-words';

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

export function presentPurchaseCheck(check: PurchaseCheck, catalogue: Catalogue): PurchaseCheckSource {
  const { key, passed, passesFrom } = check;
  const described = purchaseCheckInWords(check, catalogue);
  return {
    key: KEYS[key],
    passed,
    passesFrom,
    inWords: inWords(described.inWords),
    toPass: described.toPass && inWords(described.toPass),
  };
}
