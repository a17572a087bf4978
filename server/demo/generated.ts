import { isAtLeast, type Level } from '../rules';
import { Chance } from './chance';
import type { Company, Expert, Holdings, Term } from './company';
import { someName } from './names';
import type { Neighbour } from './neighbourhood';
import { RECIPES, type Recipe } from './recipes';
import type { When } from './when';

/** Gives a neighbour a past: first the membership, then people who had proved enough before it was bought. */
export function generated(neighbour: Neighbour): Company {
  const chance = new Chance(neighbour.key);
  const recipes: readonly Recipe[] = neighbour.does.map((key) => RECIPES[key]);
  const { boughtFirst, terms } = history(chance, recipes);
  const monthsHere = boughtFirst + chance.between(30, 48);
  const people = experts(chance, neighbour.country, recipes, boughtFirst);
  return {
    ...neighbour,
    monthsHere,
    people: [{ name: nameBeside(chance, neighbour.country, people), admin: true }, ...people],
    colleagues: chance.between(3, 9),
    terms,
    overrides: [],
    sales: Object.fromEntries(recipes.flatMap(({ sales }) => Object.entries(sales))),
  };
}

interface History {
  /** How many months ago the first membership was bought, or could have been. */
  readonly boughtFirst: number;
  readonly terms: readonly Term[];
}

function history(chance: Chance, recipes: readonly Recipe[]): History {
  const level = recipes.reduce<Level>(
    (best, recipe) => (isAtLeast(recipe.level, best) ? recipe.level : best),
    'SILVER',
  );
  const months = chance.between(1, 10);
  const begun = (monthsAgo: number, ...more: Term[]): History => ({
    boughtFirst: monthsAgo,
    terms: [{ kind: 'NEW', level, on: within(chance, monthsAgo) }, ...more],
  });
  const renewal = (): Term => ({ kind: 'RENEWAL', level, daysBefore: chance.between(-15, 80) });
  if (recipes.length === 0) return { boughtFirst: months, terms: [] };
  // Sales are recorded for so long only, that an older membership could not have been bought by them.
  if (recipes.some(({ sales }) => Object.keys(sales).length > 0)) return begun(months);
  switch (chance.between(1, 7)) {
    case 1:
      return begun(months);
    case 2:
    case 3:
      return begun(months + 12, renewal());
    case 4:
      return begun(months + 24, renewal(), renewal());
    case 5:
      // Lapsed, for good or to come back.
      return chance.oneIn(2)
        ? begun(months + 14)
        : begun(months + 26, { kind: 'NEW', level, on: within(chance, months) });
    case 6:
      return level === 'GOLD' ? upgraded(chance, months + 1) : begun(months);
    default:
      return { boughtFirst: months, terms: [] };
  }
}

function upgraded(chance: Chance, monthsAgo: number): History {
  const upgrade = chance.between(1, monthsAgo - 1);
  return {
    boughtFirst: monthsAgo,
    terms: [
      { kind: 'NEW', level: 'SILVER', on: within(chance, monthsAgo) },
      { kind: 'UPGRADE', level: 'GOLD', on: within(chance, upgrade) },
    ],
  };
}

/** Some day of that month ago: people do not buy on the same day of every month. */
function within(chance: Chance, monthsAgo: number): When {
  return `${-30 * monthsAgo - chance.between(0, 29)}d`;
}

function experts(
  chance: Chance,
  country: string,
  recipes: readonly Recipe[],
  boughtFirst: number,
): readonly Expert[] {
  const found: Expert[] = [];
  for (const { team } of recipes) {
    for (const codes of team) {
      const holds = holdings(chance, codes, boughtFirst + chance.between(2, 24));
      found.push({ name: nameBeside(chance, country, found), holds });
    }
    // Every other team has one more, who came later.
    if (chance.oneIn(2)) {
      const holds = holdings(chance, chance.pick(team), chance.between(1, boughtFirst));
      found.push({ name: nameBeside(chance, country, found), holds });
    }
  }
  return found;
}

/** What is proved again every few years has an end; every other of the younger ones is near. */
function holdings(chance: Chance, codes: string, monthsAgo: number): Holdings {
  const [ending = [], lasting = []] = [true, false].map((ends) =>
    codes.split(' ').filter((code) => /^(TA-|CSM|PMI-ACP)/.test(code) === ends),
  );
  const near = monthsAgo < 30 && chance.oneIn(2);
  return {
    ...(lasting.length === 0 ? {} : { [lasting.join(' ')]: `${-monthsAgo}m` }),
    ...(ending.length === 0
      ? {}
      : { [ending.join(' ')]: near ? `${-monthsAgo}m..${chance.between(1, 18)}m` : `${-monthsAgo}m` }),
  };
}

function nameBeside(chance: Chance, country: string, others: readonly Expert[]): string {
  for (;;) {
    const name = someName(chance, country);
    if (!others.some((other) => other.name === name)) return name;
  }
}
