import type { Viewer } from '../auth/viewer';
import type { Database, Reader } from '../db/database';
import type { Catalogue, Day, RunWork } from '../rules';
import type { Loaders } from './loaders';
import type { Meter } from './meter';
import type { DerivationOptions } from '../projection/update-spans';
import type { ProgrammeState } from '../catalogue/known-versions';
import type { Words } from '../messages/words';
import type { Selection } from './selection';

export interface Context {
  readonly requestId: string;
  /** Reloaded after each change: a person who leaves an organization loses access to it from the next field on. */
  readonly viewer: Viewer;
  /** Fixed once, so that a request that runs past midnight uses one day. */
  readonly today: Day;
  readonly now: Date;
  /** Makes sentences in the language of the request. */
  readonly words: Words;
  readonly database: Database;
  readonly reader: Reader;
  /** Loaded once per request, and again only if the loaded state is older than `edition`. */
  programmeState(edition: number): Promise<ProgrammeState>;
  catalogues(): Promise<readonly Catalogue[]>;
  /** The versions that this server has already read. Published versions are permanent, but newer ones may exist. */
  knownCatalogues(): readonly Catalogue[];
  /** Contains every field until the operation is executed. */
  readonly selection: Selection;
  readonly load: Loaders;
  readonly meter: Meter;
  readonly run: RunWork;
  readonly derivation: DerivationOptions;
}
