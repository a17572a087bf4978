import { say } from '../messages';
import { joinedByOr } from '../messages/language';
import type { Catalogue } from '../rules';
import { nearMatch } from './near-match';
import type { Refusal } from './refusal';

type KeyKind = 'benefit' | 'center' | 'competency' | 'credential' | 'metric';

/** What facts may name: everything of this kind that is in some version of the catalogue. */
export function wordsOf(kind: KeyKind, versions: readonly Catalogue[]): ReadonlySet<string> {
  return new Set(versions.flatMap((version) => WORDS[kind](version)));
}

const WORDS: Readonly<Record<KeyKind, (version: Catalogue) => readonly string[]>> = {
  benefit: ({ benefits }) => benefits.map(({ key }) => key),
  center: ({ centers }) => centers.map(({ key }) => key),
  competency: ({ competencies }) => competencies.map(({ key }) => key),
  credential: ({ credentials }) => credentials.map(({ code }) => code),
  metric: ({ metrics }) => metrics.map(({ key }) => key),
};

/** What no version of the catalogue has is refused, with the word that was probably meant. */
export function checkKnown(
  kind: KeyKind,
  given: string,
  known: ReadonlySet<string>,
  path: readonly string[],
): Refusal | null {
  return known.has(given) ? null : unknown(kind, given, known, path);
}

/** As many as a sentence can name. */
const MAX_NAMED = 12;

/** The refusal of a word that is not known, with the one that was probably meant or, where there are few, all of them. */
export function unknown(
  kind: KeyKind | 'offer',
  given: string,
  known: Iterable<string>,
  path: readonly string[],
): Refusal {
  return { code: 'NOT_FOUND', message: unknownInWords(kind, given, [...new Set(known)]), path };
}

function unknownInWords(kind: KeyKind | 'offer', given: string, known: readonly string[]): string {
  const near = nearMatch(given, known);
  if (near !== null) return say(`${kind}.unknown.near`, { given, near });
  const isUnknown = say(`${kind}.unknown`, { given });
  if (known.length === 0 || known.length > MAX_NAMED) return isUnknown;
  const words = joinedByOr(known.toSorted().map((word) => say('known.word', { word })));
  return say('sentences', { left: isUnknown, right: say('known.among', { words }) });
}
