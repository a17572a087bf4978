import { isSentence, type Phrase, type SentenceKey, type Values } from './sentence';

/** The fields of an error's extensions. `max` and `measured` have the unit that the sentence names. */
type LimitField = 'type' | 'max' | 'measured' | 'remaining' | 'retryAfterSeconds';

type LimitKey = Extract<SentenceKey, `limit.${string}`> | 'search.outdated';

/** Each sentence about a limit of a request, with the field of each value. */
export const LIMIT_VALUES: {
  readonly [Key in LimitKey]: { readonly [Name in keyof Values<Key>]: LimitField };
} = {
  'search.outdated': { max: 'max', seconds: 'retryAfterSeconds' },
  'limit.tokens': { max: 'max' },
  'limit.depth': { depth: 'measured', max: 'max' },
  'limit.aliases': { aliases: 'measured', max: 'max' },
  'limit.connections': { connections: 'measured', max: 'max' },
  'limit.lists': { lists: 'measured', max: 'max' },
  'limit.sameType': { type: 'type', times: 'measured', max: 'max' },
  'limit.cost': { cost: 'measured', max: 'max' },
  'limit.cost.beyond': { max: 'max' },
  'limit.organizationDays': { max: 'max' },
  'limit.listItems': { count: 'measured', max: 'max' },
  'limit.objectFields': { count: 'measured', max: 'max' },
  'limit.variableValues': { count: 'measured', max: 'max' },
  'limit.bodyValues': { max: 'max' },
  'limit.evaluation': { points: 'measured', max: 'max' },
  'limit.answer': { max: 'max' },
  'limit.answer.mutation': { max: 'max' },
  'limit.evaluations': { points: 'measured', max: 'max' },
  'limit.facts': { max: 'max' },
  'limit.fieldErrors': { max: 'max' },
  'limit.validation': { max: 'max' },
  'limit.nesting': {},
  'limit.rate': { max: 'max', seconds: 'retryAfterSeconds' },
  'limit.rate.rest': { points: 'measured', left: 'remaining', max: 'max', seconds: 'retryAfterSeconds' },
  'limit.credentials': { seconds: 'retryAfterSeconds' },
  'limit.time': { seconds: 'max' },
  'limit.time.mutation': { seconds: 'max' },
  'limit.body': { max: 'max' },
};

/** The values of a limit for the extensions of its error. Other sentences have none. */
export function limitValuesOf(phrase: Phrase): Readonly<Partial<Record<LimitField, unknown>>> {
  if (!isSentence(phrase) || !(phrase.key in LIMIT_VALUES)) return {};
  const fields: Readonly<Record<string, LimitField>> = LIMIT_VALUES[phrase.key as LimitKey];
  return Object.fromEntries(
    Object.entries(phrase.values).flatMap(([name, value]) => {
      const field = fields[name];
      return field === undefined ? [] : [[field, value]];
    }),
  );
}
