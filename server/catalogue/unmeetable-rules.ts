import { say } from '../messages';
import {
  isEmpty,
  MARKET_CLASSES,
  type AttainmentPath,
  type Catalogue,
  type MarketClass,
  type Need,
  type Requirement,
  type Span,
} from '../rules';
import type { Problem } from './problem';

/**
 * The rules that nobody can ever meet: a path that is in force on no day, more "of those" than those, or one
 * that needs what no market or no accepted credential can give while the path is in force.
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
    return competency.paths.flatMap((path, j) => inPath(path, `${place}.paths[${j}]`));
  });

  function inPath(path: AttainmentPath, place: string): readonly Problem[] {
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
    // Each requirement may be open to some market, and yet no market to all of them.
    return MARKET_CLASSES.some((market) => path.requirements.every((part) => isOpenTo(market, part)))
      ? []
      : [{ place, message: say('catalogue.document.path.closed', { path: path.key }) }];
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

function isOpenTo(market: MarketClass, requirement: Requirement): boolean {
  switch (requirement.kind) {
    case 'people':
      return true;
    case 'metric':
      return requirement.atLeast[market] !== null;
    case 'all':
      return requirement.of.every((part) => isOpenTo(market, part));
    case 'any':
      return requirement.of.some((part) => isOpenTo(market, part));
  }
}

function noLongerAccepted(place: string): Problem {
  return { place, message: say('catalogue.document.accepted') };
}

function laterStart(a: Span['from'], b: Span['from']): Span['from'] {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
