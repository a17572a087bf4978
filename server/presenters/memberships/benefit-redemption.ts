import { globalId } from '../../../schema/global-id';
import type { BenefitRedemption } from '../../../schema/memberships/benefit-redemption';
import type { BenefitRedemptionRow } from '../../db/entities';
import { toDate } from '../../db/instant';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

/** Contains no term: a resolver loads the term only if the query selects it. */
export type RedemptionSource = Omit<BenefitRedemption, 'membership'> & {
  readonly __typename: 'BenefitRedemption';
  readonly organizationId: string;
  readonly membershipId: string;
};

export function presentRedemption(row: BenefitRedemptionRow, catalogue: CatalogueOnDay): RedemptionSource {
  return {
    __typename: 'BenefitRedemption',
    id: globalId('BenefitRedemption', row.id),
    organizationId: row.organizationId,
    membershipId: row.membershipId,
    key: row.benefit,
    name: catalogue.benefit(row.benefit).name,
    benefit: catalogue.benefit(row.benefit),
    quantity: row.quantity,
    redeemedOn: row.redeemedOn,
    createdAt: toDate(row.createdAt),
  };
}
