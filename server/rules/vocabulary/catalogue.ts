import type { Day } from './day';
import type { Level } from './level';

/** The programme's rules as data: one version of the catalogue. */
export interface Catalogue {
  /** 1, 2, 3 …; a higher number applies from a later day. */
  readonly version: number;
  /** The first day judged by this version; null: from the beginning of time (version 1 only). */
  readonly appliesFrom: Day | null;
  readonly centers: readonly Center[];
  readonly metrics: readonly Metric[];
  readonly credentials: readonly Credential[];
  readonly competencies: readonly Competency[];
  readonly offers: readonly Offer[];
  readonly benefits: readonly Benefit[];
  readonly policy: Policy;
}

export const MARKET_CLASSES = ['DEVELOPED', 'DEVELOPING'] as const;
export type MarketClass = (typeof MARKET_CLASSES)[number];

export interface Center {
  readonly key: string;
  readonly name: string;
}

export interface Metric {
  readonly key: string;
  readonly unit: string;
}

export const CREDENTIAL_KINDS = ['EXAM', 'CERTIFICATION', 'ASSESSMENT'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

export interface Credential {
  readonly code: string;
  readonly kind: CredentialKind;
  readonly title: string;
  /** How long an achievement without an expiry of its own counts; null: for ever. */
  readonly validityMonths: number | null;
  /** The last day on which one can register for it. */
  readonly lastRegistrationOn: Day | null;
  /** From this day on nobody can earn it. Retirement alone never ends acceptance. */
  readonly retiresOn: Day | null;
  /** The first day on which it no longer counts. */
  readonly acceptedUntil: Day | null;
  readonly replacedBy: string | null;
}

export interface Competency {
  readonly key: string;
  readonly name: string;
  readonly center: string;
  /** From this day on it is neither attained nor granted. */
  readonly retiredOn: Day | null;
  readonly paths: readonly AttainmentPath[];
}

/** One way to reach one level. Paths do not mix: all requirements of one path must hold. */
export interface AttainmentPath {
  readonly key: string;
  readonly name: string;
  readonly level: Level;
  readonly effectiveFrom: Day | null;
  readonly effectiveUntil: Day | null;
  readonly requirements: readonly Requirement[];
}

export type Requirement = PeopleRequirement | MetricRequirement | AllRequirement | AnyRequirement;

/** Its groups are different people: a person fills one slot in it. */
export interface PeopleRequirement {
  readonly kind: 'people';
  readonly groups: readonly PeopleGroup[];
}

export interface PeopleGroup {
  readonly count: number;
  readonly each: Need;
  /** `count` of those same people also satisfy a second need. */
  readonly ofThose: { readonly count: number; readonly each: Need } | null;
}

export interface MetricRequirement {
  readonly kind: 'metric';
  readonly metric: string;
  readonly months: number;
  /** In hundredths; null closes the path to that market. */
  readonly atLeast: Readonly<Record<MarketClass, number | null>>;
}

export interface AllRequirement {
  readonly kind: 'all';
  readonly of: readonly Requirement[];
}

export interface AnyRequirement {
  readonly kind: 'any';
  readonly of: readonly Requirement[];
}

/** What one person must hold. */
export type Need =
  | { readonly kind: 'credential'; readonly code: string }
  | { readonly kind: 'all'; readonly of: readonly Need[] }
  | { readonly kind: 'any'; readonly of: readonly Need[] };

/** Money as the catalogue states it, in hundredths of the currency's unit. */
export interface Price {
  readonly hundredths: number;
  readonly currency: string;
}

export interface Offer {
  readonly key: string;
  readonly level: Level;
  readonly price: Price;
}

export interface Benefit {
  /** Not unique: the same key at a higher level replaces the quantity of the lower one. */
  readonly key: string;
  readonly name: string;
  readonly scope: BenefitScope;
  readonly quantity: number;
  readonly value: Price | null;
  readonly price: Price | null;
}

/** A benefit belongs to a membership level or, with a competency, to that competency at a level. */
export interface BenefitScope {
  readonly level: Level;
  readonly competency: string | null;
}

export interface Policy {
  readonly timeZone: string;
  readonly termMonths: number;
  readonly renewalOpensDaysBefore: number;
  readonly renewalClosesDaysAfter: number;
  readonly overrideMonths: number;
  readonly upgradeDiscountPercent: number;
  readonly refundDays: number;
  readonly associationsPerYear: number;
  readonly daysBetweenAssociations: number;
  readonly reminderDays: readonly number[];
}
