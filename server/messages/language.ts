/** The locale for the numbers, plurals and lists of `en.ts`. A translation needs its own locale. */
const LANGUAGE = 'en-GB';

const PLURALS = new Intl.PluralRules(LANGUAGE);
const AND = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });
const OR = new Intl.ListFormat(LANGUAGE, { type: 'disjunction' });
const MONEY = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2 });
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

/** An exact amount: `1,850.00` in a currency, `25` in any other unit. */
export function formatAmount(hundredths: number, unit: string): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  // Intl formats a string exactly, but would round a number with this many digits.
  const exact = `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
  return (/^[A-Z]{3}$/.test(unit) ? MONEY : COUNTS).format(exact);
}
