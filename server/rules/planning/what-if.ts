import { isAffiliatedOn } from '../evaluation/validity';
import type { Day, Month } from '../vocabulary/day';
import type { Achievement, Facts, Override, Person } from '../vocabulary/facts';
import { earlierEnd, type Span } from '../vocabulary/span';
import { runSync, type Work } from '../vocabulary/work';

/**
 * A hypothetical change to the facts. A supposition about an achievement, override or person that the facts lack
 * changes nothing, unless the person joins.
 */
export type Supposition =
  | { readonly kind: 'person-leaves'; readonly person: string; readonly day: Day }
  /** A person, new or known, joins and earns these credentials on the same day. */
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
  /** Replaces the amount recorded for a month. */
  | { readonly kind: 'sales'; readonly metric: string; readonly month: Month; readonly hundredths: number }
  | { readonly kind: 'month-closed'; readonly month: Month; readonly day: Day }
  | { readonly kind: 'override-placed'; readonly override: Override }
  | { readonly kind: 'override-ends'; readonly override: string; readonly day: Day };

/**
 * The facts after the suppositions, as input for any rule. Nothing is stored. To try another catalogue, pass other
 * versions to the rule instead.
 */
export const whatIf = runSync(whatIfStepwise<Facts>);
export function* whatIfStepwise<F extends Facts>(facts: F, suppositions: readonly Supposition[]): Work<F> {
  let supposed = facts;
  for (const supposition of suppositions) {
    supposed = apply(supposed, supposition);
    yield;
  }
  return supposed;
}

function apply<F extends Facts>(facts: F, supposition: Supposition): F {
  const withPeople = (change: (person: Person) => Person): F => ({
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
          one.id === id ? { ...one, revokedOn: earlierEnd(one.revokedOn, day) } : one,
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

/** Also cancels affiliations that are planned to begin later. */
function leaving(person: Person, day: Day): Person {
  return { ...person, affiliations: person.affiliations.map((span) => endOn(span, day)) };
}

export function endOn(span: Span, day: Day): Span {
  if (span.from !== null && span.from >= day) return { from: span.from, until: span.from };
  return { from: span.from, until: earlierEnd(span.until, day) };
}

/** A returning person keeps earlier achievements. A person who is already affiliated only earns the credentials. */
function joining(person: Person, credentials: readonly string[], day: Day): Person {
  const affiliations = isAffiliatedOn(person, day)
    ? person.affiliations
    : [...person.affiliations, { from: day, until: null }];
  return credentials.reduce((one, credential) => earning(one, credential, day), { ...person, affiliations });
}

function earning(person: Person, credential: string, day: Day): Person {
  const taken = new Set(person.achievements.map(({ id }) => id));
  const idOf = (number: number) => `supposed ${person.id} ${credential} ${day} ${number}`;
  let number = 1;
  while (taken.has(idOf(number))) number++;
  const earned: Achievement = {
    id: idOf(number),
    credential,
    earnedOn: day,
    expiry: { kind: 'by-validity' },
    revokedOn: null,
  };
  return { ...person, achievements: [...person.achievements, earned] };
}
