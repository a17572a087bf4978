import { canBeLookedUp, type GivenMetric, type MetricLookups } from '../checks/recorded-metric';
import { lockByName } from './lock-by-name';
import type { CheckContext } from './command-context';

export async function lockedOrganizations(
  context: CheckContext,
  inputs: readonly GivenMetric[],
): Promise<MetricLookups['organizationOf']> {
  const nameOf = ({ organization: { id, key } }: GivenMetric) => ({ id: id ?? null, value: key ?? null });
  const find = await lockByName(
    context,
    { table: 'organization', type: 'Organization', column: '`key`' },
    inputs.filter(canBeLookedUp).map(nameOf),
  );
  return (record) => find(nameOf(record));
}
