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
import { factsInParts } from '../db/read-facts';
import { say } from '../messages';
import { UNSHARED, followFacts, type Deriving } from '../projection/update-spans';
import type { Catalogue, Day } from '../rules';
import { checkText } from '../checks/text';
import type { AuditedChange, CommandContext } from '../locks/command-context';
import { refuse, refuseAll, Refused, type Refusal } from '../checks/refusal';

const REMEMBERED_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Who calls, and when. */
export interface CommandCall {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly today: Day;
  readonly database: Database;
  /** Every version of the catalogue, oldest first. */
  catalogues(): Promise<readonly Catalogue[]>;
  /** How a server shares its process and lets the caller pay; a program has its process to itself. */
  readonly deriving?: Deriving;
}

/**
 * Where a repeat finds the caller's answer. Who has moved to another organization is somebody else to most commands:
 * the old answers stay where they belong, and the key does nothing more. Commands that may move the caller find theirs
 * anywhere, so what they answer is shown to whoever may still see it. To an agent it is all one.
 */
export type AnswerScope = 'in-organization' | 'anywhere';

export type CommandOutcome<Answer> =
  | { readonly answer: Answer; readonly repeated: boolean; readonly refusals: readonly [] }
  | { readonly answer: null; readonly repeated: false; readonly refusals: readonly Refusal[] };

/**
 * Runs a command: one transaction with its audit entries, or refusals and no effect. Under an idempotency key
 * the answer is remembered with the effect, so that a repeat within 24 hours finds the one when it finds the
 * other. An answer holds ids, so that what they name is told as it is when it is asked for; and beside them what nothing
 * that is stored would tell again, such as the money that was paid back, or why a row was refused.
 */
export async function runCommand<Answer extends object>(
  call: CommandCall,
  command: string,
  input: CommandInput,
  work: (step: CommandContext) => Promise<Answer>,
  memory: AnswerScope = 'in-organization',
): Promise<CommandOutcome<Answer>> {
  const { idempotencyKey = null, ...given } = input;
  // Read before, and once: a transaction that asked for a second connection would wait for those that do the same.
  const versions = await call.catalogues();
  const derivingOfAttempt = payingOnce(call.deriving ?? UNSHARED);
  try {
    return await call.database.transaction(async (transaction) => {
      const deriving = derivingOfAttempt();
      const step = stepOf(call, deriving, command, transaction, versions);
      const doWork = async () => {
        const answer = await work(step);
        await followFacts(transaction, versions, [...step.concerned], deriving);
        return answer;
      };
      if (idempotencyKey === null) return done(await doWork());
      refuseAll([
        checkText(['input', 'idempotencyKey'], say('idempotencyKey'), idempotencyKey, { most: 190 }),
      ]);
      const claim = claimOf(step, command, idempotencyKey, given, memory);
      const earlier = await claimed<Answer>(transaction, claim, call.now);
      if (earlier !== null) return { answer: earlier, repeated: true, refusals: [] };
      const answer = await doWork();
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

/** The database may try a transaction several times: each attempt begins with what earlier ones have paid for. */
function payingOnce({ run, pay }: Deriving): () => Deriving {
  if (pay === undefined) return () => ({ run });
  let paid = 0;
  return () => {
    let asked = 0;
    return {
      run,
      async pay(kind, organizations) {
        asked += 1;
        if (asked <= paid) return;
        await pay(kind, organizations);
        paid = asked;
      },
    };
  };
}

/** Forgets the answers that no repeat may ask for any more. */
export async function forgetAnswers(database: Database, now: Date): Promise<number> {
  const oldest = instant(new Date(now.getTime() - REMEMBERED_MILLISECONDS));
  return database.transaction((transaction) =>
    transaction.change('DELETE FROM answered_command WHERE answeredAt < ?', [oldest]),
  );
}

function done<Answer>(answer: Answer): CommandOutcome<Answer> {
  return { answer, repeated: false, refusals: [] };
}

function stepOf(
  { viewer, now, today }: CommandCall,
  { run, pay }: Deriving,
  command: string,
  transaction: Transaction,
  versions: readonly Catalogue[],
): CommandContext {
  const actor = actorOf(viewer);
  const at = instant(now);
  const concerned = new Set<string>();
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
      for await (const [only] of factsInParts(transaction, [organization])) if (only) return only.facts;
      throw new Error('An organization has one set of facts.');
    },
    run,
    audit: (changes) =>
      transaction.insert(AuditEntryTable, (Array.isArray(changes) ? changes : [changes]).map(entryOf)),
    concern: (organizationIds) => organizationIds.forEach((id) => concerned.add(id)),
    concerned,
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
  step: CommandContext,
  command: string,
  idempotencyKey: string,
  given: object,
  memory: AnswerScope,
): AnsweredCommandRow {
  return {
    actor: step.actor,
    idempotencyKey,
    organizationId: memory === 'anywhere' || isAgent(step.viewer) ? null : organizationOf(step.viewer),
    command,
    argumentsHash: createHash('sha256').update(canonical({ command, given })).digest('hex'),
    answer: '',
    answeredAt: step.at,
  };
}

/** Sees all organizations alike, whichever of them it belongs to. */
function isAgent(viewer: Viewer): boolean {
  return viewer.kind === 'person' && viewer.roles.has('AGENT');
}

/** Claims the key for this command, or finds the answer of the one that had it. */
async function claimed<Answer>(
  transaction: Transaction,
  claim: AnsweredCommandRow,
  now: Date,
): Promise<Answer | null> {
  try {
    // A simultaneous repeat waits here until the first one is committed, or takes its place if it fails.
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
  const oldest = instant(new Date(now.getTime() - REMEMBERED_MILLISECONDS));
  const isRemembered = earlier !== undefined && earlier.answeredAt >= oldest;
  if (isRemembered) {
    const refuseKey = (why: 'idempotencyKey.reused' | 'idempotencyKey.elsewhere') =>
      refuse('IDEMPOTENCY_KEY_REUSED', ['input', 'idempotencyKey'], say(why, { key: claim.idempotencyKey }));
    if (earlier.argumentsHash !== claim.argumentsHash) refuseKey('idempotencyKey.reused');
    if (earlier.organizationId !== claim.organizationId) refuseKey('idempotencyKey.elsewhere');
    // Written by the same command, whose answers have this type.
    return JSON.parse(earlier.answer) as Answer;
  }
  await transaction.change('DELETE FROM answered_command WHERE actor = ? AND idempotencyKey = ?', key);
  await transaction.insert(AnsweredCommandTable, claim);
  return null;
}

/** The same text for the same arguments, in whatever order they were written; null is as good as left out. */
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
