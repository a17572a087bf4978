import type { Catalogue, Credential } from '../vocabulary/catalogue';
import type { NeedTable } from './needs';
import type { MetricWindow } from './metric-windows';

export interface CatalogueIndex {
  readonly catalogue: Catalogue;
  readonly needs: NeedTable;
  readonly windows: readonly MetricWindow[];
  readonly windowsOfMetric: ReadonlyMap<string, readonly number[]>;
  /** The credentials that paths ask for, by code. Achievements of other credentials have no effect. */
  readonly credentials: ReadonlyMap<string, IndexedCredential>;
  readonly competenciesOfNeed: readonly (readonly number[])[];
  readonly competenciesOfWindow: readonly (readonly number[])[];
}

export interface IndexedCredential {
  readonly credential: Credential;
  readonly need: number;
}
