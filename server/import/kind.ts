import type { Refusal } from '../checks/refusal';
import type { CheckContext, CommandContext } from '../locks/command-context';
import type { Verdict } from '../checks/verdict';
import type { Facts } from '../rules';
import type { Raw } from './cells';

/** What the command line says of all rows of a file. */
export interface Told {
  /** Who tells it; empty where rows have no source. */
  readonly source: string;
  readonly reason: string | null;
}

/** How the rows of a file look. */
export interface Shape<Given> {
  /** The columns that a file may have. */
  readonly columns: readonly string[];
  /** Those that it must have. */
  readonly needed: readonly string[];
  /** Of these it must have one at least. */
  readonly neededOneOf: readonly [string, string];

  read(raw: Raw): { readonly given: Given } | { readonly refusals: readonly Refusal[] };
}

/** A kind of rows that files tell, and the command that such rows are given to. */
export interface ImportKind<Given, Row> extends Shape<Given> {
  readonly name: 'achievements' | 'metrics';
  /** The command of the API that does the same; the audit log names it. */
  readonly command: string;

  record(step: CommandContext, given: readonly Given[], told: Told): Promise<readonly Verdict<Row>[]>;

  /** What `record` would do if those that `earlier` finds by their keys were recorded already. Nothing is locked. */
  foresee(
    sight: CheckContext,
    given: readonly Given[],
    told: Told,
    earlier: (keys: readonly string[]) => readonly Row[],
  ): Promise<readonly Verdict<Row>[]>;
  /** What a row is known by: two rows with the same key tell the same. */
  keyOf(row: Row): string;
  /** Whose it is: the stored id of a person or an organization. */
  ownerOf(row: Row): string;
  /** The stored ids of the organizations whose status may depend on rows of these owners. */
  organizationsOf(sight: CheckContext, owners: readonly string[]): Promise<readonly string[]>;
  /** The owners of whose rows these facts are made. */
  ownersIn(organizationId: string, facts: Facts): readonly string[];
  /** The facts as they would be, with these rows of owners of theirs. */
  applied(facts: Facts, rows: readonly Row[]): Facts;
}
