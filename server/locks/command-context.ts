import type { Viewer } from '../auth/viewer';
import type { Transaction } from '../db/database';
import type { OrganizationRow } from '../db/entities';
import type { Instant } from '../db/instant';
import type { Catalogue, Day, MemberFacts, Run } from '../rules';

/** What it takes to judge whether something can be done, be it in a command or only to foresee what one would do. */
export interface CheckContext {
  readonly transaction: Pick<Transaction, 'rows' | 'forUpdate'>;
  readonly at: Instant;
  readonly today: Day;
  /** Every version of the catalogue, oldest first, as it was when the command began. */
  catalogues(): Promise<readonly Catalogue[]>;
  newId(): string;
}

/** What a command works with, inside its one transaction. */
export interface CommandContext extends CheckContext {
  readonly transaction: Transaction;
  readonly viewer: Viewer;
  readonly actor: string;
  readonly now: Date;
  /** Reads the facts of a locked organization, after the caller has paid for evaluating them. */
  factsOf(organization: OrganizationRow): Promise<MemberFacts>;
  readonly run: Run;
  /** Each change tells the audit log what was there and what is there now; many at once take one statement. */
  audit(changes: AuditedChange | readonly AuditedChange[]): Promise<void>;
  /** The status of organizations may be another: each command that changes a fact says whose. */
  concern(organizationIds: readonly string[]): void;
  readonly concerned: ReadonlySet<string>;
}

export interface AuditedChange {
  /** The global id of the object that changes. */
  readonly subject: string;
  readonly organizationId: string | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly reason?: string | null | undefined;
}
