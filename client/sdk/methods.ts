import type { Connection } from './connect.ts';
import { achievements } from './methods/achievements.ts';
import { affiliations } from './methods/affiliations.ts';
import { apiKeys } from './methods/api-keys.ts';
import { auditEntries } from './methods/audit-entries.ts';
import { benefits } from './methods/benefits.ts';
import { catalogue } from './methods/catalogue.ts';
import { centers } from './methods/centers.ts';
import { competencies } from './methods/competencies.ts';
import { credentials } from './methods/credentials.ts';
import { employees } from './methods/employees.ts';
import { invitations } from './methods/invitations.ts';
import { memberships } from './methods/memberships.ts';
import { metrics } from './methods/metrics.ts';
import { months } from './methods/months.ts';
import { offers } from './methods/offers.ts';
import { organizations } from './methods/organizations.ts';
import { overrides } from './methods/overrides.ts';
import { policy } from './methods/policy.ts';
import { viewer } from './methods/viewer.ts';

/** One method for each operation in client/sdk/operations, grouped by noun. */
export type Methods = ReturnType<typeof methodsOf>;

export function methodsOf(connection: Connection) {
  return {
    achievements: achievements(connection),
    affiliations: affiliations(connection),
    apiKeys: apiKeys(connection),
    auditEntries: auditEntries(connection),
    benefits: benefits(connection),
    catalogue: catalogue(connection),
    centers: centers(connection),
    competencies: competencies(connection),
    credentials: credentials(connection),
    employees: employees(connection),
    invitations: invitations(connection),
    memberships: memberships(connection),
    metrics: metrics(connection),
    months: months(connection),
    offers: offers(connection),
    organizations: organizations(connection),
    overrides: overrides(connection),
    policy: policy(connection),
    viewer: viewer(connection),
  };
}
