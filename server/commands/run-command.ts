import { createHash } from 'node:crypto';
import type { CommandInput } from '../../schema/payload';
import { actorOf, organizationOf, type Viewer } from '../auth/viewer';
import type { Database, Transaction } from '../db/database';
import { isDuplicate } from '../db/duplicate';
import {
  AnsweredCommandTable,
  AuditEntryTable,
  type AnsweredCommandRow,
  type AuditEntryRow,
} from '../db/entities';
import { instant } from '../db/instant';
import { newId } from '../db/new-id';
import { readFactsInBatches } from '../db/read-facts';
import { say } from '../messages';
import { UNSHARED, updateOrMarkSpans, type DerivationOptions } from '../projection/update-spans';
import type { Catalogue, Day } from '../rules';
import { checkText } from '../checks/text';
import type { AuditedChange, CommandContext } from '../locks/command-context';
import { refuse, refuseAll, Refused, type Refusal } from '../checks/refusal';

const RETENTION_MILLISECONDS = 24 * 60 * 60 * 1000;

export interface CommandCall {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly today: Day;
  readonly database: Database;
  /** Every version of the catalogue, oldest first. */
  catalogues(): Promise<readonly Catalogue[]>;
  /** A server shares its process between callers and charges them. Absent in a command-line program. */
  readonly derivation?: DerivationOptions;
}

/**
 * The scope of an idempotency key. By default an answer belongs to the caller's organization: after a change of
 * organization the key is refused. Commands that may themselves move the caller use `anywhere`. Agents always do.
 */
export type AnswerScope = 'in-organization' | 'anywhere';

export type CommandOutcome<Answer> =
  | { readonly answer: Answer; readonly repeated: boolean; readonly refusals: readonly [] }
  | { readonly answer: null; readonly repeated: false; readonly refusals: readonly Refusal[] };

/**
 * Runs a command in one transaction with its audit entries, or refuses it without any effect. With an idempotency key,
 * the answer is stored in the same transaction, and a repeat within 24 hours returns it. An answer holds ids, which are
 * resolved against current data, and values that cannot be derived later, such as the amount paid back.
 */
export async function runCommand<Answer extends object>(
  call: CommandCall,
  command: string,
  input: CommandInput,
  work: (context: CommandContext) => Promise<Answer>,
  scope: AnswerScope = 'in-organization',
): Promise<CommandOutcome<Answer>> {
  const { idempotencyKey = null, ...commandArguments } = input;
  // Read before the transaction: transactions that each wait for a second connection could deadlock.
  const versions = await call.catalogues();
  const derivationForAttempt = chargeOnce(call.derivation ?? UNSHARED);
  try {
    return await call.database.transaction(async (transaction) => {
      const derivation = derivationForAttempt();
      const context = contextOf(call, derivation, command, transaction, versions);
      const runWork = async () => {
        const answer = await work(context);
        await updateOrMarkSpans(transaction, versions, [...context.markedOrganizations], derivation);
        return answer;
      };
      if (idempotencyKey === null) return done(await runWork());
      refuseAll([checkText(['input', 'idempotencyKey'], idempotencyKey, { maxLength: 190 })]);
      const claim = claimOf(context, command, idempotencyKey, commandArguments, scope);
      const earlier = await claimKey<Answer>(transaction, claim, call.now);
      if (earlier !== null) return { answer: earlier, repeated: true, refusals: [] };
      const answer = await runWork();
      await transaction.change(
        'UPDATE answered_command SET answer = ? WHERE actor = ? AND idempotencyKey = ?',
        [JSON.stringify(answer), claim.actor, claim.idempotencyKey],
      );
      return done(answer);
    });
  } catch (error) {
    if (error instanceof Refused) return { answer: null, repeated: false, refusals: error.refusals };
    throw error;
  }
}

/** The database may retry a transaction. A retry does not pay again for what an earlier attempt has paid. */
function chargeOnce({ run, pay }: DerivationOptions): () => DerivationOptions {
  if (pay === undefined) return () => ({ run });
  let paidCharges = 0;
  return () => {
    let charges = 0;
    return {
      run,
      async pay(kind, organizations) {
        charges += 1;
        if (charges <= paidCharges) return;
        await pay(kind, organizations);
        paidCharges = charges;
      },
    };
  };
}

