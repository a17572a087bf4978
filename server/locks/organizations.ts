import { mayBeStored, type GivenMetric, type MetricLookups } from '../checks/recorded-metric';
import { lockedByName } from './rows-by-name';
import type { CheckContext } from './command-context';

/** The organizations that rows name, each locked. */
export async function lockedOrganizations(
  sight: CheckContext,
  given: readonly GivenMetric[],
): Promise<MetricLookups['organizationOf']> {
  const nameOf = ({ organizationId = null, organizationKey = null }: GivenMetric) => ({
    id: organizationId,
    value: organizationKey,
  });
  const find = await lockedByName(
    sight,
    { table: 'organization', type: 'Organization', column: '`key`' },
    given.filter(mayBeStored).map(nameOf),
  );
  return (one) => find(nameOf(one));
}
