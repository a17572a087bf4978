import type { Money } from '../../schema/money';
import type { Refusal } from '../../schema/refusal';
import type * as types from '../../schema/refusal-types';
import { addDaysClamped, decimalPlacesOf, lastDayOf, writeDecimal, type Day, type Price } from '../rules';
import type { BenefitSource, Named, SentenceKey, SentenceOf, Values } from './sentence';

type Types = { readonly [Name in keyof typeof types]: InstanceType<(typeof types)[Name]> };

/** The types whose values are those of a sentence. A refused purchase shows a check of its quote instead, a refused document its problem. */
export type RefusalType = Exclude<
  { [Name in keyof Types]: Types[Name] extends Refusal ? Name : never }[keyof Types],
  'PurchaseRefusal' | 'DocumentRefusal'
>;

/** The fields that a type adds to `Refusal`, as JSON. */
export type FieldsOf<Type extends RefusalType> = {
  readonly [Field in Exclude<keyof Types[Type], keyof Refusal>]: AsJson<Types[Type][Field]>;
};

type AsJson<Value> = Value extends Date ? string : Value;

/** The value of a field, made of the value of a placeholder. */
type Shown<Value> = Value extends Price
  ? Money
  : Value extends readonly BenefitSource[]
    ? readonly types.BenefitInclusion[]
    : Value extends readonly Named[]
      ? readonly string[]
      : Value;

type FieldFor<Type extends RefusalType, Value> = {
  [Field in keyof FieldsOf<Type>]: Shown<Value> extends FieldsOf<Type>[Field] ? Field : never;
}[keyof FieldsOf<Type>];

/** The day after or before that of the placeholder. */
type NeighbourOf<Type extends RefusalType, Value> = Value extends Day
  ? `${FieldFor<Type, Value> & string}${'+1' | '-1'}`
  : never;

/** The caller has the value: it is an argument, or follows from the arguments. */
type Given = 'given';
/** The value only helps people to understand the sentence, like an example. */
type Explanation = 'explanation';
/** Another field of the contract has the value. A test checks that it exists. */
type Elsewhere = `${Capitalize<string>}.${string}`;

/** A type, the field of each placeholder, and fields with the same value in each refusal. */
type Entry<Key extends SentenceKey> = {
  [Type in RefusalType]: readonly [
    type: Type,
    fields: {
      readonly [Name in keyof Values<Key>]:
        | FieldFor<Type, Values<Key>[Name]>
        | NeighbourOf<Type, Values<Key>[Name]>
        | Given
        | Explanation
        | Elsewhere;
    },
    constants?: Partial<FieldsOf<Type>>,
  ];
}[RefusalType];

/**
 * Each sentence that can refuse something, with the type of the refusal and the place of each value. A check cannot
 * refuse with another sentence, so every value that a program needs is in a field.
 */
