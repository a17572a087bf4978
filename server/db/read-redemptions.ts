import type { Redemption } from '../rules';
import { placeholders } from './placeholders';
import type { Reader } from './database';
import type { BenefitRedemptionRow } from './entities';

/**
 * What organizations have used of their benefits, in the order of their ids: what was redeemed of one benefit on one
 * day of a term is one redemption here. One statement, however many organizations.
 */
export async function readRedemptions(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<readonly (readonly Redemption[])[]> {
  const rows = await reader.rows<Redemption & Pick<BenefitRedemptionRow, 'organizationId'>>(
    // MariaDB sums into decimals, which come as texts.
    'SELECT organizationId, membershipId AS membership, benefit, redeemedOn, CAST(SUM(quantity) AS SIGNED) AS quantity' +
      ` FROM benefit_redemption WHERE organizationId IN (${placeholders(organizationIds)})` +
      ' GROUP BY organizationId, membershipId, benefit, redeemedOn',
    organizationIds,
  );
  const byOrganization = Map.groupBy(rows, ({ organizationId }) => organizationId);
  return organizationIds.map((id) => byOrganization.get(id) ?? []);
}
