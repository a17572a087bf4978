import { Chance } from './chance';
import type { Company, Expert, Holdings } from './company';
import { someName } from './names';

/** The people of a company beside its experts: some newer, some gone, and what they hold changes no level. */
export function colleaguesOf(company: Company, all: readonly Company[]): readonly Expert[] {
  const chance = new Chance(`colleagues of ${company.key}`);
  const names = new Set(company.people.map(({ name }) => name));
  return Array.from({ length: company.colleagues }, () => {
    const monthsHere = chance.between(2, company.monthsHere);
    const left = monthsHere > 6 && chance.oneIn(6) ? chance.between(1, monthsHere - 1) : null;
    return {
      name: newName(chance, company.country, names),
      since: `${-monthsHere}m`,
      ...(left === null ? {} : { until: `${-left}m` }),
      ...formerEmployer(chance, company, all, monthsHere),
      holds: { ...half(chance), ...thirdParty(chance) },
    } satisfies Expert;
  });
}

/** Now and then a person comes from another company of the demo. */
function formerEmployer(
  chance: Chance,
  company: Company,
  all: readonly Company[],
  monthsHere: number,
): Pick<Expert, 'formerly'> {
  if (!chance.oneIn(8)) return {};
  const others = all.filter((other) => other !== company && other.monthsHere > monthsHere + 4);
  if (others.length === 0) return {};
  return { formerly: { at: chance.pick(others).key, since: `${-monthsHere - chance.between(2, 4)}m` } };
}

/** Codes of which the rules ask for two or more from one person: alone they are a beginning. */
const HALVES = [
  ...['70-346', '70-345', '70-339', '70-333', '70-334', '74-343', '70-348', '70-496', '70-498'],
  ...['TA-DPA-FOUNDATION', '70-765', '70-768', '70-774', 'MB2-715', 'MB2-716', 'TA-EMS-OVERVIEW'],
];

function half(chance: Chance): Holdings {
  return chance.oneIn(2) ? { [chance.pick(HALVES)]: `${-chance.between(1, 40)}m` } : {};
}

/** Codes that count only with others; they expire, and now and then one is revoked. */
const THIRD_PARTY = ['CSM', 'PSM-I', 'PMI-ACP', '70-497', '70-535'];

function thirdParty(chance: Chance): Holdings {
  if (!chance.oneIn(3)) return {};
  const code = chance.pick(THIRD_PARTY);
  const earned = chance.between(2, 40);
  if (chance.oneIn(8))
    return { [code]: { earned: `${-earned}m`, revoked: `${-chance.between(1, earned - 1)}m` } };
  const ends = code === 'CSM' || code === 'PMI-ACP';
  const months = (code === 'CSM' ? 24 : 36) - earned;
  return { [code]: ends ? `${-earned}m..${months}m` : `${-earned}m` };
}

function newName(chance: Chance, country: string, taken: Set<string>): string {
  for (;;) {
    const name = someName(chance, country);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
