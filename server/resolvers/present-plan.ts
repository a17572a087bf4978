import type { PlanWay } from '../rules';
import { catalogueOf } from './catalogue-on';
import { presentCatalogue } from './present-catalogue';
import type { OrganizationOnDay } from '../request/organization-on-day';

/** A plan for a day, told by the catalogue of that day. */
export function presentWay(way: PlanWay, organization: OrganizationOnDay) {
  const { organizationId, catalogue } = organization;
  const today = catalogueOf(organization);
  return {
    competency: today.competency(way.competency),
    path: presentCatalogue(catalogue).path(way.competency, way.path),
    level: way.level,
    steps: way.steps.map(({ person, credentials }) => ({
      organizationId,
      employeeId: person,
      credentials: credentials.map((code) => today.credential(code)),
    })),
    credentials: way.credentials,
    hires: way.hires,
    missingSales: way.missingSales.map(({ metric, months, hundredths }) => ({
      metric: today.metric(metric),
      months,
      amount: hundredths,
    })),
    provedMinimal: way.provedMinimal,
  };
}

export interface PlanStepSource {
  readonly organizationId: string;
  /** Null: a hire. */
  readonly employeeId: string | null;
}
