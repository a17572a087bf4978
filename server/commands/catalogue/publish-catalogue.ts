import { globalId } from '../../../schema/global-id';
import type { PublishCatalogueInput } from '../../../schema/catalogue/publish-catalogue';
import type { Transaction } from '../../db/database';
import { CatalogueVersionTable } from '../../db/entities';
import { sentence } from '../../messages';
import { STANDALONE_DERIVATION } from '../../projection/update-spans';
import { checkDraft } from '../../checks/catalogue-draft';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface CataloguePublished {
  readonly version: number;
}

export async function publishCatalogue(
  call: CommandCall,
  input: PublishCatalogueInput,
): Promise<CommandOutcome<CataloguePublished>> {
  const { appliesFrom, reason } = input;
  // The check is slow, so it runs before the transaction takes its lock.
  const draft = await checkDraft(
    call,
    (call.derivation ?? STANDALONE_DERIVATION).run,
    input.document,
    appliesFrom,
  );
  const publish = async (context: CommandContext) => {
    refuseAll([
      checkReason(reason),
      draft.tooSoon === null
        ? null
        : { code: 'TOO_SOON', sentence: draft.tooSoon, path: ['input', 'appliesFrom'] },
      ...draft.problems.map(
        (problem) => ({ code: 'INVALID', path: ['input', 'document'], problem }) as const,
      ),
    ]);
    const { document } = draft;
    if (document === null) throw new Error('The check found neither a problem nor a document.');
    const { number, bytes } = await readVersions(context.transaction);
    refuseAll([checkBytes(bytes + Buffer.byteLength(document))]);
    await context.transaction.insert(CatalogueVersionTable, {
      number,
      appliesFrom,
      publishedAt: context.at,
      publishedBy: context.actor,
      document,
    });
    await context.audit({
      subject: globalId('Catalogue', String(number)),
      organizationId: null,
      before: null,
      // The document is left out: it is stored with the version, which never changes.
      after: { version: number, appliesFrom },
      reason,
    });
    return { version: number };
  };
  // The answer contains no data of an organization.
  return runCommand(call, 'publishCatalogue', input, publish, 'anywhere');
}

/** Every server keeps all versions in memory, where they take up to six times their stored size. */
export const MAX_TOTAL_VERSION_BYTES = 16 * 1_048_576;

function checkBytes(bytes: number): Refusal | null {
  if (bytes <= MAX_TOTAL_VERSION_BYTES) return null;
  const values = { bytes, max: MAX_TOTAL_VERSION_BYTES };
  return invalidRefusal(['input', 'document'], sentence('catalogue.bytes', values));
}

/**
 * Reads the next version number and the size of all stored versions. Publications run one at a time, because each locks
 * the row of the first version, which always exists.
 */
async function readVersions(
  transaction: Transaction,
): Promise<{ readonly number: number; readonly bytes: number }> {
  await transaction.rows(`SELECT number FROM catalogue_version WHERE number = 1${transaction.forUpdate}`);
  const [row] = await transaction.rows<{ newest: number | null; bytes: number | string | null }>(
    'SELECT MAX(number) AS newest, SUM(OCTET_LENGTH(document)) AS bytes FROM catalogue_version',
  );
  // MariaDB returns sums as strings.
  return { number: (row?.newest ?? 0) + 1, bytes: Number(row?.bytes ?? 0) };
}
