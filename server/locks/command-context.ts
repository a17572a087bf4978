import type { Viewer } from '../auth/viewer';
import type { Transaction } from '../db/database';
import type { OrganizationRow } from '../db/entities';
import type { Instant } from '../db/instant';
import type { Catalogue, Day, MemberFacts, RunWork } from '../rules';

export interface CheckContext {
  readonly transaction: Pick<Transaction, 'rows' | 'forUpdate'>;
  readonly at: Instant;
  readonly today: Day;
  /** Every version of the catalogue, oldest first, read before the transaction. */
  catalogues(): Promise<readonly Catalogue[]>;
  newId(): string;
}

export interface CommandContext extends CheckContext {
  readonly transaction: Transaction;
  readonly viewer: Viewer;
  readonly actor: string;
  readonly now: Date;
  /** Charges the caller for an evaluation, then reads the facts of a locked organization. */
  factsOf(organization: OrganizationRow): Promise<MemberFacts>;
  readonly run: RunWork;
  audit(changes: AuditedChange | readonly AuditedChange[]): Promise<void>;
  /** Every command that changes a fact must mark the organizations whose status may change. */
  markOrganizations(organizationIds: readonly string[]): void;
  readonly markedOrganizations: ReadonlySet<string>;
}

export interface AuditedChange {
  /** The global id of the changed object. */
  readonly subject: string;
  readonly organizationId: string | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly reason?: string | null | undefined;
}
