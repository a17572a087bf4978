/** The language of `en.ts`: how it forms numbers, plurals and lists. A translation brings its own. */
const LANGUAGE = 'en-GB';

const PLURALS = new Intl.PluralRules(LANGUAGE);
const AND = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });
const OR = new Intl.ListFormat(LANGUAGE, { type: 'disjunction' });
const MONEY = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2 });
const COUNTS = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });

/** The form that goes with a number: English has `one` and `other`, other languages have more. */
export function formOf(count: number): Intl.LDMLPluralRule {
  return PLURALS.select(count);
}

export function joinedByAnd(parts: readonly string[]): string {
  return AND.format(parts);
}

export function joinedByOr(parts: readonly string[]): string {
  return OR.format(parts);
}

/** A whole number: `1,234,567`. */
export function countInWords(count: number): string {
  return COUNTS.format(count);
}

/** An amount of a unit, exact: `1,850.00` of a currency, `25` of anything else. */
export function amountInWords(hundredths: number, unit: string): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  // A number of so many digits would be rounded; its text is not.
  const exact = `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
  return (/^[A-Z]{3}$/.test(unit) ? MONEY : COUNTS).format(exact);
}
