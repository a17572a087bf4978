import { z } from 'zod';
import { sentence, type Sentence } from '../messages';
import { shorten } from '../messages/shorten';
import {
  CREDENTIAL_KINDS,
  decimalPlacesOf,
  isDay,
  LEVELS,
  MAX_UNITS,
  METRIC_PLACES,
  readDecimal,
  writeDecimal,
  type AttainmentPath,
  type Benefit,
  type Competency,
  type Credential,
  type LocalizedText,
  type Metric,
  type Need,
  type Offer,
  type Policy,
  type Price,
  type ReadDecimal,
  type Requirement,
  type Work,
} from '../rules';
import { listField } from './list-field';
import { localizedText } from './localized-text';
import { MAX_PROBLEMS } from './problem';
import { asMessage, issueMessage } from './sentence-in-issue';

/** Codes and metric keys are stored with the facts, and the whole document is stored: databases would alter such text. */
const anyText = z
  .string()
  .refine(
    (value) => value.isWellFormed() && !value.includes('\0'),
    asMessage(sentence('document.illFormed')),
  );
const text = anyText
  .min(1)
  .refine((value) => value === value.trim(), asMessage(sentence('document.outerSpace')));
const key = text.max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, asMessage(sentence('catalogue.document.key')));
const textForPeople = localizedText(text);
/** The columns that store codes have this length. */
const code = text.max(60);
/** At most the largest GraphQL Int. */
const count = z.int().min(1).max(2_147_483_647);
/** The sum of many quantities must fit into a GraphQL Int. */
const quantity = z.int().min(1).max(10_000_000);
/** The time of an evaluation grows with the number of people. */
const peopleCount = z.int().min(1).max(1000);
/** At most a century, because the calendar ends in 9999. */
const months = z.int().min(1).max(1200);
const day = z.string().refine(isDay, {
  error: (issue) =>
    asMessage(sentence('document.day', { given: JSON.stringify(shorten(String(issue.input))) })),
});
const optionalDay = optional(day);

function optional<T>(schema: z.ZodType<T, unknown>) {
  return schema.nullish().transform((value) => value ?? null);
}
const level = z.enum(LEVELS);

type ReadEntry<T> = (entry: unknown) => z.ZodSafeParseResult<T>;

function entryReader<T>(schema: z.ZodType<T, unknown>): ReadEntry<T> {
  return (entry) => schema.safeParse(entry, { error: issueMessage });
}

/** Parses the entries of a list ahead of the list itself, one entry per step, and keeps the results for the list. */
class Entries<T> {
  readonly #read: ReadEntry<T>;
  readonly #results = new WeakMap<object, z.ZodSafeParseResult<T>>();

  constructor(schema: z.ZodType<T, unknown>) {
    this.#read = entryReader(schema);
  }

  readonly read: ReadEntry<T> = (entry) => {
    if (typeof entry !== 'object' || entry === null) return this.#read(entry);
    const result = this.#results.get(entry) ?? this.#read(entry);
    this.#results.delete(entry);
    return result;
  };

  *readAhead(entries: readonly unknown[]): Work<void> {
    let problems = 0;
    for (const entry of entries) {
      if (typeof entry !== 'object' || entry === null) continue;
      const result = this.#read(entry);
      this.#results.set(entry, result);
      problems += result.error?.issues.length ?? 0;
      if (problems >= MAX_PROBLEMS) return;
      yield;
    }
  }
}

/** Stops reading a list after MAX_PROBLEMS problems, because an invalid entry takes much longer than a valid one. */
function list<T>(entry: z.ZodType<T, unknown>, least = 0) {
  return listOf(entryReader(entry), least);
}

function listOf<T>(readEntry: ReadEntry<T>, least = 0) {
  return z
    .array(z.unknown())
    .min(least)
    .transform((entries, { issues }) => {
      const read: T[] = [];
      for (let i = 0; i < entries.length && issues.length < MAX_PROBLEMS; i++) {
        const { success, data, error } = readEntry(entries[i]);
        if (success) read.push(data);
        else for (const issue of error.issues) issues.push(issueInside(i, issue));
      }
      return read;
    });
}

function issueInside(index: number, issue: z.core.$ZodIssue): z.core.$ZodRawIssue {
  // The type of a raw issue requires `input` to build a message, but this issue already has its message.
  return { ...issue, path: [index, ...issue.path] } as z.core.$ZodRawIssue;
}

function entryObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, note: anyText.optional(), illustrative: z.boolean().optional() });
}

function withoutRemarks<T extends { note?: string | undefined; illustrative?: boolean | undefined }>(
  value: T,
) {
  const { note: _note, illustrative: _illustrative, ...rest } = value;
  return rest;
}

const price = z
  .strictObject({
    amount: z.number().nonnegative(),
    currency: z.string().regex(/^[A-Z]{3}$/, asMessage(sentence('catalogue.document.currency'))),
  })
  .transform(({ amount, currency }, context): Price => {
    const places = decimalPlacesOf(currency);
    const read = readNumber(amount, places);
    if (read.problem === null) return { minorUnits: read.units, currency };
    const problem =
      read.problem === 'size'
        ? tooLarge(amount, places)
        : sentence('catalogue.document.price.decimals', { amount: String(amount), currency, places });
    context.addIssue({ code: 'custom', path: ['amount'], message: asMessage(problem) });
    return z.NEVER;
  });

const hundredths = z
  .number()
  .nonnegative()
  .transform((amount, context) => {
    const read = readNumber(amount, METRIC_PLACES);
    if (read.problem === null) return read.units;
    const problem =
      read.problem === 'size'
        ? tooLarge(amount, METRIC_PLACES)
        : sentence('document.decimals', { amount: String(amount), places: METRIC_PLACES });
    context.addIssue(asMessage(problem));
    return z.NEVER;
  });

/** JavaScript writes a number of at most 15 digits as it stands in the document. */
function readNumber(amount: number, places: number): ReadDecimal {
  return amount > MAX_UNITS ? { units: null, problem: 'size' } : readDecimal(String(amount), places);
}

function tooLarge(amount: number, places: number): Sentence {
  return sentence('document.amount.max', { amount: String(amount), max: writeDecimal(MAX_UNITS, places) });
}

/** Derives the `kind` of a rule from its keys, so that a discriminated union reports a problem at the right place. */
function withKind(kinds: readonly string[]) {
  return (value: unknown): unknown => {
    if (typeof value === 'string') return { kind: 'credential', credential: value };
    if (typeof value !== 'object' || value === null) return value;
    return { ...value, kind: kinds.find((kind) => kind in value) ?? 'none' };
  };
}

function unlessMissing(problem: Sentence): z.core.$ZodErrorMap {
  return ({ input }) => (input === undefined ? undefined : asMessage(problem));
}

const NEED_KINDS = ['all', 'any'] as const;
const NEED_FORMS = ['{"all": [...]}', '{"any": [...]}'];

const need: z.ZodType<Need> = z.lazy(() =>
  z.preprocess(
    withKind(NEED_KINDS),
    z.discriminatedUnion(
      'kind',
      [
        z
          .strictObject({ kind: z.literal('credential'), credential: text })
          .transform((value): Need => ({ kind: 'credential', code: value.credential })),
        z
          .strictObject({ kind: z.literal('all'), all: list(need, 1) })
          .transform((value): Need => ({ kind: 'all', of: value.all })),
        z
          .strictObject({ kind: z.literal('any'), any: list(need, 1) })
          .transform((value): Need => ({ kind: 'any', of: value.any })),
      ],
      { error: unlessMissing(sentence('catalogue.document.need', { forms: NEED_FORMS })) },
    ),
  ),
);

const peopleGroup = z.strictObject({
  count: peopleCount,
  each: need,
  ofThose: optional(z.strictObject({ count: peopleCount, each: need })),
});

const REQUIREMENT_KINDS = ['people', 'metric', 'all', 'any'] as const;
const REQUIREMENT_FORMS = ['{"people": [...]}', '{"metric": ...}', '{"all": [...]}', '{"any": [...]}'];

const threshold = hundredths.nullable();

const requirement: z.ZodType<Requirement> = z.lazy(() =>
  z.preprocess(
    withKind(REQUIREMENT_KINDS),
    z.discriminatedUnion(
      'kind',
      [
        z
          .strictObject({ kind: z.literal('people'), people: list(peopleGroup, 1) })
          .transform((value): Requirement => ({ kind: 'people', groups: value.people })),
        z.strictObject({
          kind: z.literal('metric'),
          metric: text,
          months: count,
          atLeast: z.strictObject({ DEVELOPED: threshold, DEVELOPING: threshold }),
        }),
        z
          .strictObject({ kind: z.literal('all'), all: list(requirement, 1) })
          .transform((value): Requirement => ({ kind: 'all', of: value.all })),
        z
          .strictObject({ kind: z.literal('any'), any: list(requirement, 1) })
          .transform((value): Requirement => ({ kind: 'any', of: value.any })),
      ],
      {
        error: unlessMissing(sentence('catalogue.document.requirement', { forms: REQUIREMENT_FORMS })),
      },
    ),
  ),
);

