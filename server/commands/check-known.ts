import { say } from '../messages';
import type { Catalogue } from '../rules';
import { nearMatch } from './near-match';
import type { Refusal } from './refusal';

type Kind = 'benefit' | 'competency' | 'credential' | 'metric';

/** What facts may name: everything of this kind that is in some version of the catalogue. */
export function wordsOf(kind: Kind, versions: readonly Catalogue[]): ReadonlySet<string> {
  return new Set(versions.flatMap((version) => WORDS[kind](version)));
}

const WORDS: Readonly<Record<Kind, (version: Catalogue) => readonly string[]>> = {
  benefit: ({ benefits }) => benefits.map(({ key }) => key),
  competency: ({ competencies }) => competencies.map(({ key }) => key),
  credential: ({ credentials }) => credentials.map(({ code }) => code),
  metric: ({ metrics }) => metrics.map(({ key }) => key),
};

/** What no version of the catalogue has is refused, with the word that was probably meant. */
export function checkKnown(
  kind: Kind,
  given: string,
  known: ReadonlySet<string>,
  path: readonly string[],
): Refusal | null {
  return known.has(given) ? null : unknown(kind, given, known, path);
}

/** The refusal of a word that is not known. */
export function unknown(
  kind: Kind | 'offer',
  given: string,
  known: Iterable<string>,
  path: readonly string[],
): Refusal {
  const near = nearMatch(given, known);
  const message =
    near === null ? say(`${kind}.unknown`, { given }) : say(`${kind}.unknown.near`, { given, near });
  return { code: 'NOT_FOUND', message, path };
}
