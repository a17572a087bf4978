import type DataLoader from 'dataloader';
import { renewed } from '../auth/authenticate';
import type { Viewer } from '../auth/viewer';
import type { Database, Dialect, Reader, Transaction } from '../db/database';
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
import { childrenLoader, rowLoader } from './load-rows';

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
  readonly affiliationsOfEmployee: DataLoader<string, readonly AffiliationRow[]>;
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

export function createContext({ catalogues, database, viewer, ...options }: ContextOptions): Context {
  const reader: Reader = database;
  let versions: Promise<readonly Catalogue[]> | undefined;
  let asked = viewer;
  let load = loadersOf(reader, database.dialect);
  // Apollo copies what a context itself has when an operation begins; what is renewed is asked of its prototype.
  const renewing = {
    get viewer() {
      return asked;
    },
    get load() {
      return load;
    },
  };
  // An object has what its prototype has.
  return Object.assign(Object.create(renewing) as typeof renewing, {
    ...options,
    reader,
    database: {
      ...database,
      async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
        try {
          const result = await database.transaction(work);
          asked = await renewed(reader, asked, options.today);
          return result;
        } finally {
          // What was read before a change may be outdated after it.
          versions = undefined;
          load = loadersOf(reader, database.dialect);
        }
      },
    },
    catalogues: () => (versions ??= catalogues.upToDate(reader)),
  });
}

function loadersOf(reader: Reader, dialect: Dialect): Loaders {
  return {
    organization: rowLoader(reader, 'organization'),
    employee: rowLoader(reader, 'employee'),
    affiliation: rowLoader(reader, 'affiliation'),
    affiliationsOfEmployee: childrenLoader(reader, 'affiliation', 'employeeId'),
    achievement: rowLoader(reader, 'achievement'),
    override: rowLoader(reader, 'competency_override'),
    membership: rowLoader(reader, 'membership'),
    invitation: rowLoader(reader, 'invitation'),
    apiKey: rowLoader(reader, 'api_key'),
    auditEntry: rowLoader(reader, 'audit_entry'),
    children: childLoader(reader, dialect),
  };
}
