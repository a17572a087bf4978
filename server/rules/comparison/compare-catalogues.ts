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
interface Change<Of extends string, Noun> {
  readonly of: Of;
  /** Null for an object that the later version adds. */
  readonly before: Noun | null;
  /** Null for an object that the later version removes. */
  readonly after: Noun | null;
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
export function compareCatalogues(before: Catalogue, after: Catalogue): readonly CatalogueChange[] {
  return [
    ...changes('center', CENTER, before.centers, after.centers, byKey),
    ...pair(before.competencies, after.competencies, byKey).flatMap(compareCompetencies),
    ...changes('credential', CREDENTIAL, before.credentials, after.credentials, ({ code }) => code),
    ...changes('metric', METRIC, before.metrics, after.metrics, byKey),
    ...changes('offer', OFFER, before.offers, after.offers, byKey),
    ...changes('benefit', BENEFIT, before.benefits, after.benefits, byKeyAndScope),
    ...changes('policy', POLICY, [before.policy], [after.policy], () => 'policy'),
  ];
}

function compareCompetencies([before, after]: Pair<Competency>): readonly CatalogueChange[] {
  const competency = (before ?? after)?.key ?? '';
  return [
    ...changes('competency', COMPETENCY, listOf(before), listOf(after), byKey),
    ...changes('path', PATH, before?.paths ?? [], after?.paths ?? [], byKey).map((path) => ({
      ...path,
      competency,
    })),
  ];
}

function changes<Of extends string, Noun extends object>(
  of: Of,
  comparers: Comparers<Noun>,
  before: readonly Noun[],
  after: readonly Noun[],
  keyOf: (noun: Noun) => string,
): readonly Change<Of, Noun>[] {
  return pair(before, after, keyOf)
    .map(([one, other]) => ({ of, before: one, after: other, fields: changedFields(comparers, one, other) }))
    .filter(({ fields }) => fields.length > 0);
}

function changedFields<Noun>(
  comparers: Comparers<Noun>,
  before: Noun | null,
  after: Noun | null,
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

type Pair<Noun> = readonly [before: Noun | null, after: Noun | null];

/** At least one of each pair is not null. */
function pair<Noun>(
  before: readonly Noun[],
  after: readonly Noun[],
  keyOf: (noun: Noun) => string,
): readonly Pair<Noun>[] {
  const earlier = new Map(before.map((noun) => [keyOf(noun), noun]));
  const later = new Set(after.map(keyOf));
  return [
    ...after.map((noun): Pair<Noun> => [earlier.get(keyOf(noun)) ?? null, noun]),
    ...before.filter((noun) => !later.has(keyOf(noun))).map((noun): Pair<Noun> => [noun, null]),
  ];
}

function listOf<Noun>(noun: Noun | null): readonly Noun[] {
  return noun === null ? [] : [noun];
}

function byKey({ key }: { readonly key: string }): string {
  return key;
}

function byKeyAndScope({ key, scope }: Benefit): string {
  return [key, scope.level, scope.competency ?? ''].join(' ');
}
