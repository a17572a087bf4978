import { sentence } from '../messages';
import {
  isEmpty,
  MARKET_CLASSES,
  type AttainmentPath,
  type Catalogue,
  type Competency,
  type Day,
  type MarketClass,
  type Need,
  type PeopleGroup,
  type Requirement,
  type Span,
} from '../rules';
import type { Problem } from './problem';

/**
 * Finds rules that nobody can ever meet: a path that is never in force, an "ofThose" count above the count of its
 * group, a path or metric that is closed to every market, and a need whose credentials are no longer accepted. A
 * retired competency may keep its paths in later versions, because it stays displayed and keeps its benefits for a
 * while.
 */
export function unmeetableRules(catalogue: Catalogue): readonly Problem[] {
  const check = new RuleCheck(catalogue);
  return catalogue.competencies.flatMap((competency, i) =>
    check.competency(competency, `competencies[${i}]`),
  );
}

class RuleCheck {
  readonly #appliesFrom: Day | null;
  readonly #acceptedUntil: ReadonlyMap<string, Day | null>;

  constructor({ appliesFrom, credentials }: Catalogue) {
    this.#appliesFrom = appliesFrom;
    this.#acceptedUntil = new Map(credentials.map(({ code, acceptedUntil }) => [code, acceptedUntil]));
  }

  competency(competency: Competency, place: string): readonly Problem[] {
    const { key, paths } = competency;
    if (paths.length === 0)
      return [
        { place: `${place}.paths`, sentence: sentence('catalogue.document.noPath', { competency: key }) },
      ];
    return paths.flatMap((path, j) => this.#path(path, competency, `${place}.paths[${j}]`));
  }

  #path(path: AttainmentPath, { retiredOn }: Competency, place: string): readonly Problem[] {
    const { from } = path;
    if (retiredOn !== null && from !== null && retiredOn <= from) {
      const problem = sentence('catalogue.document.path.retired', { path: path.key, from, retiredOn });
      return [{ place: `${place}.effectiveFrom`, sentence: problem }];
    }
    const inForce: Span = { from: laterStart(from, this.#appliesFrom), until: path.until };
    if (isEmpty(inForce))
      return [{ place, sentence: sentence('catalogue.document.path.never', { path: path.key }) }];
    const problems = path.requirements.flatMap((requirement, k) =>
      this.#requirement(requirement, `${place}.requires[${k}]`, inForce),
    );
    return problems.length > 0 ? problems : this.#markets(path, place, inForce);
  }

  /** Each requirement can be met in some market, but possibly not all of them in the same market. */
  #markets({ key, requirements }: AttainmentPath, place: string, inForce: Span): readonly Problem[] {
    const isOpen = MARKET_CLASSES.some((market) =>
      requirements.every((requirement) => this.#isOpenTo(market, requirement, inForce)),
    );
    if (isOpen) return [];
    return [
      { place, sentence: sentence('catalogue.document.path.closed', { path: key }) },
      ...requirements.flatMap((requirement, k) =>
        this.#deadAlternatives(requirement, `${place}.requires[${k}]`, inForce),
      ),
    ];
  }

  #requirement(requirement: Requirement, place: string, inForce: Span): readonly Problem[] {
    switch (requirement.kind) {
      case 'people':
        return requirement.groups.flatMap((group, i) => this.#group(group, `${place}.people[${i}]`, inForce));
      case 'metric': {
        const isOpen = MARKET_CLASSES.some((market) => requirement.atLeast[market] !== null);
        return isOpen
          ? []
          : [{ place: `${place}.atLeast`, sentence: sentence('catalogue.document.threshold') }];
      }
      case 'all':
        return requirement.of.flatMap((part, i) => this.#requirement(part, `${place}.all[${i}]`, inForce));
      case 'any': {
        // One alternative is enough, so problems are reported only if every alternative has problems.
        const problems = requirement.of.map((part, i) =>
          this.#requirement(part, `${place}.any[${i}]`, inForce),
        );
        return problems.every((list) => list.length > 0) ? problems.flat() : [];
      }
    }
  }

  #group({ count, each, ofThose }: PeopleGroup, place: string, inForce: Span): readonly Problem[] {
    const problems = this.#isAccepted(each, inForce) ? [] : [noLongerAccepted(`${place}.each`)];
    if (ofThose === null) return problems;
    if (!this.#isAccepted(ofThose.each, inForce)) problems.push(noLongerAccepted(`${place}.ofThose.each`));
    if (ofThose.count > count) {
      const problem = sentence('catalogue.document.ofThose', { some: ofThose.count, all: count });
      problems.push({ place: `${place}.ofThose.count`, sentence: problem });
    }
    return problems;
  }

  /** Reports problems of alternatives, even if other alternatives can be met. */
  #deadAlternatives(requirement: Requirement, place: string, inForce: Span): readonly Problem[] {
    const { kind } = requirement;
    return kind === 'all' || kind === 'any'
      ? requirement.of.flatMap((part, i) => this.#deadAlternatives(part, `${place}.${kind}[${i}]`, inForce))
      : this.#requirement(requirement, place, inForce);
  }

  #isOpenTo(market: MarketClass, requirement: Requirement, inForce: Span): boolean {
    switch (requirement.kind) {
      case 'people':
        return this.#requirement(requirement, '', inForce).length === 0;
      case 'metric':
        return requirement.atLeast[market] !== null;
      case 'all':
        return requirement.of.every((part) => this.#isOpenTo(market, part, inForce));
      case 'any':
        return requirement.of.some((part) => this.#isOpenTo(market, part, inForce));
    }
  }

  #isAccepted(need: Need, inForce: Span): boolean {
    switch (need.kind) {
      case 'credential': {
        const end = this.#acceptedUntil.get(need.code) ?? null;
        return end === null || inForce.from === null || inForce.from < end;
      }
      case 'all':
        return need.of.every((part) => this.#isAccepted(part, inForce));
      case 'any':
        return need.of.some((part) => this.#isAccepted(part, inForce));
    }
  }
}

function noLongerAccepted(place: string): Problem {
  return { place, sentence: sentence('catalogue.document.accepted') };
}

function laterStart(a: Span['from'], b: Span['from']): Span['from'] {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