export async function deleteExpiredAnswers(database: Database, now: Date): Promise<number> {
  const oldest = instant(new Date(now.getTime() - RETENTION_MILLISECONDS));
  return database.transaction((transaction) =>
    transaction.change('DELETE FROM answered_command WHERE answeredAt < ?', [oldest]),
  );
}

function done<Answer>(answer: Answer): CommandOutcome<Answer> {
  return { answer, repeated: false, refusals: [] };
}

function contextOf(
  { viewer, now, today }: CommandCall,
  { run, pay }: DerivationOptions,
  command: string,
  transaction: Transaction,
  versions: readonly Catalogue[],
): CommandContext {
  const actor = actorOf(viewer);
  const at = instant(now);
  const changedOrganizations = new Set<string>();
  return {
    transaction,
    viewer,
    actor,
    at,
    now,
    today,
    catalogues: () => Promise.resolve(versions),
    newId: () => newId(now),
    async factsOf(organization) {
      await pay?.('quote', [organization]);
      for await (const [stored] of readFactsInBatches(transaction, [organization]))
        if (stored) return stored.facts;
      throw new Error('No facts were read for the organization.');
    },
    run,
    audit: (changes) =>
      transaction.insert(AuditEntryTable, (Array.isArray(changes) ? changes : [changes]).map(entryOf)),
    markOrganizations: (organizationIds) => organizationIds.forEach((id) => changedOrganizations.add(id)),
    markedOrganizations: changedOrganizations,
  };

  function entryOf(change: AuditedChange): AuditEntryRow {
    return {
      id: newId(now),
      at,
      actor,
      command,
      organizationId: change.organizationId,
      subject: change.subject,
      oldValue: change.before === null ? null : JSON.stringify(change.before),
      newValue: change.after === null ? null : JSON.stringify(change.after),
      reason: change.reason ?? null,
    };
  }
}

function claimOf(
  context: CommandContext,
  command: string,
  idempotencyKey: string,
  commandArguments: object,
  scope: AnswerScope,
): AnsweredCommandRow {
  return {
    actor: context.actor,
    idempotencyKey,
    organizationId: scope === 'anywhere' || isAgent(context.viewer) ? null : organizationOf(context.viewer),
    command,
    argumentsHash: createHash('sha256')
      .update(canonical({ command, given: commandArguments }))
      .digest('hex'),
    answer: '',
    answeredAt: context.at,
  };
}

/** An agent sees all organizations, whichever one the agent belongs to. */
function isAgent(viewer: Viewer): boolean {
  return viewer.kind === 'person' && viewer.roles.has('AGENT');
}

/** Claims the idempotency key for this command, or returns the answer of an earlier call. */
async function claimKey<Answer>(
  transaction: Transaction,
  claim: AnsweredCommandRow,
  now: Date,
): Promise<Answer | null> {
  try {
    // A concurrent repeat waits here for the first call. It claims the key itself if the first call fails.
    await transaction.insert(AnsweredCommandTable, claim);
    return null;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const key = [claim.actor, claim.idempotencyKey];
  const [earlier] = await transaction.rows<AnsweredCommandRow>(
    `SELECT * FROM answered_command WHERE actor = ? AND idempotencyKey = ?${transaction.forUpdate}`,
    key,
  );
  const oldest = instant(new Date(now.getTime() - RETENTION_MILLISECONDS));
  const isRetained = earlier !== undefined && earlier.answeredAt >= oldest;
  if (isRetained) {
    const refuseKey = (reason: 'idempotencyKey.reused' | 'idempotencyKey.elsewhere') =>
      refuse(
        'IDEMPOTENCY_KEY_REUSED',
        ['input', 'idempotencyKey'],
        say(reason, { key: claim.idempotencyKey }),
      );
    if (earlier.argumentsHash !== claim.argumentsHash) refuseKey('idempotencyKey.reused');
    if (earlier.organizationId !== claim.organizationId) refuseKey('idempotencyKey.elsewhere');
    // The hash includes the command, so the stored answer has its type.
    return JSON.parse(earlier.answer) as Answer;
  }
  await transaction.change('DELETE FROM answered_command WHERE actor = ? AND idempotencyKey = ?', key);
  await transaction.insert(AnsweredCommandTable, claim);
  return null;
}

/** Canonical JSON: the order of keys is irrelevant, and null equals an absent argument. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, inner]) => inner !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
