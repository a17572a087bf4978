import type {
  Discount as DiscountSource,
  MembershipOrder,
  PurchaseCheck as PurchaseCheckSource,
  PurchaseCheckKey,
} from '../../../schema/memberships/membership-quote';
import { levelInWords, moneyInWords, say } from '../../messages';
import { purchaseCheckInWords } from '../../messages/purchase-checks-in-words';
import {
  lastDayOf,
  profileAfterStepwise,
  type Catalogue,
  type Day,
  type Discount,
  type Order,
  type Price,
  type ProfileChange,
  type PurchaseCheck,
  type Quote,
  type ShortenedTerm,
} from '../../rules';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { presentCatalogue } from '../catalogue/catalogue';
import { presentMembershipCredit } from './membership-credit';
import { presentMoney } from '../money';

export function presentMembershipQuote(quote: Quote, organization: OrganizationOnDay) {
  const { catalogue, day } = organization;
  const { offers } = presentCatalogue(catalogue).catalogue;
  const { kind, possibleKinds, order, checks } = quote;
  return {
    __typename: 'MembershipQuote' as const,
    on: day,
    offer: offers.find(({ key }) => key === quote.offer.key),
    kind,
    possibleKinds,
    mayBePurchased: checks.every(({ passed }) => passed),
    checks: checks.map((check) => presentCheck(check, catalogue)),
    order: order && presentOrder(order),
    // Evaluates the profile on two days, so it runs only if the query selects it.
    profileAfter: () => order && presentProfile(organization, order),
    inWords: inWords(quote, catalogue, day),
  };
}

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

function presentCheck(check: PurchaseCheck, catalogue: Catalogue): PurchaseCheckSource {
  const { key, passed, passesFrom } = check;
  return { key: KEYS[key], passed, passesFrom, ...purchaseCheckInWords(check, catalogue) };
}

function presentOrder({ from, until, listPrice, discounts, credits, total, ends }: Order) {
  return {
    from,
    until,
    lastDay: lastDayOf({ from, until }),
    listPrice: presentMoney(listPrice),
    discounts: discounts.map(presentDiscount),
    credits: credits.map(({ term, price }) => presentMembershipCredit(term, price)),
    total: presentMoney(total),
    shortens: ends.map(presentShortenedTerm),
  } satisfies { [Field in keyof MembershipOrder]: unknown };
}

function presentShortenedTerm({ term, ...span }: ShortenedTerm) {
  return { membershipId: term, ...span, lastDay: lastDayOf(span) };
}

const REASONS = { upgrade: 'UPGRADE' } as const;

function presentDiscount({ reason, percent, price }: Discount): DiscountSource {
  return { reason: REASONS[reason], percent, amount: presentMoney(price) };
}

async function presentProfile(organization: OrganizationOnDay, order: Order) {
  const { level, from, until, ends } = order;
  const cacheKey = JSON.stringify(['profile', level, from, until, ends.map(({ term }) => term)]);
  const { day: on, changes } = await organization.derive('quote', cacheKey, (versions, facts, day) =>
    profileAfterStepwise(versions, facts, order, day),
  );
  const catalogue = new CatalogueOnDay(organization.versions, on);
  return {
    on,
    changes: changes.map((change) => {
      const competency = catalogue.competency(change.competency);
      return { ...change, competency, inWords: changeInWords(change, competency.name) };
    }),
  };
}

function changeInWords({ before, after }: ProfileChange, competency: string): string {
  const values = {
    competency,
    before: before === null ? '' : levelInWords(before),
    after: after === null ? '' : levelInWords(after),
  };
  if (before === null) return say('quote.profile.gained', values);
  return say(after === null ? 'quote.profile.lost' : 'quote.profile.changed', values);
}

function inWords({ kind, order, checks }: Quote, catalogue: Catalogue, on: Day): string {
  const failed = checks.filter(({ passed }) => !passed);
  if (kind !== null && order !== null && failed.length === 0) {
    const { level, from, until, total } = order;
    const term = { level: levelInWords(level), from, until };
    // Only the credits of an upgrade can exceed the price.
    return total.minorUnits < 0
      ? say('quote.UPGRADE.paidBack', { ...term, back: moneyInWords(negated(total)) })
      : say(`quote.${kind}`, { ...term, total: moneyInWords(total) });
  }
  const reasons = failed.map((check) => purchaseCheckInWords(check, catalogue).inWords);
  return [say('quote.refused', { on }), ...reasons].reduce((left, right) =>
    say('sentences', { left, right }),
  );
}

function negated({ minorUnits, currency }: Price): Price {
  return { minorUnits: -minorUnits, currency };
}
