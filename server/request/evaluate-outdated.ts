import { setImmediate as turn } from 'node:timers/promises';
import type { Reader } from '../db/database';
import { readAnew, readFacts } from '../db/read-facts';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { Day } from '../rules';
import { OrganizationOnDay } from './organization-on-day';
import { isFoundBy, type OrganizationSearch } from './organization-search';
import type { ProgrammeNow } from './programme';
import { TooEarly } from './too-early';

/** So many are read together. */
export const EVALUATED_AT_ONCE = 100;

/** So many are derived before others are served. */
const IN_A_ROW = 10;

/** To evaluate more of them takes longer than a request may. */
export const EVALUATED_MOST = 20_000;

/** So many, at the least, a server derives anew in a second, whoever asks. */
const REFILLED_A_SECOND = 500;

/** Evaluates organizations whose spans are outdated, by the programme of one edition. */
export class Evaluation {
  readonly #reader: Reader;
  readonly #programme: ProgrammeNow;
  readonly #search: OrganizationSearch;
  readonly #on: Day;
  #evaluated = 0;

  constructor(reader: Reader, programme: ProgrammeNow, search: OrganizationSearch, on: Day) {
    this.#reader = reader;
    this.#programme = programme;
    this.#search = search;
    this.#on = on;
  }

  /** Which of them are looked for, by their ids: not more of them than are evaluated at once. */
  async foundAmong(ids: readonly string[]): Promise<ReadonlyMap<string, OrganizationOnDay>> {
    const found = new Map<string, OrganizationOnDay>();
    if (ids.length === 0) return found;
    this.mustBePossible(ids.length);
    this.#evaluated += ids.length;
    const { versions, closings } = this.#programme;
    const facts = await readFacts(this.#reader, ids, {
      ...readAnew(this.#reader),
      closings: () => Promise.resolve(closings),
    });
    for (const [i, id] of ids.entries()) {
      const own = facts[i] ?? null;
      if (own === null) continue;
      const organization = new OrganizationOnDay(id, versions, own, this.#on);
      if (isFoundBy(this.#search, organization)) found.set(id, organization);
      // A request whose time is over ends, too.
      if (i % IN_A_ROW === IN_A_ROW - 1) await turn();
    }
    return found;
  }

  /** Says at once what would only be given up after a long time. */
  mustBePossible(more: number): void {
    const all = this.#evaluated + more;
    if (all <= EVALUATED_MOST) return;
    throw new TooEarly(
      say('search.outdated', {
        most: countInWords(EVALUATED_MOST),
        seconds: countInWords(Math.ceil(all / REFILLED_A_SECOND)),
      }),
    );
  }
}
