import { decimalPlacesOf, isCurrency, writeDecimal, writeHundredths, type Level, type Price } from '../rules';
import { en } from './en';
import { Language } from './language';
import { localized } from './localized';
import {
  inSequence,
  isSentence,
  sentence,
  type Amount,
  type BenefitSource,
  type MessageKey,
  type Phrase,
  type Sentence,
  type ValueKinds,
} from './sentence';

/** The texts of a language, with the keys and placeholders of `en.ts` and the plural forms of the language. */
export type Translation = Readonly<Record<MessageKey, string>>;

/** Text, or the name and the kind of a placeholder. */
type Part = string | { readonly name: string; readonly kind: keyof ValueKinds };

/**
 * Makes sentences in one language. Only those who answer do so: presenters, resolvers, HTTP and the programs of the
 * command line. Everything else passes on the sentence that is still to be made.
 */
export class Words {
  readonly #language: Language;
  readonly #translation: Readonly<Record<string, string>>;
  /** Cached, because a request can have thousands of errors. */
  readonly #parts = new Map<string, readonly Part[]>();

  constructor(locale: string, translation: Translation) {
    this.#language = new Language(locale);
    this.#translation = translation;
  }

  say(phrase: Phrase): string {
    if (typeof phrase === 'string') return phrase;
    return isSentence(phrase) ? this.#make(phrase) : localized(phrase);
  }

  #make({ key, values }: Sentence): string {
    const placeholders: Readonly<Record<string, unknown>> = values;
    let text = '';
    for (const part of this.#partsOf(key, placeholders['count']))
      text += typeof part === 'string' ? part : this.#write(part.kind, placeholders[part.name]);
    return text;
  }

  /** A number as the language writes it. */
  count(count: number): string {
    return this.#language.count(count);
  }

  #partsOf(key: string, count: unknown): readonly Part[] {
    const text = this.#translation[key] ?? this.#pluralOf(key, Number(count));
    let parts = this.#parts.get(text);
    if (parts === undefined) this.#parts.set(text, (parts = split(text)));
    return parts;
  }

  #pluralOf(stem: string, count: number): string {
    // The plural forms depend on the language, but every language has `other`.
    const text =
      this.#translation[`${stem}.${this.#language.pluralFormOf(count)}`] ??
      this.#translation[`${stem}.other`];
    if (text === undefined) throw new Error(`There is no sentence "${stem}".`);
    return text;
  }

  /** The compiler has checked the value against the kind of the placeholder. */
  #write(kind: keyof ValueKinds, value: unknown): string {
    switch (kind) {
      case 'text':
        return this.#text(value as ValueKinds['text']);
      case 'level':
        return this.say(sentence(`level.${value as Level}`));
      case 'money':
        return this.#money(value as ValueKinds['money']);
      case 'amount':
        return this.#amount(value as ValueKinds['amount']);
      case 'count':
        return this.#language.count(value as ValueKinds['count']);
      case 'keys': {
        const keys = value as ValueKinds['keys'];
        return this.#language.joinedByOr(keys.map((text) => this.say(sentence('quoted', { text }))));
      }
      case 'fields':
        return this.#language.joinedByAnd(value as ValueKinds['fields']);
      case 'path':
        return (value as ValueKinds['path']).join('.');
      case 'name':
        return this.say((value as ValueKinds['name']).name);
      case 'names':
        return this.#language.joinedByAnd((value as ValueKinds['names']).map(({ name }) => this.say(name)));
      case 'sources':
        return this.#inSequence((value as ValueKinds['sources']).map(sourceInWords));
      case 'and':
        return this.#language.joinedByAnd(this.#texts(value as ValueKinds['and']));
      case 'or':
        return this.#language.joinedByOr(this.#texts(value as ValueKinds['or']));
      case 'day':
      case 'month':
      case 'instant':
      case 'role':
      case 'exact':
      case 'version':
        return String(value);
    }
  }

  #inSequence([first, ...others]: readonly Sentence[]): string {
    return first === undefined ? '' : this.say(inSequence(first, others));
  }

  #text(value: Phrase | number): string {
    return typeof value === 'number' ? this.#language.count(value) : this.say(value);
  }

  #texts(values: readonly (Phrase | number)[]): readonly string[] {
    return values.map((value) => this.#text(value));
  }

  /** `1,850.00 USD`, and `185,000 JPY`. */
  #money({ minorUnits, currency }: Price): string {
    const places = decimalPlacesOf(currency);
    return this.#withUnit(this.#language.decimal(writeDecimal(minorUnits, places), places), currency);
  }

  /** An amount of a metric: `1,850.00 USD`, and `25 customers`. */
  #amount({ hundredths, unit }: Amount): string {
    const places = isCurrency(unit) ? Math.min(2, decimalPlacesOf(unit)) : 0;
    return this.#withUnit(this.#language.decimal(writeHundredths(hundredths), places), unit);
  }

  #withUnit(amount: string, unit: string): string {
    return this.say(sentence('rule.amount', { amount, unit }));
  }
}

export const ENGLISH = new Words('en-GB', en);

function sourceInWords({ level, competency }: BenefitSource): Sentence {
  return competency === null
    ? sentence('benefit.source.membership', { level })
    : sentence('benefit.source.competency', { level, competency });
}

/** The alternating texts and placeholders of a sentence. */
function split(text: string): readonly Part[] {
  return text.split(/(\{\w+(?::\w+)?\})/).map((part) => {
    const match = /^\{(\w+)(?::(\w+))?\}$/.exec(part);
    if (match === null) return part;
    const [, name = '', kind = 'text'] = match;
    // A test checks the kinds of all placeholders.
    return { name, kind: kind as keyof ValueKinds };
  });
}