export const REFUSALS = {
  'text.empty': ['PlainRefusal', { field: 'given' }],
  'text.empty.optional': ['PlainRefusal', { field: 'given' }],
  'update.null': ['PlainRefusal', { field: 'given' }],
  'text.tooLong': ['LimitRefusal', { field: 'given', length: 'measured', max: 'max' }],
  'text.outerSpace': ['PlainRefusal', { field: 'given', value: 'given' }],
  'text.invisible': ['PlainRefusal', { field: 'given' }],
  'text.control': ['PlainRefusal', { field: 'given' }],
  'text.illFormed': ['PlainRefusal', { field: 'given' }],
  'idempotencyKey.reused': ['PlainRefusal', { key: 'given' }],
  'idempotencyKey.elsewhere': ['PlainRefusal', { key: 'given' }],
  'version.never': ['VersionRefusal', { version: 'currentVersion', expected: 'given' }],
  'version.changed': ['VersionRefusal', { version: 'currentVersion', expected: 'given' }],
  'metric.version.none': [
    'VersionRefusal',
    { metric: 'given', month: 'given', version: 'currentVersion', expected: 'given' },
  ],
  'paging.direction': ['LimitRefusal', { min: 'min', max: 'max' }],
  'paging.side': ['PlainRefusal', { cursor: 'given', argument: 'given' }],
  'paging.size': ['LimitRefusal', { argument: 'given', min: 'min', max: 'max', value: 'measured' }],
  'paging.cursor': ['PlainRefusal', { value: 'given' }],
  'paging.cursor.gone': ['PlainRefusal', {}],
  'nodes.tooMany': ['LimitRefusal', { count: 'measured', max: 'max' }],
  'nodes.repeated': ['PlainRefusal', { id: 'given' }],
  'id.unknown.membership': ['PlainRefusal', { value: 'given' }],
  'id.unknown.organization': ['PlainRefusal', { value: 'given' }],
  'organization.key.form': ['PlainRefusal', { key: 'given' }],
  'organization.key.cannotBeMade': ['PlainRefusal', { name: 'given' }],
  'organization.key.taken': ['KeyTakenRefusal', { key: 'given', free: 'freeKey' }],
  'organization.country': ['UnknownKeyRefusal', { country: 'given' }, { suggestions: [] }],
  'organization.country.near': ['UnknownKeyRefusal', { country: 'given', near: 'suggestions' }],
  'organization.website': ['PlainRefusal', { website: 'given' }],
  'organization.language': ['PlainRefusal', { language: 'given' }],
  'organization.languages.tooMany': ['LimitRefusal', { count: 'measured', max: 'max' }],
  'organization.unknown': ['PlainRefusal', { id: 'given' }],
  'organization.unknownKey': ['PlainRefusal', { key: 'given' }],
  'organization.market.vendors': ['PlainRefusal', {}],
  'organization.country.vendors': ['PlainRefusal', {}],
  'employee.unknownSubject': ['PlainRefusal', { subject: 'given' }],
  'rows.count': ['LimitRefusal', { count: 'measured', min: 'min', max: 'max' }],
  'calendar.ends': ['PlainRefusal', { from: 'given' }],
  'credential.unknown': ['UnknownKeyRefusal', { given: 'given' }, { suggestions: [] }],
  'credential.unknown.near': ['UnknownKeyRefusal', { given: 'given', near: 'suggestions' }],
  'credential.unknown.all': ['UnknownKeyRefusal', { given: 'given', keys: 'suggestions' }],
  'competency.unknown': ['UnknownKeyRefusal', { given: 'given' }, { suggestions: [] }],
  'competency.unknown.near': ['UnknownKeyRefusal', { given: 'given', near: 'suggestions' }],
  'competency.unknown.all': ['UnknownKeyRefusal', { given: 'given', keys: 'suggestions' }],
  'offer.unknown': ['UnknownKeyRefusal', { given: 'given' }, { suggestions: [] }],
  'offer.unknown.near': ['UnknownKeyRefusal', { given: 'given', near: 'suggestions' }],
  'offer.unknown.all': ['UnknownKeyRefusal', { given: 'given', keys: 'suggestions' }],
  'metric.unknown': ['UnknownKeyRefusal', { given: 'given' }, { suggestions: [] }],
  'metric.unknown.near': ['UnknownKeyRefusal', { given: 'given', near: 'suggestions' }],
  'metric.unknown.all': ['UnknownKeyRefusal', { given: 'given', keys: 'suggestions' }],
  'center.unknown': ['UnknownKeyRefusal', { given: 'given' }, { suggestions: [] }],
  'center.unknown.near': ['UnknownKeyRefusal', { given: 'given', near: 'suggestions' }],
  'center.unknown.all': ['UnknownKeyRefusal', { given: 'given', keys: 'suggestions' }],
  'benefit.unknown': ['UnknownKeyRefusal', { given: 'given' }, { suggestions: [] }],
  'benefit.unknown.near': ['UnknownKeyRefusal', { given: 'given', near: 'suggestions' }],
  'benefit.unknown.all': ['UnknownKeyRefusal', { given: 'given', keys: 'suggestions' }],
  'competency.notOn': ['PlainRefusal', { given: 'given', day: 'given' }],
  'competency.retired': ['EndedRefusal', { given: 'given', day: 'endedOn' }],
  'achievement.unknown': ['PlainRefusal', { id: 'given' }],
  'achievement.earnedOn.future': ['DayRefusal', { earnedOn: 'given', today: 'latestOn' }],
  'achievement.expiresOn.order': ['DayRefusal', { expiresOn: 'given', earnedOn: 'earliestOn+1' }],
  'achievement.twice': [
    'RepeatedRowRefusal',
    { externalId: 'given', first: 'firstPath', fields: 'differingFields' },
  ],
  'achievement.recordedOtherwise': [
    'DifferingRecordRefusal',
    { externalId: 'given', source: 'given', fields: 'differingFields' },
  ],
  'achievement.revoked': ['EndedRefusal', { on: 'endedOn' }],
  'achievement.revokedOn.future': ['DayRefusal', { on: 'given', today: 'latestOn' }],
  'achievement.revokedOn.order': ['DayRefusal', { on: 'given', earnedOn: 'earliestOn' }],
  'metric.month.future': ['MonthRefusal', { month: 'given', latest: 'latestMonth' }],
  'metric.amount': ['AmountRefusal', { amount: 'given', min: 'minAmount', max: 'maxAmount' }],
  'metric.places': ['DecimalPlacesRefusal', { amount: 'given', places: 'maxDecimalPlaces' }],
  'metric.twice': [
    'RepeatedRowRefusal',
    { metric: 'given', month: 'given', first: 'firstPath' },
    { differingFields: ['amount'] },
  ],
  'month.notOver': ['TooEarlyRefusal', { month: 'given', first: 'permittedFrom' }],
  'month.last': ['PlainRefusal', { month: 'given' }],
  'month.on.future': ['DayRefusal', { on: 'given', today: 'latestOn' }],
  'month.on.early': ['DayRefusal', { month: 'given', on: 'given', first: 'earliestOn' }],
  'month.closed': ['ClosedMonthRefusal', { month: 'given', on: 'closedOn' }],
  'override.unknown': ['PlainRefusal', { id: 'given' }],
  'override.until': ['DayRefusal', { until: 'given', from: 'earliestOn+1' }],
  'override.ended': ['EndedRefusal', { until: 'endedOn', from: 'Override.from' }],
  'daySpan.empty': ['PlainRefusal', { until: 'given', from: 'given' }],
  'cohort.none': ['PlainRefusal', { until: 'given', from: 'given' }],
  'cohort.tooMany': ['LimitRefusal', { count: 'measured', max: 'max' }],
  'money.negative': ['AmountRefusal', { amount: 'given' }, { minAmount: '0' }],
  'money.currency': ['PlainRefusal', { currency: 'given' }],
  'money.places': [
    'DecimalPlacesRefusal',
    { amount: 'given', currency: 'given', places: 'maxDecimalPlaces', example: 'explanation' },
  ],
  'money.max': ['AmountRefusal', { amount: 'given', currency: 'given', max: 'maxAmount' }],
  'membership.until': ['DayRefusal', { until: 'given', from: 'earliestOn' }],
  'membership.until.refunded': ['DayRefusal', { until: 'given', refundedOn: 'given', last: 'latestOn' }],
  'membership.purchasedOn': ['DayRefusal', { purchasedOn: 'given', today: 'latestOn' }],
  'membership.purchasedOn.late': ['DayRefusal', { purchasedOn: 'given', from: 'latestOn' }],
  'membership.purchasedOn.grace': [
    'DayRefusal',
    { purchasedOn: 'given', until: 'latestOn-1', from: 'given' },
  ],
  'membership.purchasedOn.ended': ['DayRefusal', { purchasedOn: 'given', until: 'latestOn-1' }],
  'membership.refundedOn': [
    'DayRefusal',
    { refundedOn: 'given', purchasedOn: 'earliestOn', today: 'latestOn' },
  ],
  'membership.overlap': ['TermRefusal', { level: 'level', until: 'until', from: 'from' }],
  'membership.unknown': ['PlainRefusal', { id: 'given' }],
  'purchase.total': ['TotalRefusal', { total: 'total', expected: 'given' }],
  'refund.refunded': ['EndedRefusal', { on: 'endedOn' }],
  'refund.ended': ['EndedRefusal', { until: 'endedOn', from: 'Membership.from' }],
  'refund.days': ['TooLateRefusal', { purchasedOn: 'Membership.purchasedOn', until: 'lastPermittedOn-1' }],
  'refund.used': ['UsedBenefitsRefusal', { benefits: 'benefits' }],
  'refund.followed': ['TermRefusal', { level: 'level', until: 'until', from: 'from' }],
  'benefit.notOn': ['PlainRefusal', { given: 'given', day: 'OrganizationStatus.on' }],
  'benefit.quantity': ['LimitRefusal', { min: 'min', quantity: 'measured' }],
  'benefit.noMembership': ['PlainRefusal', { today: 'OrganizationStatus.on' }],
  'benefit.refunded': ['TermRefusal', { level: 'level', until: 'until', from: 'from' }],
  'benefit.notIncluded': ['NotIncludedRefusal', { given: 'given', sources: 'includedIn' }],
  'benefit.notEnough': [
    'QuantityRefusal',
    {
      requested: 'given',
      benefit: 'given',
      remaining: 'remaining',
      quantity: 'quantity',
      until: 'Entitlement.until',
    },
  ],
  'benefit.usedUp': [
    'QuantityRefusal',
    { benefit: 'given', used: 'Entitlement.used', quantity: 'quantity', until: 'Entitlement.until' },
    { remaining: 0 },
  ],
  'employee.email.form': ['PlainRefusal', { email: 'given' }],
  'employee.subject.notYours': ['PlainRefusal', {}],
  'employee.subject.known': ['PlainRefusal', {}],
  'employee.subject.taken': ['PlainRefusal', { subject: 'given' }],
  'employee.registered': ['PlainRefusal', {}],
  'employee.unregistered': ['PlainRefusal', {}],
  'employee.unknown': ['PlainRefusal', { id: 'given' }],
  'affiliation.unknown': ['PlainRefusal', { id: 'given' }],
  'affiliation.ended': ['EndedRefusal', { until: 'endedOn' }],
  'affiliation.end.past': ['DayRefusal', { on: 'given', today: 'earliestOn' }],
  'affiliation.end.beforeStart': ['DayRefusal', { on: 'given', from: 'earliestOn' }],
  'affiliation.end.notEarlier': ['DayRefusal', { on: 'given', until: 'latestOn-1' }],
  'affiliation.role.same': ['PlainRefusal', { role: 'given' }],
  'affiliation.from.future': ['DayRefusal', { today: 'latestOn', from: 'given' }],
  'affiliation.overlap': ['AffiliationRefusal', { until: 'lastMemberOn-1', from: 'memberFrom' }],
  'affiliation.overlap.open': ['AffiliationRefusal', { from: 'memberFrom' }],
  'association.here': ['AlreadyMemberRefusal', { from: 'memberFrom' }],
  'association.perYear': ['TooEarlyRefusal', { day: 'permittedFrom', max: 'Policy.associationsPerYear' }],
  'association.daysBetween': [
    'TooEarlyRefusal',
    { day: 'permittedFrom', min: 'Policy.daysBetweenAssociations' },
  ],
  'invitation.hours': ['LimitRefusal', { hours: 'measured', min: 'min', max: 'max' }],
  'invitation.unknown': ['PlainRefusal', { id: 'given' }],
  'invitation.accepted': ['EndedAtRefusal', { at: 'endedAt' }],
  'invitation.revoked': ['EndedAtRefusal', { at: 'endedAt' }],
  'invitation.expired': ['EndedAtRefusal', { at: 'endedAt' }],
  'invitation.acceptedByYou': ['EndedAtRefusal', { at: 'endedAt' }],
  'apiKey.ended': ['EndedAtRefusal', { at: 'endedAt' }],
  'invitation.opensNothing': ['PlainRefusal', {}],
  'apiKey.scopes.none': ['PlainRefusal', {}],
  'apiKey.expiry.past': ['PlainRefusal', { at: 'given' }],
  'apiKey.unknown': ['PlainRefusal', { id: 'given' }],
  'apiKey.grace': ['LimitRefusal', { hours: 'measured', min: 'min', max: 'max' }],
  'catalogue.bytes': ['LimitRefusal', { bytes: 'measured', max: 'max' }],
  'catalogue.tooSoon': ['DayRefusal', { appliesFrom: 'given', earliest: 'earliestOn' }],
  'catalogue.preview.problems': ['PlainRefusal', { count: 'Query.checkCatalogue' }],
  'catalogue.version.unknown': ['LimitRefusal', { version: 'measured', first: 'min', newest: 'max' }],
  'profile.toCome': ['DayRefusal', { on: 'given', today: 'latestOn' }],
  'forecast.order': ['DayRefusal', { until: 'given', on: 'earliestOn+1' }],
  'timeline.order': ['DayRefusal', { until: 'given', from: 'earliestOn+1' }],
  'whatIf.tooMany': ['LimitRefusal', { count: 'measured', max: 'max' }],
  'whatIf.employee': ['PlainRefusal', { id: 'given' }],
  'whatIf.achievement': ['PlainRefusal', { id: 'given' }],
  'whatIf.override': ['PlainRefusal', { id: 'given' }],
  'whatIf.credentials': ['LimitRefusal', { count: 'measured', max: 'max' }],
  'whatIf.month.early': ['DayRefusal', { month: 'given', on: 'given', first: 'earliestOn' }],
  'whatIf.span': ['DayRefusal', { until: 'given', from: 'earliestOn' }],
  'import.line.tooLong': ['LimitRefusal', { max: 'max' }],
  'import.line.encoding': ['PlainRefusal', {}],
  'import.csv.unclosed': ['PlainRefusal', {}],
  'import.csv.quoteInside': ['PlainRefusal', {}],
  'import.csv.afterQuote': ['PlainRefusal', {}],
  'import.csv.fields': ['PlainRefusal', { fields: 'given', columns: 'given' }],
  'import.json.unreadable': ['PlainRefusal', { reason: 'explanation' }],
  'import.json.noObject': ['PlainRefusal', {}],
  'import.missing': ['PlainRefusal', { column: 'given' }],
  'import.nested': ['PlainRefusal', { column: 'given' }],
  'import.text': ['PlainRefusal', { value: 'given' }],
  'import.expiry': ['PlainRefusal', { value: 'given' }],
  'import.day': ['PlainRefusal', { value: 'given' }],
  'import.month': ['PlainRefusal', { value: 'given' }],
  'import.decimal': ['PlainRefusal', { value: 'given' }],
  'import.oneOf': ['PlainRefusal', { one: 'explanation', other: 'explanation' }],
  'import.column.unknown': ['UnknownKeyRefusal', { name: 'given', columns: 'suggestions' }],
  'import.column.near': ['UnknownKeyRefusal', { name: 'given', near: 'suggestions' }],
  'import.column.more': ['PlainRefusal', { count: 'given' }],
} as const satisfies { readonly [Key in SentenceKey]?: Entry<Key> };

