import { sentence, type Sentence } from '../../messages';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import {
  type Cause,
  type CompetencyAtRisk,
  type Day,
  type Level,
  type Override,
  type RenewalRisk,
  type Repair,
} from '../../rules';
import { catalogueOf, type CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { inWords } from '../in-words';
import { presentCause } from './cause';
import { presentPlanWay, type PlanWaySource } from './plan';

export type RenewNowSource = { readonly __typename: 'RenewNow'; readonly level: Level; readonly on: Day };
export type EndOverridesSource = {
  readonly __typename: 'EndOverrides';
  readonly competency: PlanWaySource['competency'];
  readonly overrides: readonly Override[];
  /** The renewal day. */
  readonly by: Day;
};
export type ProveLevelSource = {
  readonly __typename: 'ProveLevel';
  readonly way: PlanWaySource;
  readonly overrides: readonly Override[];
  readonly by: Day;
};

export async function presentRenewalRisk(organization: OrganizationOnDay) {
  const risk = await organization.risk();
  const { overrides } = await organization.facts();
  return {
    ...risk,
    ...new RiskPresenter(organization, overrides).present(risk),
    inWords: inWords(riskInWords(risk)),
  };
}

/** Describes risks with the catalogue of the requested day, and plans with the catalogue of the renewal day. */
class RiskPresenter {
  readonly #organization: OrganizationOnDay;
  readonly #catalogue: CatalogueOnDay;
  readonly #overrides: ReadonlyMap<string, Override>;

  constructor(organization: OrganizationOnDay, overrides: readonly Override[]) {
    this.#organization = organization;
    this.#catalogue = catalogueOf(organization);
    this.#overrides = new Map(overrides.map((override) => [override.id, override]));
  }

  present({ renewalDay, competencies, causes, repairs }: RenewalRisk) {
    if (renewalDay === null) return { competencies: [], causes: [], repairs: [] };
    return {
      competencies: competencies.map((competency) => this.#competency(competency, renewalDay)),
      causes: causes.map((cause) => this.#cause(cause)),
      repairs: repairs.map((repair) => this.#repair(repair, renewalDay)),
    };
  }

  #competency({ competency: key, displayed, expected, causes, repairs }: CompetencyAtRisk, renewalDay: Day) {
    const competency = this.#catalogue.competency(key);
    const values = { competency: competency.name, displayed, on: renewalDay };
    return {
      competency,
      displayedLevel: displayed,
      expectedLevel: expected,
      causes: causes.map((cause) => this.#cause(cause)),
      repairs: repairs.map((repair) => this.#repair(repair, renewalDay)),
      inWords: inWords(
        expected === null
          ? sentence('risk.competency.lost', values)
          : sentence('risk.competency.lower', { ...values, expected }),
      ),
    };
  }

  #cause(cause: Cause) {
    return presentCause(cause, this.#catalogue, this.#organization.organizationId);
  }

  #repair(repair: Repair, by: Day): RenewNowSource | EndOverridesSource | ProveLevelSource {
    const { organizationId, versions, day, today } = this.#organization;
    switch (repair.kind) {
      case 'renew-now':
        return { __typename: 'RenewNow', level: repair.level, on: day };
      case 'end-overrides':
        return {
          __typename: 'EndOverrides',
          competency: this.#catalogue.competency(repair.competency),
          overrides: this.#overridesWithIds(repair.overrides),
          by,
        };
      case 'prove':
        return {
          __typename: 'ProveLevel',
          way: presentPlanWay(repair.way, { organizationId, versions, day: by, today }),
          overrides: this.#overridesWithIds(repair.overrides),
          by,
        };
    }
  }

  #overridesWithIds(ids: readonly string[]): readonly Override[] {
    return ids.map((id) => {
      const override = this.#overrides.get(id);
      if (override === undefined) throw new Error('A repair ends an override that is not among the facts.');
      return override;
    });
  }
}

function riskInWords({ renewalDay, level, willBeEligible, competencies }: RenewalRisk): Sentence {
  if (renewalDay === null || level === null) return sentence('risk.none');
  const eligible = sentence(willBeEligible === true ? 'risk.eligible' : 'risk.ineligible', {
    level,
    on: renewalDay,
  });
  const competenciesInWords =
    competencies.length === 0
      ? sentence('risk.lasting')
      : sentence('risk.endangered', { count: competencies.length });
  return sentence('sentences', { left: eligible, right: competenciesInWords });
}
