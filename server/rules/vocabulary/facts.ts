import type { MarketClass, Price } from './catalogue';
import type { Day, Month } from './day';
import type { Level } from './level';
import type { Span } from './span';

/** Everything stored about one organization that its status depends on. The order of no list matters. */
export interface Facts {
  readonly market: MarketClass;
  readonly people: readonly Person[];
  readonly metrics: readonly MetricRecord[];
  /** The vendor's, the same for every organization. */
  readonly closings: readonly MonthClosing[];
  readonly overrides: readonly Override[];
  readonly memberships: readonly Membership[];
}

export interface Person {
  readonly id: string;
  /** The spans of affiliation with this organization; a person may leave and return. */
  readonly affiliations: readonly Span[];
  readonly achievements: readonly Achievement[];
}

export interface Achievement {
  readonly id: string;
  readonly credential: string;
  readonly earnedOn: Day;
  readonly expiry: Expiry;
  readonly revokedOn: Day | null;
}

/**
 * When an achievement ends by itself: on a given day; never, because its source says so; or, where the
 * source says nothing, by the validity of its credential.
 */
export type Expiry =
  { readonly kind: 'on'; readonly day: Day } | { readonly kind: 'never' } | { readonly kind: 'by-validity' };

export interface MetricRecord {
  readonly metric: string;
  readonly month: Month;
  readonly hundredths: number;
}

export interface MonthClosing {
  readonly month: Month;
  readonly closedOn: Day;
}

export type Override = Span & {
  readonly id: string;
  readonly competency: string;
  readonly from: Day;
} & (
    | { readonly effect: 'GRANT'; readonly level: Level }
    | { readonly effect: 'WITHHOLD'; readonly level: null }
  );

export const OVERRIDE_EFFECTS = ['GRANT', 'WITHHOLD'] as const;
export type OverrideEffect = (typeof OVERRIDE_EFFECTS)[number];

/** A term: the days `[startsOn, endsOn)`. An empty one (a refunded renewal) never runs. */
export interface Membership {
  readonly id: string;
  readonly level: Level;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly refundedOn: Day | null;
}

/** A term with what its order was: no status depends on it, but prices and refunds do. */
export interface PaidTerm extends Membership {
  readonly purchasedOn: Day;
  readonly paid: Price;
}

/** The facts of one organization that orders are judged by. */
export interface MemberFacts extends Facts {
  readonly memberships: readonly PaidTerm[];
}

/** Some of a benefit was used, in this term. */
export interface Redemption {
  readonly membership: string;
  /** The key of the benefit. */
  readonly benefit: string;
  readonly quantity: number;
  readonly redeemedOn: Day;
}
