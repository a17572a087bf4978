import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';
import type { Catalogue } from '../rules';
import { nearMatch } from './near-match';
import type { Refusal } from './refusal';

type KeyKind = 'benefit' | 'center' | 'competency' | 'credential' | 'metric';

/** Facts may refer to a key of any catalogue version. */
export function knownKeys(kind: KeyKind, versions: readonly Catalogue[]): ReadonlySet<string> {
  return new Set(versions.flatMap((version) => KEYS[kind](version)));
}

const KEYS: Readonly<Record<KeyKind, (version: Catalogue) => readonly string[]>> = {
  benefit: ({ benefits }) => benefits.map(({ key }) => key),
  center: ({ centers }) => centers.map(({ key }) => key),
  competency: ({ competencies }) => competencies.map(({ key }) => key),
  credential: ({ credentials }) => credentials.map(({ code }) => code),
  metric: ({ metrics }) => metrics.map(({ key }) => key),
};

export function checkKnownKey(
  kind: KeyKind,
  key: string,
  known: ReadonlySet<string>,
  path: readonly string[],
): Refusal | null {
  return known.has(key) ? null : unknownKey(kind, key, known, path);
}

const MAX_LISTED_KEYS = 12;

/** Suggests the nearest known key, or lists all known keys if there are few. */
export function unknownKey(
  kind: KeyKind | 'offer',
  key: string,
  known: Iterable<string>,
  path: readonly string[],
): Refusal {
  return { code: 'NOT_FOUND', sentence: isUnknown(kind, key, [...new Set(known)]), path };
}

function isUnknown(kind: KeyKind | 'offer', key: string, known: readonly string[]): Reason {
  const near = nearMatch(key, known);
  if (near !== null) return sentence(`${kind}.unknown.near`, { given: key, near: [near] });
  return known.length === 0 || known.length > MAX_LISTED_KEYS
    ? sentence(`${kind}.unknown`, { given: key })
    : sentence(`${kind}.unknown.all`, { given: key, keys: known.toSorted() });
}
