import {
  day,
  versionOn,
  type Catalogue,
  type Day,
  type Level,
  type MemberFacts,
  type Offer,
  type PaidTerm,
  type Policy,
  type Price,
  type Redemption,
} from '../../server/rules';
import { catalogue2017, type EditableJson } from './catalogue';
import { factsFromCase, term } from './written-facts';

export const usd = (minorUnits: number): Price => ({ minorUnits, currency: 'USD' });

interface TermOptions {
  readonly id?: string;
  readonly until?: string;
  readonly purchasedOn?: string;
  readonly paid?: Price;
  readonly refundedOn?: string;
}

/** A paid term. Defaults: one year that was bought on its first day for USD 1,850. */
export function paidTerm(
  level: Level,
  from: string,
  { id = from, until, purchasedOn = from, paid = usd(185_000), refundedOn }: TermOptions = {},
): PaidTerm {
  return {
    id,
    level,
    from: day(from),
    until: day(until ?? term(level, from).endsOn),
    purchasedOn: day(purchasedOn),
    paid,
    refundedOn: refundedOn === undefined ? null : day(refundedOn),
  };
}

/** Facts with these terms. `written` holds the other facts in the format of a case file. */
export function memberFacts(memberships: readonly PaidTerm[], written: EditableJson = {}): MemberFacts {
  return { ...factsFromCase(written), memberships };
}

export function redemption(membership: string, benefit: string, quantity: number, on: string): Redemption {
  return { membership, benefit, quantity, redeemedOn: day(on) };
}

export function withPolicy(policy: Partial<Policy>, catalogue = catalogue2017): Catalogue {
  return { ...catalogue, policy: { ...catalogue.policy, ...policy } };
}

export function offerOf(versions: readonly Catalogue[], level: Level, on: Day): Offer {
  const offer = versionOn(versions, on).offers.find((one) => one.level === level);
  if (offer === undefined) throw new Error(`No membership is on sale at ${level}.`);
  return offer;
}