export type RefusalKey = keyof typeof REFUSALS;

/** A sentence that can refuse something. */
export type Reason = SentenceOf<RefusalKey>;

export type RefusalValues = {
  [Type in RefusalType]: { readonly __typename: Type } & FieldsOf<Type>;
}[RefusalType];

type NullableIn<Type extends RefusalType> = {
  [Field in keyof FieldsOf<Type>]: null extends FieldsOf<Type>[Field] ? Field : never;
}[keyof FieldsOf<Type>];

/** The fields that not every sentence of a type fills in. */
const NULLS: {
  readonly [Type in RefusalType as [NullableIn<Type>] extends [never] ? never : Type]: {
    readonly [Field in NullableIn<Type>]: null;
  };
} = {
  LimitRefusal: { measured: null, min: null, max: null },
  DayRefusal: { earliestOn: null, latestOn: null },
  AmountRefusal: { minAmount: null, maxAmount: null },
  AffiliationRefusal: { lastMemberOn: null },
  TermRefusal: { lastDay: null },
};

interface AnyEntry {
  readonly 0: RefusalType;
  readonly 1: Readonly<Record<string, string>>;
  readonly 2?: object;
}

/** The type of a refusal and its values as JSON. */
export function valuesOf({ key, values }: Reason): RefusalValues {
  const { 0: type, 1: fields, 2: constants }: AnyEntry = REFUSALS[key];
  const nulls: Readonly<Record<string, object>> = NULLS;
  const shown: Record<string, unknown> = { __typename: type, ...nulls[type], ...constants };
  for (const [name, value] of Object.entries(values)) {
    const [field = '', shift] = (fields[name] ?? 'given').split(/(?=[+-])/);
    if (NOT_SHOWN.test(field)) continue;
    shown[field] = shift === undefined ? asShown(value) : neighbourOf(value as Day, Number(shift));
  }
  // The compiler has checked the fields of each entry against its type.
  const result = shown as unknown as RefusalValues;
  return result.__typename === 'TermRefusal' ? { ...result, lastDay: lastDayOf(result) } : result;
}

/** Null at the ends of the calendar. */
function neighbourOf(day: Day, shift: number): Day | null {
  const neighbour = addDaysClamped(day, shift);
  return neighbour === day ? null : neighbour;
}

const NOT_SHOWN = /^given$|^explanation$|\./;

/** The run-time counterpart of `Shown`. */
function asShown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asShown);
  if (typeof value !== 'object' || value === null) return value;
  if ('minorUnits' in value) return moneyOf(value as Price);
  if ('level' in value) return inclusionOf(value as BenefitSource);
  return (value as Named).key;
}

function moneyOf({ minorUnits, currency }: Price): Money {
  return { amount: writeDecimal(minorUnits, decimalPlacesOf(currency)), currency };
}

function inclusionOf({ level, competency }: BenefitSource): types.BenefitInclusion {
  return { level, competency: competency === null ? null : competency.key };
}
