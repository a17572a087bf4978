import type { Level, MarketClass, OverrideEffect } from '../rules';
import type { When } from './when';

/** An organization of the demo as it is told; `companyRows` makes rows of it. */
export interface Company extends Address {
  /** How many months ago it joined the programme. */
  readonly monthsHere: number;
  readonly people: readonly Expert[];
  /** So many more people, with names, and with credentials that change nothing. */
  readonly colleagues: number;
  /** In their order, each beginning where its kind says. */
  readonly terms: readonly Term[];
  readonly overrides: readonly Placed[];
  /** What it has used of its benefits, each in the term that ran then. */
  readonly used?: readonly Used[];
  readonly sales: Sales;
}

/** One that is meant to show something; test/server/demo sees that it does, on any day. */
export interface Story extends Company {
  readonly shows: string;
}

export interface Address {
  readonly key: string;
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly market: MarketClass;
  readonly languages: readonly string[];
  readonly description: string;
}

export interface Expert {
  readonly name: string;
  readonly holds?: Holdings;
  readonly admin?: true;
  readonly subject?: string;
  /** When the affiliation begins: when the company joined, unless said. */
  readonly since?: When;
  /** When it ends, in the past or, where a leaving is known, in the future. */
  readonly until?: When;
  readonly formerly?: { readonly at: string; readonly since: When };
}

/** Codes, several joined by spaces, and when they were earned, perhaps with the end: `-21m..3m`. */
export type Holdings = Readonly<Record<string, When | `${When}..${When}` | Revoked>>;

export interface Revoked {
  readonly earned: When;
  readonly revoked: When;
}

export type Term =
  | { readonly kind: 'NEW'; readonly level: Level; readonly on: When }
  /** Bought so many days before the term before it ends (below zero: after), and starts at that end. */
  | {
      readonly kind: 'RENEWAL';
      readonly level: Level;
      readonly daysBefore: number;
      readonly refunded?: When;
    }
  /** Ends the term before it on its own first day. */
  | { readonly kind: 'UPGRADE'; readonly level: Level; readonly on: When };

export interface Placed {
  readonly competency: string;
  readonly effect: OverrideEffect;
  readonly level: Level | null;
  readonly reason: string;
  readonly from: When;
}

export interface Used {
  /** Its key. */
  readonly benefit: string;
  readonly quantity: number;
  readonly on: When;
}

/** By metric: what was sold a month, at the beginning of the records, and by how many percent it grows each month. */
export type Sales = Readonly<Record<string, { readonly monthly: number; readonly growth: number }>>;
