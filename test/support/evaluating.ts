import type { Reader } from '../../server/db/database';
import type { Evaluating } from '../../server/search/evaluate-outdated';
import { Meter } from '../../server/request/meter';
import { OrganizationOnDay } from '../../server/request/organization-on-day';
import { lastingOwner, Scheduler } from '../../server/request/scheduling/scheduler';
import type { Catalogue, Day, Facts, MemberFacts } from '../../server/rules';

const scheduler = new Scheduler();
const owner = lastingOwner('test');
const run: Evaluating['run'] = (work) => scheduler.run(owner, work);

/** Evaluates for a caller whose points never end. */
export function evaluatingFreely<Of extends Pick<Reader, 'rows'>>(reader: Of): Evaluating & { reader: Of } {
  return { reader, meter: new Meter(() => undefined), run };
}

/** Evaluates these facts. */
export function organizationOn(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  organizationId = 'own',
): OrganizationOnDay {
  return new OrganizationOnDay({
    organizationId,
    versions,
    day,
    pay: () => Promise.resolve(),
    // No status depends on what was paid for a term.
    facts: () => Promise.resolve(facts as MemberFacts),
    run,
  });
}
