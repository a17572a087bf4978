import { say } from '../messages';
import {
  isEmpty,
  MARKET_CLASSES,
  type AttainmentPath,
  type Catalogue,
  type Competency,
  type MarketClass,
  type Need,
  type Requirement,
  type Span,
} from '../rules';
import type { Problem } from './problem';

/**
 * The rules that nobody can ever meet: a path that is in force on no day, more "of those" than those, or one
 * that needs what no market or no accepted credential can give while the path is in force. A competency that has
 * retired may stay in later versions with its paths: it is still displayed for a while, and has benefits.
 */
export function unmeetableRules(catalogue: Catalogue): readonly Problem[] {
  const acceptedUntil = new Map(
    catalogue.credentials.map(({ code, acceptedUntil }) => [code, acceptedUntil]),
  );
  return catalogue.competencies.flatMap((competency, i) => {
    const place = `competencies[${i}]`;
    if (competency.paths.length === 0) {
      return [
        {
          place: `${place}.paths`,
          message: say('catalogue.document.noPath', { competency: competency.key }),
        },
      ];
    }
    return competency.paths.flatMap((path, j) => inPath(path, competency, `${place}.paths[${j}]`));
  });

  function inPath(path: AttainmentPath, { retiredOn }: Competency, place: string): readonly Problem[] {
    const { effectiveFrom } = path;
    if (retiredOn !== null && effectiveFrom !== null && retiredOn <= effectiveFrom) {
      const message = say('catalogue.document.path.retired', { path: path.key, effectiveFrom, retiredOn });
      return [{ place: `${place}.effectiveFrom`, message }];
    }
    const inForce: Span = {
      from: laterStart(path.effectiveFrom, catalogue.appliesFrom),
      until: path.effectiveUntil,
    };
    if (isEmpty(inForce))
      return [{ place, message: say('catalogue.document.path.never', { path: path.key }) }];
    const parts = path.requirements.flatMap((part, k) =>
      inRequirement(part, `${place}.requires[${k}]`, inForce),
    );
    if (parts.length > 0) return parts;
    // Each requirement can be met in some market, and yet not all of them in one.
    if (MARKET_CLASSES.some((market) => path.requirements.every((part) => isOpenTo(market, part, inForce)))) {
      return [];
    }
    return [
      { place, message: say('catalogue.document.path.closed', { path: path.key }) },
      // What looks like a way for that market, and is none.
      ...path.requirements.flatMap((part, k) => deadIn(part, `${place}.requires[${k}]`, inForce)),
    ];
  }

  function inRequirement(requirement: Requirement, place: string, inForce: Span): readonly Problem[] {
    switch (requirement.kind) {
      case 'people':
        return requirement.groups.flatMap((group, i) => {
          const here = `${place}.people[${i}]`;
          const { each, ofThose } = group;
          return [
            ...(isAccepted(each, inForce) ? [] : [noLongerAccepted(`${here}.each`)]),
            ...(ofThose === null || isAccepted(ofThose.each, inForce)
              ? []
              : [noLongerAccepted(`${here}.ofThose.each`)]),
            ...(ofThose === null || ofThose.count <= group.count
              ? []
              : [
                  {
                    place: `${here}.ofThose.count`,
                    message: say('catalogue.document.ofThose', { some: ofThose.count, all: group.count }),
                  },
                ]),
          ];
        });
      case 'metric':
        return MARKET_CLASSES.some((market) => requirement.atLeast[market] !== null)
          ? []
          : [
              {
                place: `${place}.atLeast`,
                message: say('catalogue.document.threshold'),
              },
            ];
      case 'all':
        return requirement.of.flatMap((part, i) => inRequirement(part, `${place}.all[${i}]`, inForce));
      case 'any': {
        // One alternative is enough, so the dead ones are named only when none is alive.
        const problems = requirement.of.map((part, i) => inRequirement(part, `${place}.any[${i}]`, inForce));
        return problems.every((found) => found.length > 0) ? problems.flat() : [];
      }
    }
  }

  /** The same where other alternatives are alive, too. */
  function deadIn(requirement: Requirement, place: string, inForce: Span): readonly Problem[] {
    const { kind } = requirement;
    return kind === 'all' || kind === 'any'
      ? requirement.of.flatMap((part, i) => deadIn(part, `${place}.${kind}[${i}]`, inForce))
      : inRequirement(requirement, place, inForce);
  }

  function isOpenTo(market: MarketClass, requirement: Requirement, inForce: Span): boolean {
    switch (requirement.kind) {
      case 'people':
        return inRequirement(requirement, '', inForce).length === 0;
      case 'metric':
        return requirement.atLeast[market] !== null;
      case 'all':
        return requirement.of.every((part) => isOpenTo(market, part, inForce));
      case 'any':
        return requirement.of.some((part) => isOpenTo(market, part, inForce));
    }
  }

  function isAccepted(need: Need, inForce: Span): boolean {
    switch (need.kind) {
      case 'credential': {
        const end = acceptedUntil.get(need.code) ?? null;
        return end === null || inForce.from === null || inForce.from < end;
      }
      case 'all':
        return need.of.every((part) => isAccepted(part, inForce));
      case 'any':
        return need.of.some((part) => isAccepted(part, inForce));
    }
  }
}

function noLongerAccepted(place: string): Problem {
  return { place, message: say('catalogue.document.accepted') };
}

function laterStart(a: Span['from'], b: Span['from']): Span['from'] {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
