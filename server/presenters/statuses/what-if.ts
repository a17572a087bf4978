import type { OrganizationOnDay } from '../../request/organization-on-day';
import { compareStatuses } from '../../rules';
import { catalogueOf } from '../catalogue/catalogue-on-day';
import { presentOrganizationStatus } from './organization-status';
import { presentDifference } from './status-change';

export type WhatIfSource = ReturnType<typeof presentWhatIf>;

export function presentWhatIf(before: OrganizationOnDay, after: OrganizationOnDay) {
  return {
    before: () => presentOrganizationStatus(before),
    after: () => presentOrganizationStatus(after),
    differences: async () => {
      const catalogue = catalogueOf(before);
      const differences = compareStatuses(await before.status(), await after.status());
      return differences.map((difference) => presentDifference(difference, catalogue));
    },
  };
}
