import { AGENTS, ORGANIZATION_ADMINS, OWN_ORGANIZATION, OWN_PEOPLE, type Access } from '../../schema/access';
import { parseDerivedId, type DerivedKey } from '../../schema/derived-id';
import { parseGlobalId, type NodeType } from '../../schema/global-id';
import { parseMetricRecordId } from '../../schema/metrics/metric-record-id';
import { allows } from '../auth/allows';
import { organizationOf } from '../auth/viewer';
import type { Context } from '../request/context';
import type { OrganizationOnDay } from '../request/organization-on-day';
import { catalogueToday } from '../presenters/catalogue/catalogue-on-day';
import { presentAchievement } from '../presenters/people/achievement';
import { presentAffiliation } from '../presenters/people/affiliation';
import { presentApiKey } from '../presenters/organizations/api-key';
import { presentAuditEntry } from '../presenters/organizations/audit-entry';
import { programmeToday } from '../presenters/catalogue/programme';
import { presentEmployee } from '../presenters/people/employee';
import { presentInvitation } from '../presenters/people/invitation';
import { presentMembership } from '../presenters/memberships/membership';
import { presentMetricRecord } from '../presenters/metrics/metric-record';
import { presentMonthClosing } from '../presenters/metrics/month-closing';
import { presentOrganization } from '../presenters/organizations/organization';
import { presentOverride } from '../presenters/overrides/override';
import { competencyOf, presentOrganizationStatus } from '../presenters/statuses/organization-status';
import { entitlementsOn } from './memberships/entitlement';
import { presentRedemption } from '../presenters/memberships/benefit-redemption';

/** Returns null if the object does not exist or the viewer may not see it. */
export function findNode(context: Context, globalId: string): Promise<object | null> {
  const read = parseGlobalId(globalId);
  return read === null ? Promise.resolve(null) : FINDERS[read.type](context, read.id, globalId);
}

type Finder = (context: Context, id: string, globalId: string) => Promise<object | null>;

/** The compiler reports a missing finder. A finder returns null if the viewer may not see the object. */
const FINDERS: Readonly<Record<NodeType, Finder>> = {
  Organization: async ({ load }, id) => {
    const row = await load.organization.load(id);
    return row && presentOrganization(row);
  },
  Employee: async (context, id) => {
    const { load, viewer } = context;
    const row = await load.employee.load(id);
    const organizationId = await organizationInCommon(context, id);
    return row !== null && allows(OWN_PEOPLE, viewer, { organizationId, employeeId: id })
      ? presentEmployee(row, organizationId)
      : null;
  },
  Affiliation: async ({ load, viewer }, id) => {
    const row = await load.affiliation.load(id);
    return row !== null && allows(OWN_PEOPLE, viewer, row) ? presentAffiliation(row) : null;
  },
  Achievement: async (context, id) => {
    const { load, viewer } = context;
    const row = await load.achievement.load(id);
    // An unknown achievement takes the same number of statements as one that the viewer may not see.
    const employeeId = row?.employeeId ?? '';
    const organizationId = await organizationInCommon(context, employeeId);
    return row !== null && allows(OWN_PEOPLE, viewer, { organizationId, employeeId })
      ? presentAchievement(row, await catalogueToday(context), organizationId)
      : null;
  },
  Override: async (context, id) => {
    const row = await context.load.override.load(id);
    return row !== null && allows(OWN_ORGANIZATION, context.viewer, row)
      ? presentOverride(row, await catalogueToday(context))
      : null;
  },
  MetricRecord: async (context, id) => {
    const key = parseMetricRecordId(id);
    if (key === null || !allows(OWN_ORGANIZATION, context.viewer, key)) return null;
    const row = await context.load.metricRecord.load(id);
    return row && presentMetricRecord(row, await catalogueToday(context));
  },
  MonthClosing: async ({ load }, id) => {
    const row = await load.monthClosing.load(id);
    return row && presentMonthClosing(row);
  },
  Membership: async ({ load, viewer }, id) => {
    const row = await load.membership.load(id);
    return row !== null && allows(OWN_ORGANIZATION, viewer, row) ? presentMembership(row) : null;
  },
  BenefitRedemption: async (context, id) => {
    const row = await context.load.redemption.load(id);
    return row !== null && allows(ORGANIZATION_ADMINS, context.viewer, row)
      ? presentRedemption(row, await catalogueToday(context))
      : null;
  },
  Invitation: async ({ load, viewer }, id) => {
    const row = await load.invitation.load(id);
    return row !== null && allows(ORGANIZATION_ADMINS, viewer, row) ? presentInvitation(row) : null;
  },
  ApiKey: async ({ load, viewer }, id) => {
    const row = await load.apiKey.load(id);
    return row !== null && allows(ORGANIZATION_ADMINS, viewer, row) ? presentApiKey(row) : null;
  },
  AuditEntry: async ({ load, viewer }, id) => {
    const row = await load.auditEntry.load(id);
    return row !== null && allows(AGENTS, viewer, row) ? presentAuditEntry(row) : null;
  },
  Catalogue: inCatalogue,
  Center: inCatalogue,
  Competency: async (context, key) => (await programmeToday(context)).competency.get(key) ?? null,
  CompetencyRules: inCatalogue,
  AttainmentPath: inCatalogue,
  Credential: inCatalogue,
  Metric: inCatalogue,
  Offer: inCatalogue,
  Benefit: inCatalogue,
  OrganizationStatus: derived(OWN_ORGANIZATION, (organization, { key }) =>
    key === null ? presentOrganizationStatus(organization) : null,
  ),
  CompetencyStatus: derived(OWN_ORGANIZATION, (organization, { key }) =>
    key === null ? null : competencyOf(organization, key),
  ),
  Entitlement: derived(ORGANIZATION_ADMINS, async (organization, { key }, context) => {
    const entitlements = await entitlementsOn(context, organization, organization.day);
    return entitlements.find((entitlement) => entitlement.key === key) ?? null;
  }),
};

/** A finder of objects that are derived from the facts of an organization on a day. */
function derived(
  access: Access,
  derive: (
    organization: OrganizationOnDay,
    key: DerivedKey,
    context: Context,
  ) => Promise<object | null> | null,
): Finder {
  return async (context, id) => {
    const key = parseDerivedId(id);
    if (key === null || !allows(access, context.viewer, key)) return null;
    const organization = await context.load.onDay(key.organizationId, key.day);
    return organization && derive(organization, key, context);
  };
}

async function organizationInCommon({ load, viewer, today }: Context, employeeId: string) {
  const employer = await load.employer(today).load(employeeId);
  return employer === organizationOf(viewer) ? employer : null;
}

/** The id of a catalogue object begins with the number of its version. */
async function inCatalogue(context: Context, id: string, globalId: string): Promise<object | null> {
  const programme = await programmeToday(context);
  const version = programme.version(Number(id.split('_', 1)[0]));
  return version?.nodes.get(globalId) ?? null;
}
