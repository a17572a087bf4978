import { sentence } from '../messages';
import type { Catalogue, Need, Requirement } from '../rules';
import type { Problem } from './problem';

/** Checks that every key is unique in its list, and that every referenced key exists. */
export function* checkReferences(catalogue: Catalogue): Generator<Problem> {
  const centers = new Set(catalogue.centers.map(({ key }) => key));
  const competencies = new Set(catalogue.competencies.map(({ key }) => key));
  const credentials = new Set(catalogue.credentials.map(({ code }) => code));
  const metrics = new Set(catalogue.metrics.map(({ key }) => key));

  yield* duplicates('centers', 'key', catalogue.centers, ({ key }) => key);
  yield* duplicates('metrics', 'key', catalogue.metrics, ({ key }) => key);
  yield* duplicates('credentials', 'code', catalogue.credentials, ({ code }) => code);
  yield* duplicates('competencies', 'key', catalogue.competencies, ({ key }) => key);
  yield* duplicates('offers', 'key', catalogue.offers, ({ key }) => key);
  yield* duplicates('benefits', 'scope', catalogue.benefits, ({ key, scope }) =>
    [key, scope.level, scope.competency ?? ''].join(' ').trim(),
  );
  for (const [i, { replacedBy }] of catalogue.credentials.entries()) {
    if (replacedBy !== null)
      yield* unknown('credential', replacedBy, credentials, `credentials[${i}].replacedBy`);
  }
  for (const [i, { center, paths }] of catalogue.competencies.entries()) {
    yield* unknown('center', center, centers, `competencies[${i}].center`);
    yield* duplicates(`competencies[${i}].paths`, 'key', paths, ({ key }) => key);
    for (const [j, { requirements }] of paths.entries()) {
      yield* inRequirements(requirements, `competencies[${i}].paths[${j}].requires`);
    }
  }
  for (const [i, { scope }] of catalogue.benefits.entries()) {
    if (scope.competency !== null)
      yield* unknown('competency', scope.competency, competencies, `benefits[${i}].scope.competency`);
  }

  function* inRequirements(requirements: readonly Requirement[], place: string): Generator<Problem> {
    for (const [i, requirement] of requirements.entries()) {
      const here = `${place}[${i}]`;
      switch (requirement.kind) {
        case 'people':
          for (const [k, { each, ofThose }] of requirement.groups.entries()) {
            yield* inNeed(each, `${here}.people[${k}].each`);
            if (ofThose !== null) yield* inNeed(ofThose.each, `${here}.people[${k}].ofThose.each`);
          }
          break;
        case 'metric':
          yield* unknown('metric', requirement.metric, metrics, `${here}.metric`);
          break;
        case 'all':
        case 'any':
          yield* inRequirements(requirement.of, `${here}.${requirement.kind}`);
      }
    }
  }

  function* inNeed(need: Need, place: string): Generator<Problem> {
    if (need.kind === 'credential') yield* unknown('credential', need.code, credentials, place);
    else for (const [i, part] of need.of.entries()) yield* inNeed(part, `${place}.${need.kind}[${i}]`);
  }
}

function* unknown(
  kind: 'center' | 'competency' | 'credential' | 'metric',
  key: string,
  known: ReadonlySet<string>,
  place: string,
): Generator<Problem> {
  if (!known.has(key)) yield { place, sentence: sentence(`catalogue.document.${kind}`, { key }) };
}

function* duplicates<Entry>(
  list: string,
  field: string,
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): Generator<Problem> {
  const places = new Map<string, string>();
  for (const [i, entry] of entries.entries()) {
    const key = keyOf(entry);
    const first = places.get(key);
    if (first === undefined) places.set(key, `${list}[${i}]`);
    else {
      const problem = sentence('catalogue.document.repeated', { key, first });
      yield { place: `${list}[${i}].${field}`, sentence: problem };
    }
  }
}
