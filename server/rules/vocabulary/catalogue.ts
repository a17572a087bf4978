import type { Day } from './day';
import type { Level } from './level';
import type { LocalizedText } from './localized-text';
import type { Span } from './span';

/** One version of the catalogue: the programme's rules as data. */
export interface Catalogue {
  /** 1, 2, 3 … Of the versions that apply on a day, the highest is in force. */
  readonly version: number;
  /** First day on which this version applies. Null: from the beginning of time (version 1 only). */
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
  readonly name: LocalizedText;
}

export interface Metric {
  readonly key: string;
  readonly name: LocalizedText;
  /** A currency, such as `USD`, or a word, such as `customers`. */
  readonly unit: LocalizedText;
}

export const CREDENTIAL_KINDS = ['EXAM', 'CERTIFICATION', 'ASSESSMENT'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

export interface Credential {
  readonly code: string;
  readonly kind: CredentialKind;
  readonly title: LocalizedText;
  readonly description: LocalizedText | null;
  /** Validity of an achievement that has no expiry of its own. Null: the achievement never expires. */
  readonly validityMonths: number | null;
  readonly lastRegistrationOn: Day | null;
  /** First day on which the credential can no longer be earned. Retirement does not end acceptance. */
  readonly retiresOn: Day | null;
  /** First day on which achievements of this credential no longer count. */
  readonly acceptedUntil: Day | null;
  readonly replacedBy: string | null;
}

export interface Competency {
  readonly key: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly center: string;
  /** First day on which the competency can be neither attained nor granted. */
  readonly retiredOn: Day | null;
  readonly paths: readonly AttainmentPath[];
}

/** One way to reach one level. Paths do not mix: all requirements of one path must hold. */
export interface AttainmentPath extends Span {
  readonly key: string;
  readonly name: LocalizedText;
  readonly level: Level;
  readonly requirements: readonly Requirement[];
}

export type Requirement = PeopleRequirement | MetricRequirement | AllRequirement | AnyRequirement;

/** A person fills at most one slot of a requirement, so its groups consist of different people. */
export interface PeopleRequirement {
  readonly kind: 'people';
  readonly groups: readonly PeopleGroup[];
}

export interface PeopleGroup {
  readonly count: number;
  readonly each: Need;
  /** `count` of the same people also satisfy a second need. */
  readonly ofThose: { readonly count: number; readonly each: Need } | null;
}

export interface MetricRequirement {
  readonly kind: 'metric';
  readonly metric: string;
  readonly months: number;
  /** Threshold in hundredths. Null closes the path to that market class. */
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

export type Need =
  | { readonly kind: 'credential'; readonly code: string }
  | { readonly kind: 'all'; readonly of: readonly Need[] }
  | { readonly kind: 'any'; readonly of: readonly Need[] };

/** An amount of money. */
export interface Price {
  /** Whole minor units of the currency (ISO 4217), such as cents. The yen is its own minor unit. */
  readonly minorUnits: number;
  readonly currency: string;
}

export interface Offer {
  readonly key: string;
  readonly name: LocalizedText;
  readonly level: Level;
  readonly price: Price;
}

export interface Benefit {
  /** Not unique: at a higher level, a benefit with the same key replaces the quantity of the lower level. */
  readonly key: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly scope: BenefitScope;
  readonly quantity: number;
  readonly value: Price | null;
  readonly price: Price | null;
}

/** `level` is a level of the membership or, if `competency` is set, of that competency. */
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
