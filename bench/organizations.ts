import {
  addDays,
  day,
  type Achievement,
  type Catalogue,
  type Day,
  type Facts,
  type Person,
} from '../server/rules';

export class DeterministicOrganizations {
  #state = 1;

  /** Returns the next organization: a typical partner with three achievements per person. */
  of(catalogue: Catalogue, people: number, today: Day): Facts {
    const codes = catalogue.credentials.map(({ code }) => code);
    return {
      market: 'DEVELOPED',
      people: Array.from({ length: people }, (_, i) => this.#person(i, codes, today)),
      metrics: catalogue.metrics.flatMap(({ key }) =>
        MONTHS.map((month) => ({ metric: key, month, hundredths: this.#below(1_500_000) })),
      ),
      closings: MONTHS.map((month) => ({ month, closedOn: addDays(day(`${month}-01`), 45) })),
      overrides: [
        {
          id: 'override-1',
          competency: 'devops',
          effect: 'GRANT',
          level: 'SILVER',
          from: addDays(today, -30),
          until: addDays(today, 60),
        },
      ],
      memberships: [
        {
          id: 'term-1',
          level: 'SILVER',
          from: addDays(today, -200),
          until: addDays(today, 165),
          refundedOn: null,
        },
      ],
    };
  }

  #person(index: number, codes: readonly string[], today: Day): Person {
    return {
      id: `person-${String(index).padStart(6, '0')}`,
      affiliations: [
        {
          from: addDays(today, -this.#below(1500)),
          until: this.#below(5) === 0 ? addDays(today, this.#below(700)) : null,
        },
      ],
      achievements: Array.from({ length: 3 }, (_, i) => this.#achievement(`${index}-${i}`, codes, today)),
    };
  }

  #achievement(id: string, codes: readonly string[], today: Day): Achievement {
    const earnedOn = addDays(today, -this.#below(1000));
    return {
      id,
      credential: codes[this.#below(codes.length)] ?? '',
      earnedOn,
      expiry:
        this.#below(2) === 0
          ? { kind: 'by-validity' }
          : { kind: 'on', day: addDays(earnedOn, 400 + this.#below(1200)) },
      revokedOn: null,
    };
  }

  #below(limit: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % limit;
  }
}

const MONTHS = Array.from({ length: 36 }, (_, i) => {
  const number = 2015 * 12 + i;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}` as Facts['metrics'][number]['month'];
});
