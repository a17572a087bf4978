/** How a language writes numbers, plurals and lists. */
export class Language {
  readonly #plurals: Intl.PluralRules;
  readonly #and: Intl.ListFormat;
  readonly #or: Intl.ListFormat;
  /** By the minimum number of decimal places. No currency has more than four. */
  readonly #decimals: readonly Intl.NumberFormat[];
  readonly #counts: Intl.NumberFormat;

  constructor(locale: string) {
    this.#plurals = new Intl.PluralRules(locale);
    this.#and = new Intl.ListFormat(locale, { type: 'conjunction' });
    this.#or = new Intl.ListFormat(locale, { type: 'disjunction' });
    this.#decimals = [0, 1, 2, 3, 4].map(
      (places) => new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: 4 }),
    );
    this.#counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  }

  pluralFormOf(count: number): Intl.LDMLPluralRule {
    return this.#plurals.select(count);
  }

  joinedByAnd(parts: readonly string[]): string {
    return this.#and.format(parts);
  }

  joinedByOr(parts: readonly string[]): string {
    return this.#or.format(parts);
  }

  count(count: number): string {
    return this.#counts.format(count);
  }

  /** Writes decimal text with at least a number of decimal places: `1850.00` becomes `1,850.00`, or `1,850` with none. */
  decimal(exact: string, places: number): string {
    // Intl formats a string exactly, but would round a number with this many digits.
    const format = this.#decimals[places];
    if (format === undefined) throw new Error(`${places} decimal places are too many.`);
    return format.format(exact as `${number}`);
  }
}
