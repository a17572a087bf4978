import { z } from 'zod';
import { say } from '../messages';
import { joinedByOr } from '../messages/language';
import { shortened } from '../messages/shortened';
import {
  CREDENTIAL_KINDS,
  isDay,
  LEVELS,
  type AttainmentPath,
  type Benefit,
  type Competency,
  type Credential,
  type Need,
  type Offer,
  type Policy,
  type Price,
  type Requirement,
  type Work,
} from '../rules';
import { listIn } from './list-in';
import { inPlainWords } from './plain-words';
import { MAX_PROBLEMS } from './problem';

/** The catalogue as people write it (JSON), read into the vocabulary of the rules. */

const text = z
  .string()
  .min(1)
  .refine((value) => value === value.trim(), say('document.outerSpace'))
  // Facts name codes and metrics, and what databases read back of such a text is another one.
  .refine((value) => value.isWellFormed() && !value.includes('\0'), say('document.illFormed'));
const key = text.max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, say('catalogue.document.key'));
/** What facts name is stored with them. */
const code = text.max(60);
/** As many as GraphQL can tell. */
const count = z.int().min(1).max(2_147_483_647);
/** What many sources give must add up to what GraphQL can tell. */
const quantity = z.int().min(1).max(10_000_000);
/** Of people: each is looked at. */
const few = z.int().min(1).max(1000);
/** A century: days end with the year 9999. */
const months = z.int().min(1).max(1200);
const day = z.string().refine(isDay, {
  error: (issue) => say('document.day', { given: JSON.stringify(shortened(String(issue.input))) }),
});
const dayOrNone = orNone(day);

/** What may be left out or be null is null in the rules. */
function orNone<T>(schema: z.ZodType<T, unknown>) {
  return schema.nullish().transform((value) => value ?? null);
}
const level = z.enum(LEVELS);

/** Reads one entry of a list. */
type ReadEntry<T> = (given: unknown) => z.ZodSafeParseResult<T>;

function readerOf<T>(schema: z.ZodType<T, unknown>): ReadEntry<T> {
  return (given) => schema.safeParse(given, { error: inPlainWords });
}

/** Entries that can be read ahead, one at a time: reading their list takes the results. */
class Entries<T> {
  readonly #read: ReadEntry<T>;
  readonly #ahead = new WeakMap<object, z.ZodSafeParseResult<T>>();

  constructor(schema: z.ZodType<T, unknown>) {
    this.#read = readerOf(schema);
  }

  readonly take: ReadEntry<T> = (given) => {
    if (typeof given !== 'object' || given === null) return this.#read(given);
    const result = this.#ahead.get(given) ?? this.#read(given);
    this.#ahead.delete(given);
    return result;
  };

  *readAhead(entries: readonly unknown[]): Work<void> {
    let problems = 0;
    for (const given of entries) {
      if (typeof given !== 'object' || given === null) continue;
      const result = this.#read(given);
      this.#ahead.set(given, result);
      problems += result.error?.issues.length ?? 0;
      if (problems >= MAX_PROBLEMS) return;
      yield;
    }
  }
}

/** A list is read only until there is enough to tell: a wrong entry takes much longer than a right one. */
function list<T>(entry: z.ZodType<T, unknown>, least = 0) {
  return listOf(readerOf(entry), least);
}

function listOf<T>(readEntry: ReadEntry<T>, least = 0) {
  return z
    .array(z.unknown())
    .min(least)
    .transform((given, { issues }) => {
      const read: T[] = [];
      for (let i = 0; i < given.length && issues.length < MAX_PROBLEMS; i++) {
        const { success, data, error } = readEntry(given[i]);
        if (success) read.push(data);
        else for (const issue of error.issues) issues.push(issueInside(i, issue));
      }
      return read;
    });
}

function issueInside(index: number, issue: z.core.$ZodIssue): z.core.$ZodRawIssue {
  // The types of a raw issue demand the input, of which its message has been made already.
  return { ...issue, path: [index, ...issue.path] } as z.core.$ZodRawIssue;
}

/** Every entry may carry a remark for its readers; the programme does not use it. */
function entry<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, note: z.string().optional(), illustrative: z.boolean().optional() });
}

function withoutRemarks<T extends { note?: string | undefined; illustrative?: boolean | undefined }>(
  value: T,
) {
  const { note: _note, illustrative: _illustrative, ...rest } = value;
  return rest;
}

/** At most 2^53 hundredths: everything stays an exact integer. */
const hundredths = z
  .number()
  .nonnegative()
  .transform((amount, context) => {
    const value = Math.round(amount * 100);
    if (Math.abs(amount * 100 - value) > 1e-6 * Math.max(1, value) || !Number.isSafeInteger(value)) {
      context.addIssue(say('document.decimals', { amount }));
    }
    return value;
  });

const price = z
  .strictObject({
    amount: hundredths,
    currency: z.string().regex(/^[A-Z]{3}$/, say('catalogue.document.currency')),
  })
  .transform((value): Price => ({ hundredths: value.amount, currency: value.currency }));

