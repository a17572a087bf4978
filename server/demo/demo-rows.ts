import type { Day } from '../rules';
import { colleaguesOf } from './colleagues';
import type { Company, ShowcaseCompany } from './company';
import {
  membershipRows,
  metricRows,
  monthClosingRows,
  organizationRow,
  overrideRows,
  redemptionRows,
} from './company-rows';
import { generateCompany } from './generate-company';
import { BACKGROUND_COMPANIES } from './background-companies';
import { personRows } from './person-rows';
import type { DemoRows } from './rows';
import { RENEWAL_SHOWCASES } from './renewal-showcases';
import { STATUS_SHOWCASES } from './status-showcases';

export const STORIES: readonly ShowcaseCompany[] = [...STATUS_SHOWCASES, ...RENEWAL_SHOWCASES];

/** The rows depend on `today` only. */
export function demoRows(today: Day): DemoRows {
  const companies: readonly Company[] = [...STORIES, ...BACKGROUND_COMPANIES.map(generateCompany)];
  const organizations = new Map(companies.map((company) => [company.key, organizationRow(company, today)]));
  const organizationOf = (key: string) => {
    const row = organizations.get(key);
    if (row === undefined) throw new RangeError(`There is no organization "${key}" in the demo.`);
    return row;
  };
  const people = companies.flatMap((company) =>
    [...company.people, ...colleaguesOf(company, companies)].map((expert) =>
      personRows(expert, company, (key) => organizationOf(key).id, today),
    ),
  );
  const termsOf = new Map(
    companies.map(({ key, terms }) => [key, membershipRows(terms, organizationOf(key), today)]),
  );
  return {
    organizations: [...organizations.values()],
    employees: people.map(({ employee }) => employee),
    affiliations: people.flatMap(({ affiliations }) => affiliations),
    achievements: people.flatMap(({ achievements }) => achievements),
    metricRecords: companies.flatMap(({ key, sales }) => metricRows(sales, organizationOf(key), today)),
    monthClosings: monthClosingRows(today),
    overrides: companies.flatMap(({ key, overrides }) => overrideRows(overrides, organizationOf(key), today)),
    memberships: [...termsOf.values()].flat(),
    redemptions: companies.flatMap(({ key, redemptions: used = [] }) =>
      redemptionRows(used, termsOf.get(key) ?? [], organizationOf(key), today),
    ),
  };
}
