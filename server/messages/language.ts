/** The locale for the numbers, plurals and lists of `en.ts`. A translation needs its own locale. */
const LANGUAGE = 'en-GB';

const PLURALS = new Intl.PluralRules(LANGUAGE);
const AND = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });
const OR = new Intl.ListFormat(LANGUAGE, { type: 'disjunction' });
/** By the minimum number of decimal places. No currency has more than four. */
const DECIMALS = [0, 1, 2, 3, 4].map(
  (places) => new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: places, maximumFractionDigits: 4 }),
);
const COUNTS = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });

export function pluralFormOf(count: number): Intl.LDMLPluralRule {
  return PLURALS.select(count);
}

export function joinedByAnd(parts: readonly string[]): string {
  return AND.format(parts);
}

export function joinedByOr(parts: readonly string[]): string {
  return OR.format(parts);
}

export function formatCount(count: number): string {
  return COUNTS.format(count);
}

/** Writes decimal text with at least a number of decimal places: `1850.00` becomes `1,850.00`, or `1,850` with none. */
export function formatDecimal(exact: string, places: number): string {
  // Intl formats a string exactly, but would round a number with this many digits.
  const format = DECIMALS[places];
  if (format === undefined) throw new Error(`${places} decimal places are too many.`);
  return format.format(exact as `${number}`);
}
