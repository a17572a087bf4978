import type {
  Discount as DiscountSource,
  MembershipOrder,
} from '../../../schema/memberships/membership-quote';
import { inSequence, sentence, type Sentence } from '../../messages';
import {
  lastDayOf,
  profileAfterStepwise,
  type Catalogue,
  type Day,
  type Discount,
  type Order,
  type Price,
  type ProfileChange,
  type Quote,
  type ShortenedTerm,
} from '../../rules';
import { required } from '../../request/required';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { catalogueOf, CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { presentMembershipCredit } from './membership-credit';
import { programmeOf } from '../catalogue/programme';
import { inWords } from '../in-words';
import { presentMoney } from '../money';
import { presentPurchaseCheck } from './purchase-check';
import { purchaseCheckInWords } from './purchase-checks-in-words';

export function presentMembershipQuote(quote: Quote, organization: OrganizationOnDay) {
  const { catalogue, day } = organization;
  const onDay = catalogueOf(organization);
  const { offer: offers } = onDay.inForce;
  const { kind, possibleKinds, order, checks } = quote;
  return {
    __typename: 'MembershipQuote' as const,
    on: day,
    offer: required(offers.get(quote.offer.key)),
    kind,
    possibleKinds,
    mayBePurchased: checks.every(({ passed }) => passed),
    checks: checks.map((check) => presentPurchaseCheck(check, catalogue, onDay)),
    order: order && presentOrder(order),
    // Evaluates the profile on two days, so it runs only if the query selects it.
    profileAfter: () => order && presentProfile(organization, order),
    inWords: inWords(() => quoteInWords(quote, catalogue, day)),
  };
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
  const catalogue = new CatalogueOnDay(programmeOf(organization), on);
  return {
    on,
    changes: changes.map((change) => {
      const competency = catalogue.competency(change.competency);
      return { ...change, competency, inWords: inWords(changeInWords(change, competency.name)) };
    }),
  };
}

function changeInWords({ before, after }: ProfileChange, competency: string): Sentence {
  if (after === null) {
    if (before === null) throw new Error('A competency that is on neither profile has not changed.');
    return sentence('quote.profile.lost', { competency, before });
  }
  return before === null
    ? sentence('quote.profile.gained', { competency, after })
    : sentence('quote.profile.changed', { competency, before, after });
}

function quoteInWords({ kind, order, checks }: Quote, catalogue: Catalogue, on: Day): Sentence {
  const failed = checks.filter(({ passed }) => !passed);
  if (kind !== null && order !== null && failed.length === 0) {
    const { level, from, until, total } = order;
    const term = { level, from, until };
    // Only the credits of an upgrade can exceed the price.
    return total.minorUnits < 0
      ? sentence('quote.UPGRADE.paidBack', { ...term, back: negated(total) })
      : sentence(`quote.${kind}`, { ...term, total });
  }
  const reasons = failed.map((check) => purchaseCheckInWords(check, catalogue).inWords);
  return inSequence(sentence('quote.refused', { on }), reasons);
}

function negated({ minorUnits, currency }: Price): Price {
  return { minorUnits: -minorUnits, currency };
}
