import { isAtLeast, type Level } from '../rules';
import { SeededRandom } from './seeded-random';
import type { Company, DemoPerson, Holdings, Term } from './company';
import { pickName } from './names';
import type { BackgroundCompany } from './background-companies';
import { RECIPES, type Recipe } from './recipes';
import type { DemoDay } from './demo-day';

/** Generates the history of a neighbour: its memberships, and people who had qualified before the first purchase. */
export function generateCompany(neighbour: BackgroundCompany): Company {
  const chance = new SeededRandom(neighbour.key);
  const recipes: readonly Recipe[] = neighbour.recipes.map((key) => RECIPES[key]);
  const { boughtFirst, terms } = history(chance, recipes);
  const monthsInProgramme = boughtFirst + chance.between(30, 48);
  const people = experts(chance, neighbour.country, recipes, boughtFirst);
  return {
    ...neighbour,
    monthsInProgramme,
    people: [{ name: uniqueName(chance, neighbour.country, people), admin: true }, ...people],
    colleagues: chance.between(3, 9),
    terms,
    overrides: [],
    sales: Object.fromEntries(recipes.flatMap(({ sales }) => Object.entries(sales))),
  };
}

interface History {
  /** Months since the first membership was bought, or could have been. */
  readonly boughtFirst: number;
  readonly terms: readonly Term[];
}

function history(chance: SeededRandom, recipes: readonly Recipe[]): History {
  const level = recipes.reduce<Level>(
    (best, recipe) => (isAtLeast(recipe.level, best) ? recipe.level : best),
    'SILVER',
  );
  const months = chance.between(1, 10);
  const startedWithNew = (monthsAgo: number, ...more: Term[]): History => ({
    boughtFirst: monthsAgo,
    terms: [{ kind: 'NEW', level, on: dayInMonth(chance, monthsAgo) }, ...more],
  });
  const renewal = (): Term => ({ kind: 'RENEWAL', level, daysBefore: chance.between(-15, 80) });
  if (recipes.length === 0) return { boughtFirst: months, terms: [] };
  // The sales records do not go back far enough for an older membership.
  if (recipes.some(({ sales }) => Object.keys(sales).length > 0)) return startedWithNew(months);
  switch (chance.between(1, 7)) {
    case 1:
      return startedWithNew(months);
    case 2:
    case 3:
      return startedWithNew(months + 12, renewal());
    case 4:
      return startedWithNew(months + 24, renewal(), renewal());
    case 5:
      // Lapsed. Half of these companies have bought again.
      return chance.oneIn(2)
        ? startedWithNew(months + 14)
        : startedWithNew(months + 26, { kind: 'NEW', level, on: dayInMonth(chance, months) });
    case 6:
      return level === 'GOLD' ? upgraded(chance, months + 1) : startedWithNew(months);
    default:
      return { boughtFirst: months, terms: [] };
  }
}

function upgraded(chance: SeededRandom, monthsAgo: number): History {
  const upgrade = chance.between(1, monthsAgo - 1);
  return {
    boughtFirst: monthsAgo,
    terms: [
      { kind: 'NEW', level: 'SILVER', on: dayInMonth(chance, monthsAgo) },
      { kind: 'UPGRADE', level: 'GOLD', on: dayInMonth(chance, upgrade) },
    ],
  };
}

/** A random day about `monthsAgo` months ago, because companies buy on different days of a month. */
function dayInMonth(chance: SeededRandom, monthsAgo: number): DemoDay {
  return `${-30 * monthsAgo - chance.between(0, 29)}d`;
}

function experts(
  chance: SeededRandom,
  country: string,
  recipes: readonly Recipe[],
  boughtFirst: number,
): readonly DemoPerson[] {
  const people: DemoPerson[] = [];
  for (const { team } of recipes) {
    for (const codes of team) {
      const holdings = qualify(chance, codes, boughtFirst + chance.between(2, 24));
      people.push({ name: uniqueName(chance, country, people), holdings });
    }
    if (chance.oneIn(2)) {
      const holdings = qualify(chance, chance.pick(team), chance.between(1, boughtFirst));
      people.push({ name: uniqueName(chance, country, people), holdings });
    }
  }
  return people;
}

/** Assessments and agile certifications expire. Half of the recent ones expire soon. */
function qualify(chance: SeededRandom, codes: string, monthsAgo: number): Holdings {
  const [ending = [], lasting = []] = [true, false].map((ends) =>
    codes.split(' ').filter((code) => /^(TA-|CSM|PMI-ACP)/.test(code) === ends),
  );
  const expiresSoon = monthsAgo < 30 && chance.oneIn(2);
  return {
    ...(lasting.length === 0 ? {} : { [lasting.join(' ')]: `${-monthsAgo}m` }),
    ...(ending.length === 0
      ? {}
      : { [ending.join(' ')]: expiresSoon ? `${-monthsAgo}m..${chance.between(1, 18)}m` : `${-monthsAgo}m` }),
  };
}

function uniqueName(chance: SeededRandom, country: string, others: readonly DemoPerson[]): string {
  for (;;) {
    const name = pickName(chance, country);
    if (!others.some((other) => other.name === name)) return name;
  }
}
