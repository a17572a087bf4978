import type { MarketClass, Price } from './catalogue';
import type { Day, Month } from './day';
import type { Level } from './level';
import type { Span } from './span';

/** The stored facts that determine the status of one organization. The order of the lists has no effect. */
export interface Facts {
  readonly market: MarketClass;
  readonly people: readonly Person[];
  readonly metrics: readonly MetricRecord[];
  /** The months that the vendor has closed, which are the same for all organizations. */
  readonly closings: readonly MonthClosing[];
  readonly overrides: readonly Override[];
  readonly memberships: readonly Membership[];
}

export interface Person {
  readonly id: string;
  /** Affiliations with this organization. A person can leave and return. */
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
 * The expiry of an achievement: on a day or never if its source says so, otherwise by the validity of its credential.
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

/** A term. An empty term, such as a refunded renewal, never runs. */
export interface Membership extends Span {
  readonly id: string;
  readonly level: Level;
  readonly from: Day;
  readonly until: Day;
  readonly refundedOn: Day | null;
}

/** A term with the data of its order. Prices and refunds depend on this data; statuses do not. */
export interface PaidTerm extends Membership {
  readonly purchasedOn: Day;
  readonly paid: Price;
}

export interface MemberFacts extends Facts {
  readonly memberships: readonly PaidTerm[];
}

export interface Redemption {
  readonly membership: string;
  readonly benefit: string;
  readonly quantity: number;
  readonly redeemedOn: Day;
}
