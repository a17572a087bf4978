import type DataLoader from 'dataloader';
import { renewed } from '../auth/authenticate';
import type { Viewer } from '../auth/viewer';
import type { Database, Dialect, Reader } from '../db/database';
import type {
  AchievementRow,
  AffiliationRow,
  ApiKeyRow,
  AuditEntryRow,
  CompetencyOverrideRow,
  EmployeeRow,
  InvitationRow,
  MembershipRow,
  OrganizationRow,
} from '../db/entities';
import type { Catalogue, Day } from '../rules';
import type { Catalogues } from './catalogues';
import { childLoader, type ChildLoader } from './load-children';
import { rowLoader } from './load-rows';

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
  /** Every version of the catalogue, asked for at most once a request. */
  catalogues(): Promise<readonly Catalogue[]>;
  readonly load: Loaders;
}

export interface Loaders {
  readonly organization: DataLoader<string, OrganizationRow | null>;
  readonly employee: DataLoader<string, EmployeeRow | null>;
  readonly affiliation: DataLoader<string, AffiliationRow | null>;
  readonly achievement: DataLoader<string, AchievementRow | null>;
  readonly override: DataLoader<string, CompetencyOverrideRow | null>;
  readonly membership: DataLoader<string, MembershipRow | null>;
  readonly invitation: DataLoader<string, InvitationRow | null>;
  readonly apiKey: DataLoader<string, ApiKeyRow | null>;
  readonly auditEntry: DataLoader<string, AuditEntryRow | null>;
  /** For `childPage` (paging.ts). */
  readonly children: ChildLoader;
}

export interface ContextOptions {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly today: Day;
  readonly now: Date;
  readonly database: Database;
  readonly catalogues: Catalogues;
}

export function createContext({ catalogues, database, ...options }: ContextOptions): Context {
  const reader: Reader = database;
  let { viewer } = options;
  let versions: Promise<readonly Catalogue[]> | undefined;
  let load = loadersOf(reader, database.dialect);
  return {
    ...options,
    get viewer() {
      return viewer;
    },
    reader,
    database: {
      ...database,
      async transaction(work) {
        try {
          const result = await database.transaction(work);
          viewer = await renewed(reader, viewer, options.today);
          return result;
        } finally {
          // What was read before a change may be outdated after it.
          versions = undefined;
          load = loadersOf(reader, database.dialect);
        }
      },
    },
    catalogues: () => (versions ??= catalogues.upToDate(reader)),
    get load() {
      return load;
    },
  };
}

function loadersOf(reader: Reader, dialect: Dialect): Loaders {
  return {
    organization: rowLoader(reader, 'organization'),
    employee: rowLoader(reader, 'employee'),
    affiliation: rowLoader(reader, 'affiliation'),
    achievement: rowLoader(reader, 'achievement'),
    override: rowLoader(reader, 'competency_override'),
    membership: rowLoader(reader, 'membership'),
    invitation: rowLoader(reader, 'invitation'),
    apiKey: rowLoader(reader, 'api_key'),
    auditEntry: rowLoader(reader, 'audit_entry'),
    children: childLoader(reader, dialect),
  };
}
