import type { Credential } from '../../../schema/catalogue/credential';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { writeHundredths, type PlanWay } from '../../rules';
import { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { programmeOf } from '../catalogue/programme';
import { presentContributor, type ContributorSource } from './contributor';

export type PlanContext = Pick<OrganizationOnDay, 'organizationId' | 'versions' | 'day' | 'today'>;

export type PlanWaySource = ReturnType<typeof presentPlanWay>;

export interface PlanStepSource {
  /** Null for a hire. */
  readonly contributor: ContributorSource | null;
  readonly joiner: number | null;
  readonly credentials: readonly Credential[];
}

export function presentPlanWay(way: PlanWay, { organizationId, day, ...versions }: PlanContext) {
  const catalogue = new CatalogueOnDay(programmeOf(versions), day);
  return {
    competency: catalogue.competency(way.competency),
    path: catalogue.path(way.competency, way.path),
    level: way.level,
    steps: way.steps.map(({ person, credentials }): PlanStepSource => {
      const contributor = person === null ? null : presentContributor(person, organizationId);
      return {
        contributor,
        joiner: contributor?.joiner ?? null,
        credentials: credentials.map((code) => catalogue.credential(code)),
      };
    }),
    credentials: way.credentials,
    hires: way.hires,
    missingSales: way.missingSales.map(({ metric, months, hundredths }) => ({
      metric: catalogue.metric(metric),
      months,
      amount: writeHundredths(hundredths),
      hundredths,
    })),
    provedMinimal: way.provedMinimal,
  };
}
