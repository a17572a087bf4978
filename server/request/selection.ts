import type { Columns } from './columns';

/** Which fields a request selects of each type, so that what none of them shows need not be read. */
export class Selection {
  /** Of a request that nobody has looked into: it may select all. */
  static readonly EVERYTHING = new Selection(null);

  readonly #fields: ReadonlySet<string> | null;
  /** What is selected stays the same whenever the request comes again. */
  readonly #columns = new Map<Columns, readonly string[]>();

  /** The fields, each as `Type.field`. */
  constructor(fields: ReadonlySet<string> | null) {
    this.#fields = fields;
  }

  /** The names of the columns to be read, as statements have them. */
  columns(of: Columns): readonly string[] {
    const known = this.#columns.get(of);
    if (known !== undefined) return known;
    const fields = this.#fields;
    const isShown = (column: string) =>
      fields === null || of.types.some((type) => fields.has(`${type}.${column}`));
    // A key is a word of SQL.
    const names = [...of.always, ...of.shown.filter(isShown)].map((name) => `\`${name}\``);
    this.#columns.set(of, names);
    return names;
  }
}
