import type { ConnectionArguments } from '../../schema/connection';
import type { OrganizationRow } from '../db/entities';
import { effectOfVersionsStepwise, isGain, type Catalogue, type Day, type Effect } from '../rules';
import { cutOf, type List } from '../request/list';
import type { Evaluating } from './evaluate-outdated';
import { foundPage } from '../request/paging';
import { OrganizationWalk, walkOrganizations, type WalkStart } from './walk-organizations';

/** An organization, and what would change for it. */
export interface Previewed extends Place {
  readonly effects: readonly Effect[];
}

/** Where an organization stands in the list of all. */
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

/** Organizations in memory at a time. */
const AT_A_TIME = 100;

/** What other versions of the catalogue would change for whom: the whole programme is walked through. */
export class CataloguePreview {
  readonly #context: Evaluating;
  readonly #versions: readonly Catalogue[];
  readonly #others: readonly Catalogue[];
  readonly #today: Day;
  readonly #walk = new OrganizationWalk<Previewed>((from) => this.#previewed(from));

  constructor(context: Evaluating, versions: readonly Catalogue[], others: readonly Catalogue[], today: Day) {
    this.#context = context;
    this.#versions = versions;
    this.#others = others;
    this.#today = today;
  }

  /** Looks at every organization. */
  async counts(): Promise<PreviewCounts> {
    const counts = { organizations: 0, changing: 0, gaining: 0, losing: 0 };
    await this.#walk.all(({ effects }) => {
      counts.organizations++;
      if (effects.length > 0) counts.changing++;
      if (effects.some(isGain)) counts.gaining++;
      if (!effects.every(isGain)) counts.losing++;
    });
    return counts;
  }

  /** A page of the organizations for which something changes, by name. */
  page<T>(given: ConnectionArguments, present: (previewed: Previewed) => T) {
    const cut = cutOf(ORGANIZATIONS, given);
    return foundPage<Previewed, T>(ORGANIZATIONS, cut, present, {
      rows: () => this.#walk.cut(cut, ({ effects }) => effects.length > 0),
      count: async () => (await this.counts()).changing,
    });
  }

  async *#previewed(from: WalkStart): AsyncGenerator<Previewed> {
    const { reader, meter, run } = this.#context;
    const today = this.#today;
    const pay = (places: readonly Place[]) => meter.payForAll('forecast', places);
    const organizations = walkOrganizations(reader, ORGANIZATIONS, ({ id }) => id, AT_A_TIME, from, pay);
    for await (const { place, facts } of organizations) {
      const effects = await run(effectOfVersionsStepwise(this.#versions, this.#others, facts, today));
      yield { ...place, effects };
    }
  }
}
