import type { ConnectionArguments } from '../../schema/connection';
import type { OrganizationRow } from '../db/entities';
import { effectOfVersionsStepwise, isGain, type Catalogue, type Effect } from '../rules';
import type { List } from '../request/list';
import { pageRangeOf } from '../request/page-range';
import type { EvaluationContext } from './outdated-organization-evaluator';
import { pageFromSource } from '../request/paging';
import { OrganizationWalk, walkOrganizations, type WalkStart } from './walk-organizations';

export interface PreviewedOrganization extends Place {
  readonly effects: readonly Effect[];
}

type Place = Pick<OrganizationRow, 'id' | 'searchName' | 'size'>;

export interface PreviewCounts {
  readonly organizations: number;
  readonly changing: number;
  readonly gaining: number;
  readonly losing: number;
}

const ORGANIZATIONS: List<Place> = {
  name: 'organizationsThatChange',
  table: 'organization',
  columns: 'id, searchName, size',
  orderBy: { searchName: 'text', id: 'text' },
};

const BATCH_SIZE = 100;

export class CataloguePreview {
  readonly #context: EvaluationContext;
  readonly #versions: readonly Catalogue[];
  readonly #previewedVersions: readonly Catalogue[];
  readonly #walk = new OrganizationWalk<PreviewedOrganization>((start) => this.#previewed(start));

  constructor(
    context: EvaluationContext,
    versions: readonly Catalogue[],
    previewedVersions: readonly Catalogue[],
  ) {
    this.#context = context;
    this.#versions = versions;
    this.#previewedVersions = previewedVersions;
  }

  async counts(): Promise<PreviewCounts> {
    const counts = { organizations: 0, changing: 0, gaining: 0, losing: 0 };
    await this.#walk.visitAll(({ effects }) => {
      counts.organizations++;
      if (effects.length > 0) counts.changing++;
      if (effects.some(isGain)) counts.gaining++;
      if (!effects.every(isGain)) counts.losing++;
    });
    return counts;
  }

  page<T>(paging: ConnectionArguments, present: (previewed: PreviewedOrganization) => T) {
    const range = pageRangeOf(ORGANIZATIONS, paging);
    return pageFromSource<PreviewedOrganization, T>(ORGANIZATIONS, range, present, {
      rows: () => this.#walk.rangeOf(range, ({ effects }) => effects.length > 0),
      count: async () => (await this.counts()).changing,
    });
  }

  async *#previewed(start: WalkStart): AsyncGenerator<PreviewedOrganization> {
    const { reader, meter, run, today } = this.#context;
    const pay = (places: readonly Place[]) => meter.payForAll('forecast', places);
    const organizations = walkOrganizations(reader, ORGANIZATIONS, ({ id }) => id, BATCH_SIZE, start, pay);
    for await (const { place, facts } of organizations) {
      const effects = await run(
        effectOfVersionsStepwise(this.#versions, this.#previewedVersions, facts, today),
      );
      yield { ...place, effects };
    }
  }
}
