import type { Day, Level, LocalizedText, Month, Price } from '../rules';
import type { en } from './en';

/** The values of placeholders by their kind. All of them can be stored as JSON. */
export interface ValueKinds {
  /** A placeholder without a kind: text, a number or an inner sentence. */
  readonly text: Phrase | number;
  readonly day: Day;
  readonly month: Month;
  /** An instant in the format of RFC 3339, in UTC. */
  readonly instant: string;
  readonly level: Level;
  readonly role: 'MEMBER' | 'ADMIN';
  readonly money: Price;
  readonly amount: Amount;
  /** A number as the language writes it. */
  readonly count: number;
  /** A number that identifies, such as that of a version. It is written in plain digits. */
  readonly version: number;
  /** Text that is the same in every language, such as a key or an exact amount. */
  readonly exact: string;
  /** Keys of which one is to be used. Each is quoted, and the language joins them with "or". */
  readonly keys: readonly string[];
  /** Names of fields, which the language joins with "and". */
  readonly fields: readonly string[];
  /** The path of an argument. */
  readonly path: readonly string[];
  readonly name: Named;
  /** Names that the language joins with "and". */
  readonly names: readonly Named[];
  /** What includes a benefit, one sentence for each. */
  readonly sources: readonly BenefitSource[];
  /** A list that the language joins with "and" or "or". */
  readonly and: readonly (Phrase | number)[];
  readonly or: readonly (Phrase | number)[];
}

export interface Amount {
  readonly hundredths: number;
  readonly unit: string;
}

/** An object of the catalogue. A sentence shows its name, and programs get its key. */
export interface Named {
  readonly key: string;
  readonly name: LocalizedText | string;
}

export interface BenefitSource {
  readonly level: Level;
  /** Null for a benefit of the membership. */
  readonly competency: Named | null;
}

/** Text that is the same in every language, such as a code; a text of the catalogue; or a sentence. */
export type Phrase = string | LocalizedText | Sentence;

export type MessageKey = keyof typeof en;

/** `rule.people` for `rule.people.one` and `rule.people.other`. The value `count` selects the plural form. */
type Stem<Key> = Key extends `${infer Name}.other`
  ? `${Name}.one` extends MessageKey
    ? Name
    : never
  : never;

type PluralStem = Stem<MessageKey>;

export type SentenceKey = Exclude<MessageKey, `${PluralStem}.${'one' | 'other'}`> | PluralStem;

type TextOf<Key extends SentenceKey> = Key extends MessageKey
  ? (typeof en)[Key]
  : `${Key}.other` extends infer Other extends MessageKey
    ? (typeof en)[Other] | '{count}'
    : never;

type Placeholders<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? Inner | Placeholders<Rest>
  : never;

type NameOf<Placeholder> = Placeholder extends `${infer Name}:${string}` ? Name : Placeholder;

type ValueOf<Placeholder> = Placeholder extends `${string}:${infer Kind extends keyof ValueKinds}`
  ? ValueKinds[Kind]
  : ValueKinds['text'];

export type Values<Key extends SentenceKey> = {
  readonly [Placeholder in Placeholders<TextOf<Key>> as NameOf<Placeholder> & string]: ValueOf<Placeholder>;
};

/** A sentence that has not been made yet: its key, and the values of its placeholders. */
export type SentenceOf<Key extends SentenceKey> = Key extends SentenceKey
  ? { readonly key: Key; readonly values: Values<Key> }
  : never;

export type Sentence = SentenceOf<SentenceKey>;

/**
 * The compiler checks the values against the placeholders. `Words` makes the text, in the language of the request.
 */
export function sentence<Key extends SentenceKey>(
  key: Key,
  ...[values]: [Placeholders<TextOf<Key>>] extends [never] ? [] : [values: Values<Key>]
): SentenceOf<Key> {
  // The type depends on the key only, which the compiler cannot follow for every key at once.
  return { key, values: values ?? {} } as unknown as SentenceOf<Key>;
}

export function isSentence(phrase: Phrase): phrase is Sentence {
  return typeof phrase === 'object' && 'key' in phrase;
}

export function inSequence(first: Sentence, others: readonly Sentence[]): Sentence {
  return others.reduce<Sentence>((left, right) => sentence('sentences', { left, right }), first);
}
