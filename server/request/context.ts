import type DataLoader from 'dataloader';
import type { Viewer } from '../auth/viewer';
import type { Database, Dialect, Reader } from '../db/database';
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
  OrganizationRow,
} from '../db/entities';
import type { Catalogue, Day, MemberFacts, Redemption } from '../rules';
import { employerLoader } from './load-employer';
import { factsLoader } from './load-facts';
import type { ProgrammeNow } from './programme';
import { childLoader, type ChildLoader } from './load-children';
import { childrenLoader, rowLoader } from './load-rows';
import { metricRecordLoader } from './load-metric-records';
import { redemptionsLoader } from './load-redemptions';
import { OrganizationOnDay } from './organization-on-day';

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
  programme(edition: number): Promise<ProgrammeNow>;
  /** Every version of the catalogue. */
  catalogues(): Promise<readonly Catalogue[]>;
  /** Those that this server has read so far: what is in one of them is in the programme for good. */
  knownCatalogues(): readonly Catalogue[];
  readonly load: Loaders;
}

export interface Loaders {
  readonly organization: DataLoader<string, OrganizationRow | null>;
  readonly employee: DataLoader<string, EmployeeRow | null>;
  readonly affiliation: DataLoader<string, AffiliationRow | null>;
  readonly affiliationsOfEmployee: DataLoader<string, readonly AffiliationRow[]>;
  readonly achievement: DataLoader<string, AchievementRow | null>;
  readonly achievementsOfEmployee: DataLoader<string, readonly AchievementRow[]>;
  readonly override: DataLoader<string, CompetencyOverrideRow | null>;
  readonly membership: DataLoader<string, MembershipRow | null>;
  readonly membershipsOfOrganization: DataLoader<string, readonly MembershipRow[]>;
  /** What was credited to a term, by the term's id. */
  readonly creditsOfMembership: DataLoader<string, readonly MembershipCreditRow[]>;
  readonly redemption: DataLoader<string, BenefitRedemptionRow | null>;
  /** By `metricRecordId`. */
  readonly metricRecord: DataLoader<string, MetricRecordRow | null>;
  readonly invitation: DataLoader<string, InvitationRow | null>;
  readonly apiKey: DataLoader<string, ApiKeyRow | null>;
  readonly auditEntry: DataLoader<string, AuditEntryRow | null>;
  /** The organization that an employee belongs to on a day, by the employee's id. */
  readonly employer: (day: Day) => DataLoader<string, string | null>;
  readonly facts: DataLoader<string, MemberFacts | null>;
  /** By the id of the organization. */
  readonly redemptions: DataLoader<string, readonly Redemption[]>;
  /** What is derived for an organization on a day; null: there is no such organization. */
  readonly onDay: (organizationId: string, day: Day) => Promise<OrganizationOnDay | null>;
  /** For `childPage` (paging.ts). */
  readonly children: ChildLoader;
}

/** What a request reads by ids, together. */
export function loadersOf(reader: Reader, dialect: Dialect, programme: () => Promise<ProgrammeNow>): Loaders {
  const organization = rowLoader<OrganizationRow>(reader, 'organization');
  const facts = factsLoader(reader, {
    organizations: async (ids) =>
      (await Promise.all(ids.map((id) => organization.load(id)))).filter((row) => row !== null),
    closings: async () => (await programme()).closings,
  });
  return {
    organization,
    employee: rowLoader(reader, 'employee'),
    affiliation: rowLoader(reader, 'affiliation'),
    affiliationsOfEmployee: childrenLoader(reader, 'affiliation', 'employeeId'),
    achievement: rowLoader(reader, 'achievement'),
    achievementsOfEmployee: childrenLoader(reader, 'achievement', 'employeeId'),
    override: rowLoader(reader, 'competency_override'),
    membership: rowLoader(reader, 'membership'),
    membershipsOfOrganization: childrenLoader(reader, 'membership', 'organizationId'),
    creditsOfMembership: childrenLoader(reader, 'membership_credit', 'creditedTo'),
    redemption: rowLoader(reader, 'benefit_redemption'),
    metricRecord: metricRecordLoader(reader),
    invitation: rowLoader(reader, 'invitation'),
    apiKey: rowLoader(reader, 'api_key'),
    auditEntry: rowLoader(reader, 'audit_entry'),
    employer: employersOn(reader),
    facts,
    redemptions: redemptionsLoader(reader),
    onDay: daysOf(facts, programme),
    children: childLoader(reader, dialect),
  };
}

function employersOn(reader: Reader): Loaders['employer'] {
  const known = new Map<Day, DataLoader<string, string | null>>();
  return (day) => {
    const loader = known.get(day) ?? employerLoader(reader, day);
    known.set(day, loader);
    return loader;
  };
}

/** Fields that ask for the same day of an organization share what is worked out for it. */
function daysOf(
  facts: DataLoader<string, MemberFacts | null>,
  programme: () => Promise<ProgrammeNow>,
): Loaders['onDay'] {
  const known = new Map<string, Promise<OrganizationOnDay | null>>();
  const derive = async (organizationId: string, day: Day) => {
    const [stored, { versions }] = await Promise.all([facts.load(organizationId), programme()]);
    return stored === null ? null : new OrganizationOnDay(organizationId, versions, stored, day);
  };
  return (organizationId, day) => {
    const key = `${day} ${organizationId}`;
    let found = known.get(key);
    if (found === undefined) {
      found = derive(organizationId, day);
      known.set(key, found);
    }
    return found;
  };
}
