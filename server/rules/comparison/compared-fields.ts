import type {
  AttainmentPath,
  Benefit,
  Center,
  Competency,
  Credential,
  Metric,
  Offer,
  Policy,
  Price,
  Requirement,
} from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Level } from '../vocabulary/level';
import { LANGUAGES, type Language, type LocalizedText } from '../vocabulary/localized-text';
import { isEqual } from './is-equal';

/** The fields that identify an object, or whose objects are compared by themselves. */
type Identity = 'key' | 'code' | 'scope' | 'paths';

/** A comparer for each field of a noun. The compiler reports a field that is missing. */
export type Comparers<Noun> = {
  readonly [Field in Exclude<keyof Noun, Identity>]: Comparer<NonNullable<Noun[Field]>>;
};

export type ComparedField = Exclude<
  | keyof AttainmentPath
  | keyof Benefit
  | keyof Center
  | keyof Competency
  | keyof Credential
  | keyof Metric
  | keyof Offer
  | keyof Policy,
  Identity
>;

/** Null: the field has no value, or there is no object. */
interface Values<Value> {
  readonly field: ComparedField;
  readonly before: Value | null;
  readonly after: Value | null;
}

/** Two different values of a field. */
export type ChangedField =
  | (Values<string> & { readonly kind: 'text'; readonly language: Language })
  | (Values<number> & { readonly kind: 'number' })
  | (Values<readonly number[]> & { readonly kind: 'numbers' })
  | (Values<Day> & { readonly kind: 'day' })
  | (Values<Level> & { readonly kind: 'level' })
  | (Values<Price> & { readonly kind: 'price' })
  /** The key of another object, or a word of a fixed list. */
  | (Values<string> & { readonly kind: 'key' })
  | (Values<readonly Requirement[]> & { readonly kind: 'requirements' });

export type Comparer<Value> = (
  field: ComparedField,
  before: Value | null,
  after: Value | null,
) => readonly ChangedField[];

const number = comparer<number>((values) => ({ kind: 'number', ...values }));
const numbers = comparer<readonly number[]>((values) => ({ kind: 'numbers', ...values }));
const day = comparer<Day>((values) => ({ kind: 'day', ...values }));
const level = comparer<Level>((values) => ({ kind: 'level', ...values }));
const price = comparer<Price>((values) => ({ kind: 'price', ...values }));
const key = comparer<string>((values) => ({ kind: 'key', ...values }));
const requirements = comparer<readonly Requirement[]>((values) => ({ kind: 'requirements', ...values }));

function comparer<Value>(changed: (values: Values<Value>) => ChangedField): Comparer<Value> {
  return (field, before, after) => (isEqual(before, after) ? [] : [changed({ field, before, after })]);
}

/** A text changes in each language by itself. */
function text(
  field: ComparedField,
  before: LocalizedText | null,
  after: LocalizedText | null,
): readonly ChangedField[] {
  const languages = LANGUAGES.filter((language) => before?.[language] !== after?.[language]);
  return languages.map((language) => ({
    kind: 'text',
    field,
    language,
    before: before?.[language] ?? null,
    after: after?.[language] ?? null,
  }));
}

export const CENTER: Comparers<Center> = { name: text };

export const METRIC: Comparers<Metric> = { name: text, unit: text };

export const CREDENTIAL: Comparers<Credential> = {
  kind: key,
  title: text,
  description: text,
  validityMonths: number,
  lastRegistrationOn: day,
  retiresOn: day,
  acceptedUntil: day,
  replacedBy: key,
};

export const COMPETENCY: Comparers<Competency> = {
  name: text,
  description: text,
  center: key,
  retiredOn: day,
};

export const PATH: Comparers<AttainmentPath> = {
  name: text,
  level,
  from: day,
  until: day,
  requirements,
};

export const OFFER: Comparers<Offer> = { name: text, level, price };

export const BENEFIT: Comparers<Benefit> = {
  name: text,
  description: text,
  quantity: number,
  value: price,
  price,
};

export const POLICY: Comparers<Policy> = {
  timeZone: key,
  termMonths: number,
  renewalOpensDaysBefore: number,
  renewalClosesDaysAfter: number,
  overrideMonths: number,
  upgradeDiscountPercent: number,
  refundDays: number,
  associationsPerYear: number,
  daysBetweenAssociations: number,
  reminderDays: numbers,
};
