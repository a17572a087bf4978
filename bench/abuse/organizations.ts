import {
  addDays,
  day,
  shiftMonth,
  monthOf,
  type Achievement,
  type Catalogue,
  type Day,
  type Facts,
} from '../../server/rules';

const ACHIEVEMENTS_A_PERSON = 4;
const MONTHS = 120;

/**
 * An organization that hurts: everybody is here and holds other credentials, all of which paths may ask for, and on
 * nearly every day of the last two years and the next something was earned or ends. When everything ends within 180
 * days, all that the profile shows is at risk. Nothing is left to chance.
 */
export function crowd(catalogue: Catalogue, people: number, today: Day, endsWithin = 1_460): Facts {
  const codes = catalogue.credentials.map(({ code }) => code);
  const months = Array.from({ length: MONTHS }, (_, i) => shiftMonth(monthOf(today), i - MONTHS));
  return {
    market: 'DEVELOPED',
    people: Array.from({ length: people }, (_, person) => ({
      id: `person-${String(person).padStart(5, '0')}`,
      affiliations: [{ from: null, until: null }],
      achievements: Array.from({ length: ACHIEVEMENTS_A_PERSON }, (_, i) =>
        achievement(
          person * ACHIEVEMENTS_A_PERSON + i,
          codes[(person * (2 * i + 1) + i * 13) % codes.length],
          today,
          endsWithin,
        ),
      ),
    })),
    metrics: catalogue.metrics.flatMap(({ key }, metric) =>
      months.map((month, i) => ({ metric: key, month, hundredths: 1_000 * (1 + ((i * 7 + metric) % 300)) })),
    ),
    closings: months.map((month) => ({ month, closedOn: addDays(day(`${month}-01`), 40) })),
    overrides: [],
    memberships: [
      {
        id: 'term-1',
        level: 'GOLD',
        startsOn: addDays(today, -180),
        endsOn: addDays(today, 185),
        refundedOn: null,
      },
    ],
  };
}

function achievement(number: number, code: string | undefined, today: Day, endsWithin: number): Achievement {
  return {
    id: `achievement-${number}`,
    credential: code ?? '',
    earnedOn: addDays(today, -1 - ((number * 31) % 730)),
    expiry: { kind: 'on', day: addDays(today, 1 + ((number * 17) % endsWithin)) },
    revokedOn: null,
  };
}
