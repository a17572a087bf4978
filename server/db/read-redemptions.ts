import type { Redemption } from '../rules';
import { placeholders } from './placeholders';
import type { Reader } from './database';
import type { BenefitRedemptionRow } from './entities';

/** Returns the redemptions in the order of `organizationIds`, added up by benefit, term and day. */
export async function readRedemptions(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<readonly (readonly Redemption[])[]> {
  const rows = await reader.rows<Redemption & Pick<BenefitRedemptionRow, 'organizationId'>>(
    // MariaDB returns a sum as a decimal, which the driver reads as text.
    'SELECT organizationId, membershipId AS membership, benefit, redeemedOn, CAST(SUM(quantity) AS SIGNED) AS quantity' +
      ` FROM benefit_redemption WHERE organizationId IN (${placeholders(organizationIds)})` +
      ' GROUP BY organizationId, membershipId, benefit, redeemedOn',
    organizationIds,
  );
  const byOrganization = Map.groupBy(rows, ({ organizationId }) => organizationId);
  return organizationIds.map((id) => byOrganization.get(id) ?? []);
}
