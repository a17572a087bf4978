import type { Credential } from '../../schema/credential';
import type { OrganizationOnDay } from '../request/organization-on-day';
import type { PlanWay } from '../rules';
import { CatalogueOnDay } from './catalogue-on-day';
import { presentCatalogue } from './catalogue';
import { presentContributor, type ContributorSource } from './contributor';

/** For whom a plan is, and for which day. */
export type PlannedFor = Pick<OrganizationOnDay, 'organizationId' | 'catalogue' | 'versions' | 'day'>;

export type WaySource = ReturnType<typeof presentWay>;

export interface PlanStepSource {
  /** Null: a hire. */
  readonly contributor: ContributorSource | null;
  readonly joiner: number | null;
  readonly credentials: readonly Credential[];
}

/** A plan for a day, told by the catalogue of that day. */
export function presentWay(way: PlanWay, { organizationId, catalogue, versions, day }: PlannedFor) {
  const described = new CatalogueOnDay(versions, day);
  return {
    competency: described.competency(way.competency),
    path: presentCatalogue(catalogue).path(way.competency, way.path),
    level: way.level,
    steps: way.steps.map(({ person, credentials }): PlanStepSource => {
      const contributor = person === null ? null : presentContributor(person, organizationId);
      return {
        contributor,
        joiner: contributor?.joiner ?? null,
        credentials: credentials.map((code) => described.credential(code)),
      };
    }),
    credentials: way.credentials,
    hires: way.hires,
    missingSales: way.missingSales.map(({ metric, months, hundredths }) => ({
      metric: described.metric(metric),
      months,
      amount: hundredths,
    })),
    provedMinimal: way.provedMinimal,
  };
}