const path = entryObject({
  key,
  name: textForPeople,
  level,
  effectiveFrom: optionalDay,
  effectiveUntil: optionalDay,
  requires: list(requirement, 1),
})
  .refine(
    ({ effectiveFrom, effectiveUntil }) =>
      effectiveFrom === null || effectiveUntil === null || effectiveFrom <= effectiveUntil,
    { path: ['effectiveUntil'], error: asMessage(sentence('catalogue.document.path.order')) },
  )
  .transform((value): AttainmentPath => {
    const { requires, effectiveFrom, effectiveUntil, ...rest } = withoutRemarks(value);
    return { ...rest, from: effectiveFrom, until: effectiveUntil, requirements: requires };
  });

const center = entryObject({ key, name: textForPeople }).transform(withoutRemarks);

/** Documents stored before names existed have none: people then read the key, as they did before. */
function withName<Entry extends { readonly key: string; readonly name: LocalizedText | null }>(entry: Entry) {
  return { ...entry, name: entry.name ?? { en: entry.key } };
}

const metric = entryObject({ key: code, name: optional(textForPeople), unit: textForPeople }).transform(
  (value): Metric => withName(withoutRemarks(value)),
);

const PATHS = new Entries(path);

const competency = entryObject({
  key,
  name: textForPeople,
  description: optional(textForPeople),
  center: text,
  retiredOn: optionalDay,
  paths: listOf(PATHS.read),
}).transform((value): Competency => withoutRemarks(value));

const credential = entryObject({
  code,
  kind: z.enum(CREDENTIAL_KINDS),
  title: textForPeople,
  description: optional(textForPeople),
  validityMonths: optional(months),
  lastRegistrationOn: optionalDay,
  retiresOn: optionalDay,
  acceptedUntil: optionalDay,
  replacedBy: optional(text),
}).transform((value): Credential => withoutRemarks(value));

const benefit = entryObject({
  key,
  name: textForPeople,
  description: optional(textForPeople),
  scope: z.strictObject({ level, competency: optional(text) }),
  quantity,
  value: optional(price),
  price: optional(price),
}).transform((value): Benefit => withoutRemarks(value));

const offer = entryObject({ key, name: optional(textForPeople), level, price }).transform((value): Offer =>
  withName(withoutRemarks(value)),
);

const days = z.int().min(0).max(36_525);

const policy = entryObject({
  timeZone: text,
  termMonths: months,
  renewalOpensDaysBefore: days,
  renewalClosesDaysAfter: days,
  overrideMonths: months,
  upgradeDiscountPercent: z.int().min(0).max(100),
  refundDays: days,
  associationsPerYear: peopleCount,
  daysBetweenAssociations: days,
  reminderDays: list(days),
}).transform((value): Policy => withoutRemarks(value));

const CREDENTIALS = new Entries(credential);
const COMPETENCIES = new Entries(competency);
const BENEFITS = new Entries(benefit);

export function* readEntriesAhead(document: unknown): Work<void> {
  const competencies = listField(document, 'competencies');
  yield* PATHS.readAhead(competencies.flatMap((one) => listField(one, 'paths')));
  yield* COMPETENCIES.readAhead(competencies);
  yield* CREDENTIALS.readAhead(listField(document, 'credentials'));
  yield* BENEFITS.readAhead(listField(document, 'benefits'));
}

export const catalogueDocument = entryObject({
  appliesFrom: optionalDay,
  levels: z.tuple([z.literal(LEVELS[0]), z.literal(LEVELS[1])]).optional(),
  centers: list(center),
  metrics: list(metric),
  credentials: listOf(CREDENTIALS.read),
  competencies: listOf(COMPETENCIES.read),
  offers: list(offer),
  benefits: listOf(BENEFITS.read),
  policy,
}).transform((value) => {
  const { levels: _levels, ...catalogue } = withoutRemarks(value);
  return catalogue;
});
