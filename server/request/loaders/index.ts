import type DataLoader from 'dataloader';
import type { Dialect } from '../../db/database';
import type {
  AchievementRow,
  AffiliationRow,
  ApiKeyRow,
  AuditEntryRow,
  BenefitRedemptionRow,
  CompetencyOverrideRow,
  EmployeeRow,
  InvitationRow,
  MembershipCreditRow,
  MembershipRow,
  MetricRecordRow,
  MonthClosingRow,
  OrganizationRow,
} from '../../db/entities';
import type { StoredOrganization, StoredTerm } from '../../db/read-facts';
import type { Achievement, Day, MemberFacts, Redemption, RunWork } from '../../rules';
import { catalogueDocumentLoader } from './catalogue-documents';
import { employerLoader } from './employer';
import { achievementLoader, factsLoader } from './facts';
import type { ProgrammeState } from '../../catalogue/known-versions';
import type { ListedOrganization } from '../columns';
import { childLoader, type ChildLoader } from './children';
import { hundredsOf, type Meter } from '../meter';
import { childrenLoader, rowLoader, uniqueLoader } from './rows';
import { metricRecordLoader } from './metric-records';
import { profileLoader, type StoredProfile } from './profiles';
import { redemptionsLoader } from './redemptions';
import { termLoader } from './terms';
import type { BatchingReader } from '../scheduling/answer-pacer';
import { OrganizationOnDay } from '../organization-on-day';
import type { Selection } from '../selection';

export interface Loaders {
  readonly organization: DataLoader<string, ListedOrganization | null>;
  readonly organizationWithKey: DataLoader<string, OrganizationRow | null>;
  readonly employee: DataLoader<string, EmployeeRow | null>;
  readonly affiliation: DataLoader<string, AffiliationRow | null>;
  readonly affiliationsOfEmployee: DataLoader<string, readonly AffiliationRow[]>;
  readonly achievement: DataLoader<string, AchievementRow | null>;
  readonly earned: DataLoader<string, readonly Achievement[]>;
  readonly override: DataLoader<string, CompetencyOverrideRow | null>;
  readonly membership: DataLoader<string, MembershipRow | null>;
  readonly termsOfOrganization: DataLoader<string, readonly StoredTerm[]>;
  readonly creditsOfMembership: DataLoader<string, readonly MembershipCreditRow[]>;
  readonly redemption: DataLoader<string, BenefitRedemptionRow | null>;
  readonly metricRecord: DataLoader<string, MetricRecordRow | null>;
  readonly monthClosing: DataLoader<string, MonthClosingRow | null>;
  readonly invitation: DataLoader<string, InvitationRow | null>;
  readonly apiKey: DataLoader<string, ApiKeyRow | null>;
  readonly auditEntry: DataLoader<string, AuditEntryRow | null>;
  readonly catalogueDocument: DataLoader<number, string | null>;
  readonly employer: (day: Day) => DataLoader<string, string | null>;
  readonly facts: DataLoader<StoredOrganization, MemberFacts, string>;
  readonly redemptions: DataLoader<string, readonly Redemption[]>;
  /** Resolves to null if there is no such organization. */
  readonly onDay: (organizationId: string, day: Day) => Promise<OrganizationOnDay | null>;
  readonly profile: (day: Day) => DataLoader<string, StoredProfile | null>;
  readonly children: ChildLoader;
}

interface LoaderDependencies {
  readonly reader: BatchingReader;
  readonly dialect: Dialect;
  readonly today: Day;
  readonly programmeState: () => Promise<ProgrammeState>;
  readonly selection: () => Selection;
  readonly meter: Meter;
  readonly run: RunWork;
  readonly load: Loaders;
}

