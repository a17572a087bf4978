import type { Database, Transaction } from '../../server/db/database';
import { updateSpans } from '../../server/projection/update-spans';
import { countOutdated } from '../../server/projection/refill';
import { verify, type Difference } from '../../server/projection/verify';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { refillAll } from './refill-all';

/**
 * Verifies that the stored spans equal the spans that the rules derive, even in tests that store facts directly. The
 * spans of such facts are derived before the next request; from then on, only commands update spans. Before the test
 * stores further facts directly, the spans are verified. This detects a command that fails to update a span before the
 * derivation repairs the span.
 */
export interface SpanCheck {
  /** The database for the test. Facts that are stored through it bypass the server. */
  readonly database: Database;
  beforeRequest(body: string): Promise<void>;
  /** Called when the server has stopped. */
  mustBeACopy(): Promise<void>;
}

/**
 * Outdated spans cannot be verified, so a test must declare whether it has any. `derived`: its commands outdate the
 * spans of many organizations, which are derived before the next request. `left`: it sends requests while spans are
 * outdated, so no spans are derived, not even for facts that the test stores directly.
 */
export type OutdatedSpans = 'none' | 'derived' | 'left';

export function checkSpansOf(database: Database, outdated: OutdatedSpans): SpanCheck {
  const programme = new KnownVersions();
  const versions = () => programme.versions(database);
  /** The test has stored facts whose spans are not derived yet. */
  let isDerivationDue = false;
  let hasSentMutation = false;
  let openTransactions = 0;
  let deriving = Promise.resolve();

  const deriveStored = async () => {
    // The facts of an open transaction are not committed yet.
    if (outdated === 'left' || openTransactions > 0) return;
    if (isDerivationDue) {
      isDerivationDue = false;
      await deriveAll();
    } else if (outdated === 'derived') await refillAll(database);
  };
  const deriveAll = async () => {
    const ids = (await database.rows<{ id: string }>('SELECT id FROM organization')).map(({ id }) => id);
    const all = await versions();
    for (let start = 0; start < ids.length; start += ORGANIZATIONS_AT_ONCE) {
      const some = ids.slice(start, start + ORGANIZATIONS_AT_ONCE);
      await database.transaction((transaction) => updateSpans(transaction, all, some));
    }
  };
  const verifySpans = async () => {
    const marked = outdated === 'none' ? await countOutdated(database) : 0;
    if (marked > 0) {
      throw new Error(
        `${marked} organizations are marked as outdated, so their spans cannot be verified.` +
          " If the commands of this test should mark them, start the server with { outdated: 'derived' }.",
      );
    }
    const differences: Difference[] = [];
    await verify(database, {
      versions,
      sample: null,
      repair: false,
      onDifference: (difference) => differences.push(difference),
    });
    if (differences.length > 0) {
      throw new Error(`The stored spans differ from the rules: ${JSON.stringify(differences.slice(0, 5))}`);
    }
  };
  return {
    database: {
      ...database,
      async transaction(work) {
        if (hasSentMutation && !isDerivationDue && openTransactions === 0) {
          hasSentMutation = false;
          await verifySpans();
        }
        openTransactions++;
        try {
          return await database.transaction((transaction) =>
            work(
              observeWrites(transaction, () => {
                isDerivationDue = true;
              }),
            ),
          );
        } finally {
          openTransactions--;
        }
      },
    },
    beforeRequest(body) {
      // Queries do not change spans.
      hasSentMutation ||= body.includes('mutation');
      deriving = deriving.then(deriveStored);
      return deriving;
    },
    async mustBeACopy() {
      await deriveStored();
      await verifySpans();
    },
  };
}

const ORGANIZATIONS_AT_ONCE = 100;

function observeWrites(transaction: Transaction, onWrite: () => void): Transaction {
  return {
    ...transaction,
    insert(table, rows) {
      onWrite();
      return transaction.insert(table, rows);
    },
    replace(table, rows) {
      onWrite();
      return transaction.replace(table, rows);
    },
    change(sql, parameters) {
      onWrite();
      return transaction.change(sql, parameters);
    },
  };
}
