import { readFactsInBatches, readOrganizations } from '../db/read-facts';
import { sentence } from '../messages';
import type { Day } from '../rules';
import { OrganizationOnDay } from '../request/organization-on-day';
import { matchesSearch, type OrganizationSearch } from './search-filters';
import type { Context } from '../request/context';
import type { ProgrammeState } from '../catalogue/known-versions';
import { NotReady } from './not-ready';

export const EVALUATION_BATCH_SIZE = 100;

/** Evaluating more organizations would exceed the time limit of a request. */
export const MAX_EVALUATED = 20_000;

/** Minimum number of organizations that a server refills per second. */
const REFILLED_PER_SECOND = 500;

export type EvaluationContext = Pick<Context, 'reader' | 'meter' | 'run' | 'today'>;

/** Evaluates organizations with outdated spans, under the versions and closed months of one edition. */
export class OutdatedOrganizationEvaluator {
  readonly #context: EvaluationContext;
  readonly #programmeState: ProgrammeState;
  readonly #search: OrganizationSearch;
  readonly #on: Day;
  #evaluated = 0;

  constructor(
    context: EvaluationContext,
    programmeState: ProgrammeState,
    search: OrganizationSearch,
    on: Day,
  ) {
    this.#context = context;
    this.#programmeState = programmeState;
    this.#search = search;
    this.#on = on;
  }

  /** Returns the matching organizations by id. `ids` must contain at most EVALUATION_BATCH_SIZE ids. */
  async matchesOf(ids: readonly string[]): Promise<ReadonlyMap<string, OrganizationOnDay>> {
    const matches = new Map<string, OrganizationOnDay>();
    if (ids.length === 0) return matches;
    this.assertWithinLimit(ids.length);
    this.#evaluated += ids.length;
    const { reader, meter, run, today } = this.#context;
    const organizations = await readOrganizations(reader, ids);
    await meter.payForAll('status', organizations);
    const { versions, closings } = this.#programmeState;
    const parts = readFactsInBatches(reader, organizations, () => Promise.resolve(closings));
    for await (const part of parts) {
      for (const { organization: row, facts } of part) {
        const organization = new OrganizationOnDay({
          organizationId: row.id,
          versions,
          day: this.#on,
          today,
          pay: () => null,
          facts: () => Promise.resolve(facts),
          run,
        });
        if (await matchesSearch(this.#search, organization)) matches.set(row.id, organization);
      }
    }
    return matches;
  }

  assertWithinLimit(more: number): void {
    const total = this.#evaluated + more;
    if (total <= MAX_EVALUATED) return;
    throw new NotReady(
      sentence('search.outdated', {
        max: MAX_EVALUATED,
        seconds: Math.ceil(total / REFILLED_PER_SECOND),
      }),
    );
  }
}
