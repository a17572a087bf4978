import type { Viewer } from '../auth/viewer';
import type { Database, Reader } from '../db/database';
import type { Catalogue, Day, Run } from '../rules';
import type { Loaders } from './loaders';
import type { Meter } from './meter';
import type { Deriving } from '../projection/update-spans';
import type { ProgrammeState } from '../catalogue/known-versions';
import type { Selection } from './selection';

/** What lives as long as one request. */
export interface Context {
  readonly requestId: string;
  /** Renewed after each change: whoever leaves an organization is a stranger to it from the next field on. */
  readonly viewer: Viewer;
  /** Decided once, so that a request that spans midnight has one today. */
  readonly today: Day;
  readonly now: Date;
  readonly database: Database;
  readonly reader: Reader;
  /** Asked for at most once a request, unless an edition has come meanwhile that it is to have. */
  programme(edition: number): Promise<ProgrammeState>;
  /** Every version of the catalogue. */
  catalogues(): Promise<readonly Catalogue[]>;
  /** Those that this server has read so far: what is in one of them is in the programme for good. */
  knownCatalogues(): readonly Catalogue[];
  /** Nothing is known of it before an operation is executed. */
  readonly selection: Selection;
  readonly load: Loaders;
  /** By which the request pays for what it evaluates. */
  readonly meter: Meter;
  /** Runs long work in slices, so that other requests are served in between. */
  readonly run: Run;
  /** How commands derive what follows from the facts that they write. */
  readonly deriving: Deriving;
}
