import { decimalPlacesOf, isCurrency, writeDecimal, writeHundredths, type Level, type Price } from '../rules';
import { en } from './en';
import { formatCount, formatDecimal, pluralFormOf } from './language';

export type MessageKey = keyof typeof en;

type Placeholders<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Values<Key extends MessageKey> = {
  readonly [Name in Placeholders<(typeof en)[Key]>]: string | number;
};

export function say<Key extends MessageKey>(
  key: Key,
  ...[values]: [Placeholders<(typeof en)[Key]>] extends [never] ? [] : [values: Values<Key>]
): string {
  return fill(en[key], values ?? {});
}

/** The key without its plural form: `rule.people` for `rule.people.one` and `rule.people.other`. */
type Stem<Key> = Key extends `${infer Name}.other` ? Name : never;

/** `count` selects the plural form and fills the placeholder `{count}`. */
export function sayPlural<Name extends Stem<MessageKey>>(
  name: Name,
  count: number,
  values: Omit<Values<`${Name}.other`>, 'count'>,
): string {
  // The plural forms depend on the language, but every language has `other`.
  const sentences: Readonly<Record<string, string>> = en;
  const sentence = sentences[`${name}.${pluralFormOf(count)}`] ?? en[`${name}.other`];
  return fill(sentence, { ...values, count });
}

/**
 * Sentences split into alternating text and placeholder names. Cached, because a request can have thousands of errors.
 */
const partsBySentence = new Map<string, readonly string[]>();

function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  let parts = partsBySentence.get(sentence);
  if (parts === undefined) partsBySentence.set(sentence, (parts = sentence.split(/\{(\w+)\}/)));
  let text = '';
  for (const [i, part] of parts.entries())
    text += i % 2 === 0 ? part : valueInWords(values[part] ?? `{${part}}`);
  return text;
}

/** Numbers are written as the language writes them. An identifier, such as a version, is passed as a string. */
function valueInWords(value: string | number): string {
  return typeof value === 'number' ? formatCount(value) : value;
}

export function levelInWords(level: Level): string {
  return say(`level.${level}`);
}

/** `1,850.00 USD`, and `185,000 JPY`. */
export function moneyInWords({ minorUnits, currency }: Price): string {
  const places = decimalPlacesOf(currency);
  return withUnit(formatDecimal(writeDecimal(minorUnits, places), places), currency);
}

/** An amount of a metric: `1,850.00 USD`, and `25 customers`. */
export function amountInWords(hundredths: number, unit: string): string {
  const exact = writeHundredths(hundredths);
  return withUnit(formatDecimal(exact, isCurrency(unit) ? Math.min(2, decimalPlacesOf(unit)) : 0), unit);
}

function withUnit(amount: string, unit: string): string {
  return say('rule.amount', { amount, unit });
}