/** People write the kind of a rule as its key; `kind` makes a union of it that names the right place of an error. */
function tagged(kinds: readonly string[]) {
  return (value: unknown): unknown => {
    if (typeof value === 'string') return { kind: 'credential', credential: value };
    if (typeof value !== 'object' || value === null) return value;
    return { ...value, kind: kinds.find((kind) => kind in value) ?? 'none' };
  };
}

/** What is not there is missing, whatever might stand there. */
function orMissing(message: string): z.core.$ZodErrorMap {
  return ({ input }) => (input === undefined ? undefined : message);
}

const NEED_KINDS = ['all', 'any'] as const;
const NEED_FORMS = ['{"all": [...]}', '{"any": [...]}'];

const need: z.ZodType<Need> = z.lazy(() =>
  z.preprocess(
    tagged(NEED_KINDS),
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
      { error: orMissing(say('catalogue.document.need', { forms: joinedByOr(NEED_FORMS) })) },
    ),
  ),
);

const peopleGroup = z.strictObject({
  count: few,
  each: need,
  ofThose: orNone(z.strictObject({ count: few, each: need })),
});

const REQUIREMENT_KINDS = ['people', 'metric', 'all', 'any'] as const;
const REQUIREMENT_FORMS = ['{"people": [...]}', '{"metric": ...}', '{"all": [...]}', '{"any": [...]}'];

const threshold = hundredths.nullable();

const requirement: z.ZodType<Requirement> = z.lazy(() =>
  z.preprocess(
    tagged(REQUIREMENT_KINDS),
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
      { error: orMissing(say('catalogue.document.requirement', { forms: joinedByOr(REQUIREMENT_FORMS) })) },
    ),
  ),
);

const path = entry({
  key,
  name: text,
  level,
  effectiveFrom: dayOrNone,
  effectiveUntil: dayOrNone,
  requires: list(requirement, 1),
})
  .refine(
    ({ effectiveFrom, effectiveUntil }) =>
      effectiveFrom === null || effectiveUntil === null || effectiveFrom <= effectiveUntil,
    { path: ['effectiveUntil'], error: say('catalogue.document.path.order') },
  )
  .transform((value): AttainmentPath => {
    const { requires, ...rest } = withoutRemarks(value);
    return { ...rest, requirements: requires };
  });

const center = entry({ key, name: text }).transform(withoutRemarks);
const metric = entry({ key: code, unit: text }).transform(withoutRemarks);

const PATHS = new Entries(path);

const competency = entry({
  key,
  name: text,
  center: text,
  retiredOn: dayOrNone,
  paths: listOf(PATHS.take),
}).transform((value): Competency => withoutRemarks(value));

const credential = entry({
  code,
  kind: z.enum(CREDENTIAL_KINDS),
  title: text,
  validityMonths: orNone(months),
  lastRegistrationOn: dayOrNone,
  retiresOn: dayOrNone,
  acceptedUntil: dayOrNone,
  replacedBy: orNone(text),
}).transform((value): Credential => withoutRemarks(value));

const benefit = entry({
  key,
  name: text,
  scope: z.strictObject({ level, competency: orNone(text) }),
  quantity,
  value: orNone(price),
  price: orNone(price),
}).transform((value): Benefit => withoutRemarks(value));

const offer = entry({ key, level, price }).transform((value): Offer => withoutRemarks(value));

const days = z.int().min(0).max(36_525);

const policy = entry({
  timeZone: text,
  termMonths: months,
  renewalOpensDaysBefore: days,
  renewalClosesDaysAfter: days,
  overrideMonths: months,
  upgradeDiscountPercent: z.int().min(0).max(100),
  refundDays: days,
  associationsPerYear: few,
  daysBetweenAssociations: days,
  reminderDays: list(days),
}).transform((value): Policy => withoutRemarks(value));

const CREDENTIALS = new Entries(credential);
const COMPETENCIES = new Entries(competency);
const BENEFITS = new Entries(benefit);

/** Reads the long lists of a document in steps, so that reading the document takes a moment afterwards. */
export function* readEntriesAhead(document: unknown): Work<void> {
  const competencies = listIn(document, 'competencies');
  yield* PATHS.readAhead(competencies.flatMap((one) => listIn(one, 'paths')));
  yield* COMPETENCIES.readAhead(competencies);
  yield* CREDENTIALS.readAhead(listIn(document, 'credentials'));
  yield* BENEFITS.readAhead(listIn(document, 'benefits'));
}

export const catalogueDocument = entry({
  appliesFrom: dayOrNone,
  levels: z.tuple([z.literal(LEVELS[0]), z.literal(LEVELS[1])]).optional(),
  centers: list(center),
  metrics: list(metric),
  credentials: listOf(CREDENTIALS.take),
  competencies: listOf(COMPETENCIES.take),
  offers: list(offer),
  benefits: listOf(BENEFITS.take),
  policy,
}).transform((value) => {
  const { levels: _levels, ...catalogue } = withoutRemarks(value);
  return catalogue;
});
