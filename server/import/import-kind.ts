import type { CheckContext, CommandContext } from '../locks/command-context';
import type { Verdict } from '../checks/verdict';
import type { Facts } from '../rules';
import type { RawRow, ReadRow } from '../checks/cells';

export interface Provenance {
  /** Empty for rows without a source. */
  readonly source: string;
  readonly reason: string | null;
}

export interface RowShape<Given> {
  readonly columns: readonly string[];
  readonly required: readonly string[];
  readonly requiredOneOf: readonly [string, string];

  read(raw: RawRow): ReadRow<Given>;
}

export interface ImportKind<Given, Row> extends RowShape<Given> {
  readonly name: 'achievements' | 'metrics';
  /** The API command that the audit log names for these rows. */
  readonly command: string;

  record(
    context: CommandContext,
    rows: readonly Given[],
    provenance: Provenance,
  ): Promise<readonly Verdict<Row>[]>;

  /**
   * Returns the verdicts that `record` would return, without writes or locks. Rows that `earlier` finds by key count as
   * recorded.
   */
  dryRun(
    context: CheckContext,
    rows: readonly Given[],
    provenance: Provenance,
    earlier: (keys: readonly string[]) => readonly Row[],
  ): Promise<readonly Verdict<Row>[]>;
  /** Rows with the same key describe the same record. */
  keyOf(row: Row): string;
  /** The stored id of a person or an organization. */
  ownerOf(row: Row): string;
  /** The stored ids of the organizations whose status may depend on rows of these owners. */
  organizationsOf(context: CheckContext, owners: readonly string[]): Promise<readonly string[]>;
  /** The owners whose rows are part of these facts. */
  ownersIn(organizationId: string, facts: Facts): readonly string[];
  withRows(facts: Facts, rows: readonly Row[]): Facts;
}
