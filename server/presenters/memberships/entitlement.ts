import { derivedId } from '../../../schema/derived-id';
import { globalId } from '../../../schema/global-id';
import type { Benefit } from '../../../schema/catalogue/benefit';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { addDays, benefitPrice, benefitValue, type Entitlement, type EntitlementSource } from '../../rules';
import { catalogueOf } from '../catalogue/catalogue-on-day';
import { programmeOf } from '../catalogue/programme';
import { presentMoney } from '../money';

export type PresentedEntitlement = ReturnType<typeof presentEntitlement>;

/** Contains no term: a resolver loads the term only if the query selects it. */
export function presentEntitlement(entitlement: Entitlement, organization: OrganizationOnDay) {
  const { benefit: key, membership: membershipId, quantity, used, remaining, from, until } = entitlement;
  const { organizationId, day } = organization;
  const [value, price] = [benefitValue(entitlement), benefitPrice(entitlement)];
  return {
    __typename: 'Entitlement' as const,
    id: globalId('Entitlement', derivedId({ organizationId, day, key })),
    key,
    name: catalogueOf(organization).benefit(key).name,
    membershipId,
    quantity,
    used,
    remaining,
    value: value && presentMoney(value),
    price: price && presentMoney(price),
    from,
    until,
    lastDay: addDays(until, -1),
    sources: entitlement.sources.map((source) => ({
      benefit: presentSource(source, organization),
      from: source.from,
    })),
  };
}

function presentSource({ benefit, version }: EntitlementSource, organization: OrganizationOnDay): Benefit {
  const presented = programmeOf(organization).version(version)?.benefit.get(benefit);
  if (presented === undefined)
    throw new Error(`Version ${version} does not have the benefit "${benefit.key}".`);
  return presented;
}