const FACTORIES: { readonly [Name in keyof Loaders]: (dependencies: LoaderDependencies) => Loaders[Name] } = {
  organization: ({ reader }) => rowLoader(reader, 'organization'),
  organizationWithKey: ({ reader }) => uniqueLoader(reader, 'organization', 'key'),
  employee: ({ reader }) => rowLoader(reader, 'employee'),
  affiliation: ({ reader }) => rowLoader(reader, 'affiliation'),
  affiliationsOfEmployee: ({ reader }) => childrenLoader(reader, 'affiliation', 'employeeId'),
  achievement: ({ reader }) => rowLoader(reader, 'achievement'),
  earned: ({ reader }) => achievementLoader(reader),
  override: ({ reader }) => rowLoader(reader, 'competency_override'),
  membership: ({ reader }) => rowLoader(reader, 'membership'),
  termsOfOrganization: ({ reader }) => termLoader(reader),
  creditsOfMembership: ({ reader }) => childrenLoader(reader, 'membership_credit', 'creditedTo'),
  redemption: ({ reader }) => rowLoader(reader, 'benefit_redemption'),
  metricRecord: ({ reader }) => metricRecordLoader(reader),
  monthClosing: ({ reader }) => uniqueLoader(reader, 'month_closing', 'month'),
  invitation: ({ reader }) => rowLoader(reader, 'invitation'),
  apiKey: ({ reader }) => rowLoader(reader, 'api_key'),
  auditEntry: ({ reader }) => rowLoader(reader, 'audit_entry'),
  catalogueDocument: ({ reader }) => catalogueDocumentLoader(reader),
  employer: ({ reader }) => memoizeByDay((day) => employerLoader(reader, day)),
  facts: ({ reader, programmeState }) => factsLoader(reader, async () => (await programmeState()).closings),
  redemptions: ({ reader }) => redemptionsLoader(reader),
  onDay: evaluationsLoader,
  profile: ({ reader }) => memoizeByDay((day) => profileLoader(reader, day)),
  children: ({ reader, dialect, selection }) => childLoader(reader, dialect, selection()),
};

/** Creates each loader on first use. A request needs few of them, and many requests need none. */
class LazyLoaders {
  readonly loaders: { [Name in keyof Loaders]?: Loaders[Name] } = {};

  constructor(readonly dependencies: Omit<LoaderDependencies, 'load'>) {}
}

for (const name of Object.keys(FACTORIES) as (keyof Loaders)[]) defineLazily(name);

function defineLazily<Name extends keyof Loaders>(name: Name): void {
  Object.defineProperty(LazyLoaders.prototype, name, {
    get(this: LazyLoaders & Loaders): Loaders[Name] {
      const { loaders, dependencies } = this;
      return (loaders[name] ??= FACTORIES[name]({ ...dependencies, load: this }));
    },
  });
}

export function createLoaders(dependencies: Omit<LoaderDependencies, 'load'>): Loaders {
  // The prototype has a getter for each loader, which the type of the class does not show.
  return new LazyLoaders(dependencies) as LazyLoaders & Loaders;
}

function memoizeByDay<Loader>(createLoader: (day: Day) => Loader): (day: Day) => Loader {
  const loaders = new Map<Day, Loader>();
  return (day) => {
    const loader = loaders.get(day) ?? createLoader(day);
    loaders.set(day, loader);
    return loader;
  };
}

function evaluationsLoader({
  load,
  today,
  programmeState,
  meter,
  run,
}: LoaderDependencies): Loaders['onDay'] {
  const organizations = new Map<string, Promise<OrganizationOnDay | null>>();
  const loadOrganization = async (organizationId: string, day: Day) => {
    const [row, { versions }] = await Promise.all([load.organization.load(organizationId), programmeState()]);
    if (row === null) return null;
    return new OrganizationOnDay({
      organizationId,
      versions,
      day,
      today,
      pay: (kind, argumentsKey, added) =>
        meter.pay({
          organizationId,
          day,
          kind,
          argumentsKey,
          size: row.size + hundredsOf(added),
        }),
      facts: () => load.facts.load(row),
      run,
    });
  };
  return (organizationId, day) => {
    const key = `${day} ${organizationId}`;
    let organization = organizations.get(key);
    if (organization === undefined) {
      organization = loadOrganization(organizationId, day);
      organizations.set(key, organization);
    }
    return organization;
  };
}
