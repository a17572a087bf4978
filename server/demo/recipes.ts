import type { Level } from '../rules';
import type { Sales } from './company';

/** A team that comfortably reaches a level: the credentials of each member, and sales if the rule needs them. */
export interface Recipe {
  readonly level: Level;
  readonly team: readonly string[];
  readonly sales: Sales;
}

export type RecipeKey = keyof typeof RECIPES;

const people = (level: Level, ...team: string[]): Recipe => ({ level, team, sales: {} });
const withSales = (recipe: Recipe, sales: Sales): Recipe => ({ ...recipe, sales });
const repeated = (count: number, codes: string): string[] => Array.from({ length: count }, () => codes);

export const RECIPES = {
  'application-development/SILVER': people('SILVER', '70-480 70-483', '70-486', '70-532'),
  'application-development/GOLD': people('GOLD', ...repeated(4, 'MCSD-APP-BUILDER')),
  'application-integration/SILVER': people(
    'SILVER',
    ...repeated(2, '70-762'),
    ...repeated(2, 'TA-BIZTALK-2013'),
  ),
  'application-integration/GOLD': people('GOLD', ...repeated(4, '70-464'), ...repeated(4, 'TA-BIZTALK-2013')),
  'cloud-business-applications/SILVER': withSales(
    people('SILVER', ...repeated(5, 'MB2-715 MB2-716 MB2-718')),
    {
      d365CeNetNewRevenue: { monthly: 7200, growth: 1 },
    },
  ),
  'cloud-customer-relationship-management/SILVER': withSales(people('SILVER', 'MB2-713 MB2-710', 'MB2-712'), {
    crmOnlineNetNewRevenue: { monthly: 10400, growth: 1 },
  }),
  'cloud-platform/SILVER': withSales(people('SILVER', 'MCSA-LINUX-AZURE'), {
    azureConsumption: { monthly: 2350, growth: 3 },
  }),
  'cloud-productivity/GOLD': withSales(people('GOLD', ...repeated(2, 'MCSA-O365')), {
    o365ActiveEntitlements: { monthly: 4900, growth: 1 },
    o365NetNewCustomers: { monthly: 2, growth: 0 },
  }),
  'collaboration-and-content/SILVER': people('SILVER', ...repeated(2, '70-347 70-339')),
  'communications/SILVER': people('SILVER', '70-334 70-333 TA-SKYPE-OPS', '70-334 70-333'),
  'data-analytics/SILVER': people('SILVER', 'TA-DPA-FOUNDATION TA-BI', 'TA-DPA-FOUNDATION TA-BIG-DATA'),
  'data-analytics/GOLD': people('GOLD', ...repeated(2, 'TA-DPA-FOUNDATION 70-773 70-774')),
  'data-platform/SILVER': people('SILVER', ...repeated(2, 'TA-DPA-FOUNDATION TA-SQL-SERVER')),
  'data-platform/GOLD': people('GOLD', ...repeated(2, 'TA-DPA-FOUNDATION 70-764 70-765')),
  'datacenter/SILVER': people('SILVER', '70-410 70-411', '70-743'),
  'datacenter/GOLD': people('GOLD', ...repeated(4, 'MCSA-WS2012')),
  'devops/GOLD': people('GOLD', ...repeated(2, '70-496 70-498 PSM-I'), ...repeated(2, '70-496 70-498')),
  'enterprise-mobility-management/SILVER': withSales(
    people('SILVER', ...repeated(2, 'TA-EMS-OVERVIEW TA-EMS-MDM')),
    {
      emsNewCustomers: { monthly: 1, growth: 0 },
      emsActiveEntitlements: { monthly: 90, growth: 1 },
    },
  ),
  'enterprise-mobility-management/GOLD': withSales(
    people('GOLD', ...repeated(4, 'TA-EMS-OVERVIEW TA-EMS-IAM')),
    {
      emsNewCustomers: { monthly: 2, growth: 0 },
      emsActiveEntitlements: { monthly: 480, growth: 1 },
    },
  ),
  'enterprise-resource-planning/GOLD': withSales(
    people('GOLD', 'MB6-890', 'MB6-892', 'MB6-893', 'MB6-705', '70-462'),
    { erpGrossLicenseRevenue: { monthly: 9600, growth: 1 } },
  ),
  'messaging/SILVER': people('SILVER', ...repeated(2, '70-347 70-345')),
  'messaging/GOLD': people('GOLD', ...repeated(4, '70-347 70-345')),
  'project-and-portfolio-management/GOLD': people(
    'GOLD',
    ...repeated(2, '74-343 70-348 70-339'),
    ...repeated(2, '74-343 70-348'),
  ),
  'windows-and-devices/SILVER': people('SILVER', ...repeated(2, 'TA-IOT-DEVICE')),
} as const satisfies Readonly<Record<string, Recipe>>;
