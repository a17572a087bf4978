import { SeededRandom } from './seeded-random';
import type { Company, DemoPerson, Holdings } from './company';
import { pickName } from './names';

/** The people of a company besides its experts. Some are new, some have left, and none of them changes a level. */
export function colleaguesOf(company: Company, companies: readonly Company[]): readonly DemoPerson[] {
  const chance = new SeededRandom(`colleagues of ${company.key}`);
  const names = new Set(company.people.map(({ name }) => name));
  return Array.from({ length: company.colleagues }, () => {
    const monthsHere = chance.between(2, company.monthsInProgramme);
    const leftMonthsAgo = monthsHere > 6 && chance.oneIn(6) ? chance.between(1, monthsHere - 1) : null;
    return {
      name: uniqueName(chance, company.country, names),
      since: `${-monthsHere}m`,
      ...(leftMonthsAgo === null ? {} : { until: `${-leftMonthsAgo}m` }),
      ...formerEmployer(chance, company, companies, monthsHere),
      holdings: { ...partialHoldings(chance), ...weakHoldings(chance) },
    } satisfies DemoPerson;
  });
}

function formerEmployer(
  chance: SeededRandom,
  company: Company,
  companies: readonly Company[],
  monthsHere: number,
): Pick<DemoPerson, 'formerly'> {
  if (!chance.oneIn(8)) return {};
  const others = companies.filter((other) => other !== company && other.monthsInProgramme > monthsHere + 4);
  if (others.length === 0) return {};
  return { formerly: { at: chance.pick(others).key, since: `${-monthsHere - chance.between(2, 4)}m` } };
}

/** Codes that count only together with a second code of the same person. */
const PARTIAL_CODES = [
  ...['70-346', '70-345', '70-339', '70-333', '70-334', '74-343', '70-348', '70-496', '70-498'],
  ...['TA-DPA-FOUNDATION', '70-765', '70-768', '70-774', 'MB2-715', 'MB2-716', 'TA-EMS-OVERVIEW'],
];

function partialHoldings(chance: SeededRandom): Holdings {
  return chance.oneIn(2) ? { [chance.pick(PARTIAL_CODES)]: `${-chance.between(1, 40)}m` } : {};
}

/** Codes that count only together with other codes. Some expire, and one in eight is revoked. */
const WEAK_CODES = ['CSM', 'PSM-I', 'PMI-ACP', '70-497', '70-535'];

function weakHoldings(chance: SeededRandom): Holdings {
  if (!chance.oneIn(3)) return {};
  const code = chance.pick(WEAK_CODES);
  const earned = chance.between(2, 40);
  if (chance.oneIn(8))
    return { [code]: { earned: `${-earned}m`, revoked: `${-chance.between(1, earned - 1)}m` } };
  const ends = code === 'CSM' || code === 'PMI-ACP';
  const months = (code === 'CSM' ? 24 : 36) - earned;
  return { [code]: ends ? `${-earned}m..${months}m` : `${-earned}m` };
}

function uniqueName(chance: SeededRandom, country: string, taken: Set<string>): string {
  for (;;) {
    const name = pickName(chance, country);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
