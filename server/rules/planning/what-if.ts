import { isAffiliatedOn } from '../evaluation/validity';
import type { Day, Month } from '../vocabulary/day';
import type { Achievement, Facts, Override, Person } from '../vocabulary/facts';
import type { Span } from '../vocabulary/span';
import { runSync, type Work } from '../vocabulary/work';

/** Something that might happen. Whom or what it names must be in the facts, but for who joins; else nothing changes. */
export type Supposition =
  | { readonly kind: 'person-leaves'; readonly person: string; readonly day: Day }
  /** Somebody joins, or returns, and has earned these credentials, all on the day of joining. */
  | {
      readonly kind: 'person-joins';
      readonly person: string;
      readonly credentials: readonly string[];
      readonly day: Day;
    }
  | {
      readonly kind: 'credential-earned';
      readonly person: string;
      readonly credential: string;
      readonly day: Day;
    }
  | { readonly kind: 'achievement-revoked'; readonly achievement: string; readonly day: Day }
  /** What a month brings instead of what is recorded for it. */
  | { readonly kind: 'sales'; readonly metric: string; readonly month: Month; readonly hundredths: number }
  | { readonly kind: 'month-closed'; readonly month: Month; readonly day: Day }
  | { readonly kind: 'override-placed'; readonly override: Override }
  | { readonly kind: 'override-ends'; readonly override: string; readonly day: Day };

/**
 * The facts as they would be. Every answer can be asked for them; nothing is stored. What another catalogue would
 * do is asked by passing other versions.
 */
export const whatIf = runSync(whatIfStepwise<Facts>);
export function* whatIfStepwise<Known extends Facts>(
  facts: Known,
  suppositions: readonly Supposition[],
): Work<Known> {
  let supposed = facts;
  for (const supposition of suppositions) {
    supposed = supposing(supposed, supposition);
    yield;
  }
  return supposed;
}

function supposing<Known extends Facts>(facts: Known, supposition: Supposition): Known {
  const withPeople = (change: (person: Person) => Person): Known => ({
    ...facts,
    people: facts.people.map(change),
  });
  switch (supposition.kind) {
    case 'person-leaves': {
      const { person: id, day } = supposition;
      return withPeople((person) => (person.id === id ? leaving(person, day) : person));
    }
    case 'person-joins': {
      const { person: id, credentials, day } = supposition;
      if (facts.people.some((person) => person.id === id)) {
        return withPeople((person) => (person.id === id ? joining(person, credentials, day) : person));
      }
      const newcomer = { id, affiliations: [], achievements: [] };
      return { ...facts, people: [...facts.people, joining(newcomer, credentials, day)] };
    }
    case 'credential-earned': {
      const { person: id, credential, day } = supposition;
      return withPeople((person) => (person.id === id ? earning(person, credential, day) : person));
    }
    case 'achievement-revoked': {
      const { achievement: id, day } = supposition;
      return withPeople((person) => ({
        ...person,
        achievements: person.achievements.map((one) =>
          one.id === id ? { ...one, revokedOn: earlier(one.revokedOn, day) } : one,
        ),
      }));
    }
    case 'sales': {
      const { metric, month, hundredths } = supposition;
      const others = facts.metrics.filter((record) => record.metric !== metric || record.month !== month);
      return { ...facts, metrics: [...others, { metric, month, hundredths }] };
    }
    case 'month-closed':
      return {
        ...facts,
        closings: [...facts.closings, { month: supposition.month, closedOn: supposition.day }],
      };
    case 'override-placed':
      return { ...facts, overrides: [...facts.overrides, supposition.override] };
    case 'override-ends': {
      const { override: id, day } = supposition;
      const ended = (override: Override): Override => ({ ...override, until: endOn(override, day).until });
      return { ...facts, overrides: facts.overrides.map((one) => (one.id === id ? ended(one) : one)) };
    }
  }
}

/** Who leaves is gone from that day on, and does not come as planned later either. */
function leaving(person: Person, day: Day): Person {
  return { ...person, affiliations: person.affiliations.map((span) => endOn(span, day)) };
}

/** The days of the span that are before this one. */
export function endOn(span: Span, day: Day): Span {
  if (span.from !== null && span.from >= day) return { from: span.from, until: span.from };
  return { from: span.from, until: earlier(span.until, day) };
}

/** Who returns brings what was earned before; who is here stays, and only earns. */
function joining(person: Person, credentials: readonly string[], day: Day): Person {
  const affiliations = isAffiliatedOn(person, day)
    ? person.affiliations
    : [...person.affiliations, { from: day, until: null }];
  return credentials.reduce((one, credential) => earning(one, credential, day), { ...person, affiliations });
}

function earning(person: Person, credential: string, day: Day): Person {
  const taken = new Set(person.achievements.map(({ id }) => id));
  const ids = (number: number) => `supposed ${person.id} ${credential} ${day} ${number}`;
  let number = 1;
  while (taken.has(ids(number))) number++;
  const earned: Achievement = {
    id: ids(number),
    credential,
    earnedOn: day,
    expiry: { kind: 'by-validity' },
    revokedOn: null,
  };
  return { ...person, achievements: [...person.achievements, earned] };
}

function earlier(a: Day | null, b: Day): Day {
  return a !== null && a < b ? a : b;
}
