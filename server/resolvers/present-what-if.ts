import { OrganizationOnDay } from '../request/organization-on-day';
import { compare, type Facts } from '../rules';
import { catalogueOf } from './catalogue-on';
import { OrganizationStatusSource } from './present-organization-status';
import { presentDifference } from './present-status-change';

export type WhatIfSource = ReturnType<typeof presentWhatIf>;

/** An organization on a day, and the same with other facts. */
export function presentWhatIf(before: OrganizationOnDay, supposed: Facts) {
  const { organizationId, versions, day } = before;
  const after = new OrganizationOnDay(organizationId, versions, supposed, day);
  return {
    before: new OrganizationStatusSource(before),
    after: new OrganizationStatusSource(after),
    differences: () => {
      const catalogue = catalogueOf(before);
      return compare(before.status, after.status).map((one) => presentDifference(one, catalogue));
    },
  };
}
