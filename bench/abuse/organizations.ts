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

const ACHIEVEMENTS_PER_PERSON = 4;
const MONTHS = 120;

/**
 * The slowest organization for a catalogue: each person holds a different set of credentials, and nearly every day from
 * two years ago to `endsWithin` days from now is a turning day. If `endsWithin` is 180, every displayed competency is
 * at risk. The facts are the same in every run.
 */
export function slowestOrganization(
  catalogue: Catalogue,
  people: number,
  today: Day,
  endsWithin = 1_460,
): Facts {
  const codes = catalogue.credentials.map(({ code }) => code);
  const months = Array.from({ length: MONTHS }, (_, i) => shiftMonth(monthOf(today), i - MONTHS));
  return {
    market: 'DEVELOPED',
    people: Array.from({ length: people }, (_, person) => ({
      id: `person-${String(person).padStart(5, '0')}`,
      affiliations: [{ from: null, until: null }],
      achievements: Array.from({ length: ACHIEVEMENTS_PER_PERSON }, (_, i) =>
        achievement(
          person * ACHIEVEMENTS_PER_PERSON + i,
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
        from: addDays(today, -180),
        until: addDays(today, 185),
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
