import type {
  AttainmentPath,
  Benefit,
  Catalogue,
  Center,
  Competency,
  Credential,
  Metric,
  Offer,
  Policy,
} from '../vocabulary/catalogue';
import { mapStepwise, runSync, type Work } from '../vocabulary/work';
import {
  BENEFIT,
  CENTER,
  COMPETENCY,
  CREDENTIAL,
  METRIC,
  OFFER,
  PATH,
  POLICY,
  type ChangedField,
  type ComparedField,
  type Comparer,
  type Comparers,
} from './compared-fields';

/** An object of the catalogue that differs between two versions. */
interface Change<Of extends string, Noun> extends Pair<Noun> {
  readonly of: Of;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Never empty. An added or removed object has all its values here. */
  readonly fields: readonly ChangedField[];
}

export type CatalogueChange =
  | Change<'center', Center>
  | Change<'competency', Competency>
  | (Change<'path', AttainmentPath> & { readonly competency: string })
  | Change<'credential', Credential>
  | Change<'metric', Metric>
  | Change<'offer', Offer>
  | Change<'benefit', Benefit>
  | Change<'policy', Policy>;

/**
 * The differences between two versions, in the order of the later one, followed by what it removes. Objects are matched
 * by their keys: the order of a list makes no difference, and neither do the number of a version and its first day.
 */
export const compareCatalogues = runSync(compareCataloguesStepwise);
export function* compareCataloguesStepwise(
  before: Catalogue,
  after: Catalogue,
): Work<readonly CatalogueChange[]> {
  const competencies = pair(before.competencies, after.competencies, byKey);
  return [
    ...(yield* changes('center', CENTER, pair(before.centers, after.centers, byKey))),
    ...(yield* mapStepwise(competencies, compareCompetencies)).flat(),
    ...(yield* changes('credential', CREDENTIAL, pair(before.credentials, after.credentials, byCode))),
    ...(yield* changes('metric', METRIC, pair(before.metrics, after.metrics, byKey))),
    ...(yield* changes('offer', OFFER, pair(before.offers, after.offers, byKey))),
    ...(yield* changes('benefit', BENEFIT, pair(before.benefits, after.benefits, byKeyAndScope))),
    ...compare('policy', POLICY, { object: after.policy, before: before.policy, after: after.policy }),
  ];
}

function compareCompetencies(competency: Pair<Competency>): readonly CatalogueChange[] {
  const { object, before, after } = competency;
  const paths = pair(before?.paths ?? [], after?.paths ?? [], byKey);
  return [
    ...compare('competency', COMPETENCY, competency),
    ...paths
      .flatMap((path) => compare('path', PATH, path))
      .map((path) => ({ ...path, competency: object.key })),
  ];
}

const PAIRS_BETWEEN_PAUSES = 50;

function* changes<Of extends string, Noun extends object>(
  of: Of,
  comparers: Comparers<Noun>,
  pairs: readonly Pair<Noun>[],
): Work<readonly Change<Of, Noun>[]> {
  const changesOfPairs = yield* mapStepwise(
    pairs,
    (one) => compare(of, comparers, one),
    PAIRS_BETWEEN_PAUSES,
  );
  return changesOfPairs.flat();
}

/** Returns one change, or none if the objects are equal. */
function compare<Of extends string, Noun extends object>(
  of: Of,
  comparers: Comparers<Noun>,
  objects: Pair<Noun>,
): readonly Change<Of, Noun>[] {
  const fields = changedFields(comparers, objects);
  return fields.length === 0 ? [] : [{ of, kind: kindOf(objects), ...objects, fields }];
}

function kindOf({ before, after }: Pair<unknown>): 'added' | 'removed' | 'changed' {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function changedFields<Noun>(
  comparers: Comparers<Noun>,
  { before, after }: Pair<Noun>,
): readonly ChangedField[] {
  // The comparer of a field takes the values of that field.
  const entries = Object.entries(comparers) as unknown as readonly [
    ComparedField & keyof Noun,
    Comparer<unknown>,
  ][];
  return entries.flatMap(([field, compare]) =>
    compare(field, before?.[field] ?? null, after?.[field] ?? null),
  );
}

interface Pair<Noun> {
  /** As the later version has it, or as the earlier one has it if the later one removes it. */
  readonly object: Noun;
  /** Null if the later version adds the object. */
  readonly before: Noun | null;
  /** Null if the later version removes the object. */
  readonly after: Noun | null;
}

function pair<Noun>(
  before: readonly Noun[],
  after: readonly Noun[],
  keyOf: (noun: Noun) => string,
): readonly Pair<Noun>[] {
  const earlier = new Map(before.map((noun) => [keyOf(noun), noun]));
  const later = new Set(after.map(keyOf));
  return [
    ...after.map((noun) => ({ object: noun, before: earlier.get(keyOf(noun)) ?? null, after: noun })),
    ...before
      .filter((noun) => !later.has(keyOf(noun)))
      .map((noun) => ({ object: noun, before: noun, after: null })),
  ];
}

function byKey({ key }: { readonly key: string }): string {
  return key;
}

function byCode({ code }: { readonly code: string }): string {
  return code;
}

function byKeyAndScope({ key, scope }: Benefit): string {
  return [key, scope.level, scope.competency ?? ''].join(' ');
}
