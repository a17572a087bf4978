import { factsInParts, readOrganizations } from '../db/read-facts';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { Day } from '../rules';
import { OrganizationOnDay } from '../request/organization-on-day';
import { isFoundBy, type OrganizationSearch } from './organization-search';
import type { Context } from '../request/context';
import type { ProgrammeState } from '../catalogue/known-versions';
import { NotReady } from './not-ready';

/** Organizations whose facts are read together. */
export const EVALUATION_BATCH_SIZE = 100;

/** To evaluate more of them takes longer than a request may. */
export const MAX_EVALUATED = 20_000;

/** Organizations that a server derives again in a second, at least. */
const REFILLED_A_SECOND = 500;

/** Access to the database, to the caller's points and to the scheduler. */
export type Evaluating = Pick<Context, 'reader' | 'meter' | 'run'>;

/** Evaluates organizations whose spans are outdated, by the programme of one edition. */
export class OutdatedEvaluation {
  readonly #context: Evaluating;
  readonly #programme: ProgrammeState;
  readonly #search: OrganizationSearch;
  readonly #on: Day;
  #evaluated = 0;

  constructor(context: Evaluating, programme: ProgrammeState, search: OrganizationSearch, on: Day) {
    this.#context = context;
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
    const { reader, meter, run } = this.#context;
    const organizations = await readOrganizations(reader, ids);
    await meter.payForAll('status', organizations);
    const { versions, closings } = this.#programme;
    const parts = factsInParts(reader, organizations, () => Promise.resolve(closings));
    for await (const part of parts) {
      for (const { organization: row, facts } of part) {
        const organization = new OrganizationOnDay({
          organizationId: row.id,
          versions,
          day: this.#on,
          pay: () => null,
          facts: () => Promise.resolve(facts),
          run,
        });
        if (await isFoundBy(this.#search, organization)) found.set(row.id, organization);
      }
    }
    return found;
  }

  /** Says at once what would only be given up after a long time. */
  mustBePossible(more: number): void {
    const all = this.#evaluated + more;
    if (all <= MAX_EVALUATED) return;
    throw new NotReady(
      say('search.outdated', {
        most: countInWords(MAX_EVALUATED),
        seconds: countInWords(Math.ceil(all / REFILLED_A_SECOND)),
      }),
    );
  }
}
