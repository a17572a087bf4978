import type { Columns } from './columns';

/** The fields that a request selects on each type. Lists do not read columns that no selected field shows. */
export class Selection {
  /** Used until the operation is known: any field may be selected. */
  static readonly EVERYTHING = new Selection(null);

  readonly #fields: ReadonlySet<string> | null;
  readonly #columns = new Map<Columns, readonly string[]>();

  /** Each field is written as `Type.field`. Null selects all fields. */
  constructor(fields: ReadonlySet<string> | null) {
    this.#fields = fields;
  }

  columns(columns: Columns): readonly string[] {
    const cached = this.#columns.get(columns);
    if (cached !== undefined) return cached;
    const fields = this.#fields;
    const isShown = (column: string) =>
      fields === null || columns.types.some((type) => fields.has(`${type}.${column}`));
    const names = [...columns.always, ...columns.shown.filter(isShown)].map((name) => `\`${name}\``);
    this.#columns.set(columns, names);
    return names;
  }
}
