import type { Reader } from '../../server/db/database';
import type { EvaluationContext } from '../../server/search/outdated-organization-evaluator';
import { Meter } from '../../server/request/meter';
import { OrganizationOnDay } from '../../server/request/organization-on-day';
import { permanentOwner, Scheduler } from '../../server/request/scheduling/scheduler';
import { day as parseDay, type Catalogue, type Day, type Facts, type MemberFacts } from '../../server/rules';

const scheduler = new Scheduler();
const owner = permanentOwner('test');
const run: EvaluationContext['run'] = (work) => scheduler.run(owner, work);

export function unmeteredContext<Of extends Pick<Reader, 'rows'>>(
  reader: Of,
): EvaluationContext & { reader: Of } {
  return { reader, meter: new Meter(() => undefined), run, today: parseDay('2017-01-01') };
}

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
    today: day,
    pay: () => Promise.resolve(),
    // No status depends on the price of a term.
    facts: () => Promise.resolve(facts as MemberFacts),
    run,
  });
}
