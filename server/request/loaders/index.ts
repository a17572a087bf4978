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
import type { StoredOrganization } from '../../db/read-facts';
import type { Achievement, Day, MemberFacts, Redemption, Run } from '../../rules';
import { employerLoader } from './employer';
import { earnedLoader, factsLoader } from './facts';
import type { ProgrammeState } from '../../catalogue/known-versions';
import type { ReadOrganization } from '../columns';
import { childLoader, type ChildLoader } from './children';
import { hundredsOf, type Meter } from '../meter';
import { childrenLoader, rowLoader, uniqueLoader } from './rows';
import { metricRecordLoader } from './metric-records';
import { profileLoader, type StoredProfile } from './profiles';
import { redemptionsLoader } from './redemptions';
import type { Batching } from '../scheduling/answer-pacer';
import { OrganizationOnDay } from '../organization-on-day';
import type { Selection } from '../selection';

/** What reads by ids, for as long as a request lasts; what several ask for is asked for once. */
export interface Loaders {
  readonly organization: DataLoader<string, ReadOrganization | null>;
  readonly organizationWithKey: DataLoader<string, OrganizationRow | null>;
  readonly employee: DataLoader<string, EmployeeRow | null>;
  readonly affiliation: DataLoader<string, AffiliationRow | null>;
  readonly affiliationsOfEmployee: DataLoader<string, readonly AffiliationRow[]>;
  readonly achievement: DataLoader<string, AchievementRow | null>;
  /** What a person has earned, wherever that was. */
  readonly earned: DataLoader<string, readonly Achievement[]>;
  readonly override: DataLoader<string, CompetencyOverrideRow | null>;
  readonly membership: DataLoader<string, MembershipRow | null>;
  readonly membershipsOfOrganization: DataLoader<string, readonly MembershipRow[]>;
  /** What was credited to a term, by the term's id. */
  readonly creditsOfMembership: DataLoader<string, readonly MembershipCreditRow[]>;
  readonly redemption: DataLoader<string, BenefitRedemptionRow | null>;
  /** By `metricRecordId`. */
  readonly metricRecord: DataLoader<string, MetricRecordRow | null>;
  /** By the month. */
  readonly monthClosing: DataLoader<string, MonthClosingRow | null>;
  readonly invitation: DataLoader<string, InvitationRow | null>;
  readonly apiKey: DataLoader<string, ApiKeyRow | null>;
  readonly auditEntry: DataLoader<string, AuditEntryRow | null>;
  /** The organization that an employee belongs to on a day, by the employee's id. */
  readonly employer: (day: Day) => DataLoader<string, string | null>;
  readonly facts: DataLoader<StoredOrganization, MemberFacts, string>;
  /** By the id of the organization. */
  readonly redemptions: DataLoader<string, readonly Redemption[]>;
  /** What is derived for an organization on a day; null: there is no such organization. */
  readonly onDay: (organizationId: string, day: Day) => Promise<OrganizationOnDay | null>;
  /** Public profiles on a day, from the stored spans, by organization id. */
  readonly profile: (day: Day) => DataLoader<string, StoredProfile | null>;
  /** For `childPage` (paging.ts). */
  readonly children: ChildLoader;
}

/** What loaders read with. */
interface Reading {
  readonly reader: Batching;
  readonly dialect: Dialect;
  readonly programme: () => Promise<ProgrammeState>;
  readonly selection: () => Selection;
  readonly meter: Meter;
  readonly run: Run;
  /** The others. */
  readonly load: Loaders;
}

const MAKERS: { readonly [Name in keyof Loaders]: (reading: Reading) => Loaders[Name] } = {
  organization: ({ reader }) => rowLoader(reader, 'organization'),
  organizationWithKey: ({ reader }) => uniqueLoader(reader, 'organization', 'key'),
  employee: ({ reader }) => rowLoader(reader, 'employee'),
  affiliation: ({ reader }) => rowLoader(reader, 'affiliation'),
  affiliationsOfEmployee: ({ reader }) => childrenLoader(reader, 'affiliation', 'employeeId'),
  achievement: ({ reader }) => rowLoader(reader, 'achievement'),
  earned: ({ reader }) => earnedLoader(reader),
  override: ({ reader }) => rowLoader(reader, 'competency_override'),
  membership: ({ reader }) => rowLoader(reader, 'membership'),
  membershipsOfOrganization: ({ reader }) => childrenLoader(reader, 'membership', 'organizationId'),
  creditsOfMembership: ({ reader }) => childrenLoader(reader, 'membership_credit', 'creditedTo'),
  redemption: ({ reader }) => rowLoader(reader, 'benefit_redemption'),
  metricRecord: ({ reader }) => metricRecordLoader(reader),
  monthClosing: ({ reader }) => uniqueLoader(reader, 'month_closing', 'month'),
  invitation: ({ reader }) => rowLoader(reader, 'invitation'),
  apiKey: ({ reader }) => rowLoader(reader, 'api_key'),
  auditEntry: ({ reader }) => rowLoader(reader, 'audit_entry'),
  employer: ({ reader }) => onEachDay((day) => employerLoader(reader, day)),
  facts: ({ reader, programme }) => factsLoader(reader, async () => (await programme()).closings),
  redemptions: ({ reader }) => redemptionsLoader(reader),
  onDay: daysOf,
  profile: ({ reader }) => onEachDay((day) => profileLoader(reader, day)),
  children: ({ reader, dialect, selection }) => childLoader(reader, dialect, selection()),
};

/** Each is made when it is first asked for: a request needs few of them, and many requests none. */
class LazyLoaders {
  readonly made: { [Name in keyof Loaders]?: Loaders[Name] } = {};

  constructor(readonly reading: Omit<Reading, 'load'>) {}
}

for (const name of Object.keys(MAKERS) as (keyof Loaders)[]) makeLazily(name);

function makeLazily<Name extends keyof Loaders>(name: Name): void {
  Object.defineProperty(LazyLoaders.prototype, name, {
    get(this: LazyLoaders & Loaders): Loaders[Name] {
      const { made, reading } = this;
      return (made[name] ??= MAKERS[name]({ ...reading, load: this }));
    },
  });
}

/** What a request reads by ids, together. */
export function loadersOf(reading: Omit<Reading, 'load'>): Loaders {
  // The prototype has each of them, which the type of the class cannot tell.
  return new LazyLoaders(reading) as LazyLoaders & Loaders;
}

function onEachDay<Loader>(loaderOn: (day: Day) => Loader): (day: Day) => Loader {
  const known = new Map<Day, Loader>();
  return (day) => {
    const loader = known.get(day) ?? loaderOn(day);
    known.set(day, loader);
    return loader;
  };
}

/** Fields that ask for the same day of an organization share what is worked out for it. */
function daysOf({ load, programme, meter, run }: Reading): Loaders['onDay'] {
  const known = new Map<string, Promise<OrganizationOnDay | null>>();
  const derive = async (organizationId: string, day: Day) => {
    const [row, { versions }] = await Promise.all([load.organization.load(organizationId), programme()]);
    if (row === null) return null;
    return new OrganizationOnDay({
      organizationId,
      versions,
      day,
      pay: (kind, given, added) =>
        meter.pay({ organizationId, day, kind, arguments: given, size: row.size + hundredsOf(added) }),
      facts: () => load.facts.load(row),
      run,
    });
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
