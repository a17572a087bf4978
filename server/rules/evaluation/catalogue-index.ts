import type { Catalogue, Credential } from '../vocabulary/catalogue';
import type { NeedTable } from './needs';
import type { MetricWindow } from './metric-windows';

/** All that the paths of one catalogue version ask, each thing once, and whom it concerns when an answer changes. */
export interface CatalogueIndex {
  readonly catalogue: Catalogue;
  readonly needs: NeedTable;
  readonly windows: readonly MetricWindow[];
  /** By metric: its windows, by their place. */
  readonly windowsOfMetric: ReadonlyMap<string, readonly number[]>;
  /** The credentials on paths, by code. An achievement of any other never matters. */
  readonly credentials: ReadonlyMap<string, IndexedCredential>;
  /** By need: the competencies, by index, that have slots for it. */
  readonly competenciesOfNeed: readonly (readonly number[])[];
  readonly competenciesOfWindow: readonly (readonly number[])[];
}

export interface IndexedCredential {
  readonly credential: Credential;
  /** The need for this credential alone. */
  readonly need: number;
}
