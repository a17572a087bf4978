import { setImmediate as turn } from 'node:timers/promises';
import type { ConnectionArguments } from '../../schema/connection';
import type { Parameter, Reader } from '../db/database';
import type { OrganizationRow } from '../db/entities';
import { effectOfVersions, isGain, type Catalogue, type Day, type Effect } from '../rules';
import { cutOf, selectCut, type Cut, type List } from './list';
import { factsLoader } from './load-facts';
import { foundPage } from './paging';

/** An organization, and what would change for it. */
export interface Previewed extends Place {
  readonly effects: readonly Effect[];
}

/** Where an organization stands in the list of all. */
type Place = Pick<OrganizationRow, 'id' | 'searchName'>;

export interface PreviewCounts {
  readonly organizations: number;
  readonly changing: number;
  readonly gaining: number;
  readonly losing: number;
}

const ORGANIZATIONS: List<Place> = {
  name: 'organizationsThatChange',
  table: 'organization',
  columns: 'id, searchName',
  orderBy: { searchName: 'text', id: 'text' },
};

/** So many organizations are in memory at a time. */
const AT_A_TIME = 100;

/**
 * What other versions of the catalogue would change for whom. The programme is walked through, some organizations
 * at a time; everything that is asked at once shares one walk, which ends where nothing more is asked.
 */
export class CataloguePreview {
  readonly #reader: Reader;
  readonly #versions: readonly Catalogue[];
  readonly #others: readonly Catalogue[];
  readonly #today: Day;
  /** The walk that is about to begin. */
  #next: { wanted: Wanted; readonly found: Promise<Found> } | null = null;

  constructor(reader: Reader, versions: readonly Catalogue[], others: readonly Catalogue[], today: Day) {
    this.#reader = reader;
    this.#versions = versions;
    this.#others = others;
    this.#today = today;
  }

  /** Looks at every organization. */
  async counts(): Promise<PreviewCounts> {
    return (await this.#walked({ counts: true, first: 0 })).counts;
  }

  /** A page of the organizations for which something changes, by name. */
  page<T>(given: ConnectionArguments, present: (previewed: Previewed) => T) {
    const cut = cutOf(ORGANIZATIONS, given);
    return foundPage<Previewed, T>(ORGANIZATIONS, cut, present, {
      rows: () => this.#changing(cut),
      count: async () => (await this.counts()).changing,
    });
  }

  /** From the beginning of the cut on, and one more to know whether there are more. */
  async #changing(cut: Cut): Promise<readonly Previewed[]> {
    const most = cut.size + 1;
    if (cut.cursor === null && !cut.backwards) {
      return (await this.#walked({ counts: false, first: most })).first.slice(0, most);
    }
    const found: Previewed[] = [];
    for await (const previewed of this.#walk(cut)) {
      if (previewed.effects.length > 0) found.push(previewed);
      if (found.length === most) break;
    }
    return found;
  }

  /** Joins the walk that is about to begin. */
  #walked(wanted: Wanted): Promise<Found> {
    if (this.#next === null) {
      this.#next = { wanted, found: turn().then(() => this.#begin()) };
    } else {
      const { counts, first } = this.#next.wanted;
      this.#next.wanted = { counts: counts || wanted.counts, first: Math.max(first, wanted.first) };
    }
    return this.#next.found;
  }

  async #begin(): Promise<Found> {
    const wanted = this.#next?.wanted ?? { counts: true, first: 0 };
    this.#next = null;
    const first: Previewed[] = [];
    const counts = { organizations: 0, changing: 0, gaining: 0, losing: 0 };
    for await (const previewed of this.#walk({ backwards: false, cursor: null })) {
      const { effects } = previewed;
      counts.organizations++;
      if (effects.length > 0) counts.changing++;
      if (effects.some(isGain)) counts.gaining++;
      if (!effects.every(isGain)) counts.losing++;
      if (effects.length > 0 && first.length < wanted.first) first.push(previewed);
      if (!wanted.counts && first.length === wanted.first) break;
    }
    return { first, counts };
  }

  async *#walk({ backwards, cursor: from }: Omit<Cut, 'size'>): AsyncGenerator<Previewed> {
    let cursor: readonly Parameter[] | null = from;
    for (;;) {
      const { sql, parameters } = selectCut(ORGANIZATIONS, { size: AT_A_TIME - 1, backwards, cursor });
      const places = await this.#reader.rows<Place>(sql, parameters);
      // A loader of their own: what it has read is let go with them.
      const load = factsLoader(this.#reader);
      const facts = await Promise.all(places.map(({ id }) => load.load(id)));
      for (const [i, place] of places.entries()) {
        const known = facts[i] ?? null;
        const effects =
          known === null ? [] : effectOfVersions(this.#versions, this.#others, known, this.#today);
        yield { ...place, effects };
      }
      const last = places.at(-1);
      if (last === undefined || places.length < AT_A_TIME) return;
      cursor = [last.searchName, last.id];
      // Others are served in between, and a request whose time is over ends.
      await turn();
    }
  }
}

/** What somebody wants of a walk through all organizations. */
interface Wanted {
  readonly counts: boolean;
  /** So many of those that change, from the first on. */
  readonly first: number;
}

interface Found {
  readonly counts: PreviewCounts;
  readonly first: readonly Previewed[];
}
