import {
  addDays,
  day,
  type Catalogue,
  type Credential,
  type Facts,
  type Need,
  type PeopleGroup,
} from '../server/rules';
import { POLICY } from '../test/support/generated';

interface WorstCase {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly facts: Facts;
}

const TODAY = day('2017-08-01');
const CODES = Array.from({ length: 40 }, (_, i) => `c${String(i).padStart(2, '0')}`);

/** Slow cases: 200 slots with nested needs, and 2,000 people who each hold about half of the credentials. */
export function worstCase(divisor: number): readonly WorstCase[] {
  const slots = 200 / divisor;
  const people = 2000 / divisor;
  const facts = factsOf(people, (person) =>
    CODES.filter((_, code) => (person * 7 + code * (person % 11)) % 3 === 0 || (person + code) % 5 === 0),
  );
  return [
    {
      name: `one group of ${slots} slots, half of them nested`,
      catalogue: catalogueOf([
        { count: slots, each: nested(0), ofThose: { count: slots / 2, each: nested(11) } },
        { count: slots / 4, each: nested(5), ofThose: { count: slots / 8, each: nested(17) } },
      ]),
      facts,
    },
    {
      name: `${slots} groups of one slot that want the same ${slots - 1} people`,
      catalogue: catalogueOf(
        Array.from({ length: slots }, (_, i) => ({
          count: 1,
          each: { kind: 'any', of: [credential(`c${String(i % 40).padStart(2, '0')}`), credential('c00')] },
          ofThose: null,
        })),
      ),
      facts: factsOf(people, (person) => (person < slots - 1 ? [CODES[person % 40] ?? '', 'c00'] : ['c39'])),
    },
    ...[4, 24].map((count) => ({
      name: `${count} requirements whose alternatives overlap`,
      catalogue: catalogueOf(...Array.from({ length: count }, (_, i) => [oneOfThree(i), oneOfThree(i + 1)])),
      facts,
    })),
  ];
}

function oneOfThree(first: number): PeopleGroup {
  const of = [0, 1, 2].map((i) => credential(CODES[(first + i) % CODES.length] ?? ''));
  return {
    count: 2,
    each: { kind: 'all', of: [{ kind: 'any', of }, credential(CODES[(first + 20) % 40] ?? '')] },
    ofThose: null,
  };
}

function credential(code: string): Need {
  return { kind: 'credential', code };
}

function nested(shift: number): Need {
  const code = (i: number) => credential(CODES[(i + shift) % CODES.length] ?? '');
  return {
    kind: 'any',
    of: [
      ...Array.from({ length: 10 }, (_, i): Need => ({ kind: 'all', of: [code(i), code(i + 10)] })),
      {
        kind: 'all',
        of: [20, 24, 28].map((i): Need => ({
          kind: 'any',
          of: [code(i), code(i + 1), { kind: 'all', of: [code(i + 2), code(i + 3)] }],
        })),
      },
    ],
  };
}

function catalogueOf(...requirements: readonly (readonly PeopleGroup[])[]): Catalogue {
  return {
    version: 1,
    appliesFrom: null,
    centers: [{ key: 'center', name: { en: 'Center' } }],
    metrics: [],
    credentials: CODES.map((code): Credential => ({
      code,
      kind: 'EXAM',
      title: { en: code },
      description: null,
      validityMonths: null,
      lastRegistrationOn: null,
      retiresOn: null,
      acceptedUntil: null,
      replacedBy: null,
    })),
    competencies: [
      {
        key: 'worst',
        name: { en: 'Worst' },
        description: null,
        center: 'center',
        retiredOn: null,
        paths: [
          {
            key: 'worst-silver',
            name: { en: 'Worst' },
            level: 'SILVER',
            from: null,
            until: null,
            requirements: requirements.map((groups) => ({ kind: 'people', groups })),
          },
        ],
      },
    ],
    offers: [],
    benefits: [],
    policy: POLICY,
  };
}

function factsOf(people: number, holds: (person: number) => readonly string[]): Facts {
  return {
    market: 'DEVELOPED',
    people: Array.from({ length: people }, (_, person) => ({
      id: `person-${String(person).padStart(5, '0')}`,
      affiliations: [{ from: null, until: null }],
      achievements: holds(person).map((code) => ({
        id: `${person}-${code}`,
        credential: code,
        earnedOn: addDays(TODAY, -100),
        expiry: { kind: 'never' as const },
        revokedOn: null,
      })),
    })),
    metrics: [],
    closings: [],
    overrides: [],
    memberships: [],
  };
}
