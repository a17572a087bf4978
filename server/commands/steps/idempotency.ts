import { createHash } from 'node:crypto';
import { organizationOf, type Viewer } from '../../auth/viewer';
import { refuse } from '../../checks/refusal';
import type { Database, Transaction } from '../../db/database';
import { isDuplicate } from '../../db/duplicate';
import { AnsweredCommandTable, type AnsweredCommandRow } from '../../db/entities';
import { instant } from '../../db/instant';
import type { CommandContext } from '../../locks/command-context';
import { sentence } from '../../messages';

const RETENTION_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * The scope of an idempotency key. By default, the stored answer belongs to the caller's organization, and the key is
 * refused after the caller has changed organization. Commands that can change the caller's organization use `anywhere`.
 * For agents, the scope is always `anywhere`.
 */
export type AnswerScope = 'in-organization' | 'anywhere';

export function claimOf(
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

function isAgent(viewer: Viewer): boolean {
  return viewer.kind === 'person' && viewer.roles.has('AGENT');
}

export async function claimKey<Answer>(
  transaction: Transaction,
  claim: AnsweredCommandRow,
  now: Date,
): Promise<Answer | null> {
  try {
    // A concurrent repetition waits here until the first call ends. If that call fails, the repetition claims the key.
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
        sentence(reason, { key: claim.idempotencyKey }),
      );
    if (earlier.argumentsHash !== claim.argumentsHash) refuseKey('idempotencyKey.reused');
    if (earlier.organizationId !== claim.organizationId) refuseKey('idempotencyKey.elsewhere');
    // The hash includes the command, so the stored answer belongs to this command.
    return JSON.parse(earlier.answer) as Answer;
  }
  await transaction.change('DELETE FROM answered_command WHERE actor = ? AND idempotencyKey = ?', key);
  await transaction.insert(AnsweredCommandTable, claim);
  return null;
}

export async function storeAnswer(
  transaction: Transaction,
  { actor, idempotencyKey }: AnsweredCommandRow,
  answer: object,
): Promise<void> {
  await transaction.change('UPDATE answered_command SET answer = ? WHERE actor = ? AND idempotencyKey = ?', [
    JSON.stringify(answer),
    actor,
    idempotencyKey,
  ]);
}

export async function deleteExpiredAnswers(database: Database, now: Date): Promise<number> {
  const oldest = instant(new Date(now.getTime() - RETENTION_MILLISECONDS));
  return database.transaction((transaction) =>
    transaction.change('DELETE FROM answered_command WHERE answeredAt < ?', [oldest]),
  );
}

/** Canonical JSON: the order of keys is irrelevant. Null differs from an absent argument, which keeps a value. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
