import type { Level, MarketClass, OverrideEffect } from '../rules';
import type { DemoDay } from './demo-day';

export interface Company extends CompanyProfile {
  readonly monthsInProgramme: number;
  readonly people: readonly DemoPerson[];
  readonly colleagues: number;
  /** In chronological order. */
  readonly terms: readonly Term[];
  readonly overrides: readonly DemoOverride[];
  /** Each redemption belongs to the term that was running on its day. */
  readonly redemptions?: readonly DemoRedemption[];
  readonly sales: Sales;
}

/** A company that demonstrates an aspect of the programme. test/server/demo checks it on many days. */
export interface ShowcaseCompany extends Company {
  readonly shows: string;
}

export interface CompanyProfile {
  readonly key: string;
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly market: MarketClass;
  readonly languages: readonly string[];
  readonly description: string;
}

export interface DemoPerson {
  readonly name: string;
  readonly holdings?: Holdings;
  readonly admin?: true;
  readonly subject?: string;
  /** Start of the affiliation; by default, the day on which the company joined. */
  readonly since?: DemoDay;
  readonly until?: DemoDay;
  readonly formerly?: { readonly at: string; readonly since: DemoDay };
}

/**
 * Maps codes, joined by spaces, to the day on which they were earned and, optionally, the day on which they expire,
 * such as `-21m..3m`.
 */
export type Holdings = Readonly<Record<string, DemoDay | `${DemoDay}..${DemoDay}` | RevokedHolding>>;

export interface RevokedHolding {
  readonly earned: DemoDay;
  readonly revoked: DemoDay;
}

export type Term =
  | { readonly kind: 'NEW'; readonly level: Level; readonly on: DemoDay }
  /**
   * Starts when the previous term ends. `daysBefore` counts the days from purchase to start; negative after a late
   * purchase.
   */
  | {
      readonly kind: 'RENEWAL';
      readonly level: Level;
      readonly daysBefore: number;
      readonly refunded?: DemoDay;
    }
  /** Starts on the day `on`, and ends the previous term on that day. */
  | { readonly kind: 'UPGRADE'; readonly level: Level; readonly on: DemoDay };

export interface DemoOverride {
  readonly competency: string;
  readonly effect: OverrideEffect;
  readonly level: Level | null;
  readonly reason: string;
  readonly from: DemoDay;
}

export interface DemoRedemption {
  readonly benefit: string;
  readonly quantity: number;
  readonly on: DemoDay;
}

/** By metric: the amount of the first recorded month, and its monthly growth in percent. */
export type Sales = Readonly<Record<string, { readonly monthly: number; readonly growth: number }>>;
