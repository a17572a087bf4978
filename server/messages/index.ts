import type { Level, Price } from '../rules';
import { en } from './en';
import { amountInWords, countInWords, formOf } from './language';

export type MessageKey = keyof typeof en;

/** The names in braces of a sentence. */
type Blanks<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blanks<Rest>
  : never;

type Values<Key extends MessageKey> = { readonly [Name in Blanks<(typeof en)[Key]>]: string | number };

/** The sentence of a key, with its blanks filled in; a blank that is left out does not compile. */
export function say<Key extends MessageKey>(
  key: Key,
  ...[values]: [Blanks<(typeof en)[Key]>] extends [never] ? [] : [values: Values<Key>]
): string {
  return filled(en[key], values ?? {});
}

/** What the keys of a sentence in several forms begin with: `rule.people` of `rule.people.one`, `rule.people.other`. */
type Stem<Key> = Key extends `${infer Name}.other` ? Name : never;

/** The sentence in the form that goes with a number, which is also its blank `{count}`. */
export function sayOfNumber<Name extends Stem<MessageKey>>(
  name: Name,
  count: number,
  values: Omit<Values<`${Name}.other`>, 'count'>,
): string {
  // A language has the forms that it needs, and always `other`.
  const forms: Readonly<Record<string, string>> = en;
  const sentence = forms[`${name}.${formOf(count)}`] ?? en[`${name}.other`];
  return filled(sentence, { ...values, count: countInWords(count) });
}

/** Sentences split at their placeholders: text and name alternate. A request may have thousands of errors. */
const partsOfSentence = new Map<string, readonly string[]>();

function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  let parts = partsOfSentence.get(sentence);
  if (parts === undefined) partsOfSentence.set(sentence, (parts = sentence.split(/\{(\w+)\}/)));
  let text = '';
  for (const [i, part] of parts.entries()) text += i % 2 === 0 ? part : (values[part] ?? `{${part}}`);
  return text;
}

export function levelInWords(level: Level): string {
  return say(`level.${level}`);
}

export function moneyInWords({ hundredths, currency }: Price): string {
  return say('rule.amount', { amount: amountInWords(hundredths, currency), unit: currency });
}
