import { say } from '../messages';
import type { Catalogue, Need, Requirement } from '../rules';
import type { Problem } from './problem';

/** Every key is unique in its list, and every key that is named is defined. */
export function checkReferences(catalogue: Catalogue): readonly Problem[] {
  const centers = new Set(catalogue.centers.map(({ key }) => key));
  const competencies = new Set(catalogue.competencies.map(({ key }) => key));
  const credentials = new Set(catalogue.credentials.map(({ code }) => code));
  const metrics = new Set(catalogue.metrics.map(({ key }) => key));
  return [
    ...duplicates(
      'centers',
      'key',
      catalogue.centers.map(({ key }) => key),
    ),
    ...duplicates(
      'metrics',
      'key',
      catalogue.metrics.map(({ key }) => key),
    ),
    ...duplicates(
      'credentials',
      'code',
      catalogue.credentials.map(({ code }) => code),
    ),
    ...duplicates(
      'competencies',
      'key',
      catalogue.competencies.map(({ key }) => key),
    ),
    ...duplicates(
      'offers',
      'key',
      catalogue.offers.map(({ key }) => key),
    ),
    ...duplicates(
      'benefits',
      'scope',
      catalogue.benefits.map(({ key, scope }) => [key, scope.level, scope.competency ?? ''].join(' ').trim()),
    ),
    ...catalogue.credentials.flatMap(({ replacedBy }, i) =>
      replacedBy === null
        ? []
        : unknown('credential', replacedBy, credentials, `credentials[${i}].replacedBy`),
    ),
    ...catalogue.competencies.flatMap((competency, i) => [
      ...unknown('center', competency.center, centers, `competencies[${i}].center`),
      ...duplicates(
        `competencies[${i}].paths`,
        'key',
        competency.paths.map(({ key }) => key),
      ),
      ...competency.paths.flatMap((path, j) =>
        path.requirements.flatMap((requirement, k) =>
          inRequirement(requirement, `competencies[${i}].paths[${j}].requires[${k}]`),
        ),
      ),
    ]),
    ...catalogue.benefits.flatMap(({ scope }, i) =>
      scope.competency === null
        ? []
        : unknown('competency', scope.competency, competencies, `benefits[${i}].scope.competency`),
    ),
  ];

  function inRequirement(requirement: Requirement, place: string): readonly Problem[] {
    switch (requirement.kind) {
      case 'people':
        return requirement.groups.flatMap((group, i) => [
          ...inNeed(group.each, `${place}.people[${i}].each`),
          ...(group.ofThose === null ? [] : inNeed(group.ofThose.each, `${place}.people[${i}].ofThose.each`)),
        ]);
      case 'metric':
        return unknown('metric', requirement.metric, metrics, `${place}.metric`);
      case 'all':
      case 'any':
        return requirement.of.flatMap((part, i) => inRequirement(part, `${place}.${requirement.kind}[${i}]`));
    }
  }

  function inNeed(need: Need, place: string): readonly Problem[] {
    if (need.kind === 'credential') return unknown('credential', need.code, credentials, place);
    return need.of.flatMap((part, i) => inNeed(part, `${place}.${need.kind}[${i}]`));
  }
}

function unknown(
  what: 'center' | 'competency' | 'credential' | 'metric',
  key: string,
  known: ReadonlySet<string>,
  place: string,
): readonly Problem[] {
  if (known.has(key)) return [];
  return [{ place, message: say(`catalogue.document.${what}`, { key }) }];
}

function duplicates(list: string, field: string, keys: readonly string[]): readonly Problem[] {
  return keys.flatMap((key, i) => {
    const first = keys.indexOf(key);
    return first === i
      ? []
      : [
          {
            place: `${list}[${i}].${field}`,
            message: say('catalogue.document.repeated', { key, first: `${list}[${first}]` }),
          },
        ];
  });
}
