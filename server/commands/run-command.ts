import type { CommandInput } from '../../schema/payload';
import { actorOf, type Viewer } from '../auth/viewer';
import type { Database, Transaction } from '../db/database';
import { instant } from '../db/instant';
import { newId } from '../db/new-id';
import { readFactsInBatches } from '../db/read-facts';
import { STANDALONE_DERIVATION, updateOrMarkSpans, type DerivationOptions } from '../projection/update-spans';
import type { Catalogue, Day } from '../rules';
import { checkText } from '../checks/text';
import type { CommandContext } from '../locks/command-context';
import { refuseAll, Refused, type AnyRefusal } from '../checks/refusal';
import { auditWriter } from './steps/audit';
import { claimKey, claimOf, storeAnswer, type AnswerScope } from './steps/idempotency';

export interface CommandCall {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly today: Day;
  readonly database: Database;
  /** Every version of the catalogue, oldest first. */
  catalogues(): Promise<readonly Catalogue[]>;
  /** Slices long work and charges the caller for it. Absent in a command-line program, which does neither. */
  readonly derivation?: DerivationOptions;
}

export type CommandOutcome<Answer> =
  | { readonly answer: Answer; readonly repeated: boolean; readonly refusals: readonly [] }
  | { readonly answer: null; readonly repeated: false; readonly refusals: readonly AnyRefusal[] };

/**
 * Runs a command in one transaction with its audit entries, or refuses it without any effect. With an idempotency key,
 * the answer is stored in the same transaction, and a repetition within 24 hours returns it. An answer holds ids, which
 * are resolved against current data, and values that cannot be derived later, such as the outcome of an imported row.
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
  const derivationForAttempt = chargeOnce(call.derivation ?? STANDALONE_DERIVATION);
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
      await storeAnswer(transaction, claim, answer);
      return done(answer);
    });
  } catch (error) {
    if (error instanceof Refused) return { answer: null, repeated: false, refusals: error.refusals };
    throw error;
  }
}

/** The database can retry a transaction. A retry does not pay the charges that an earlier attempt has paid. */
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
    audit: auditWriter(transaction, { actor, at, command, newId: () => newId(now) }),
    markOrganizations: (organizationIds) => organizationIds.forEach((id) => changedOrganizations.add(id)),
    markedOrganizations: changedOrganizations,
  };
}
