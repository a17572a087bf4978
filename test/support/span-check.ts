import type { Database, Transaction } from '../../server/db/database';
import { updateSpans } from '../../server/projection/update-spans';
import { countOutdated } from '../../server/projection/refill';
import { verify, type Difference } from '../../server/projection/verify';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { refilled } from './refilled';

/**
 * Whether the spans that a server keeps are a copy of what the rules derive, in a test that also stores facts behind the
 * server's back. Those are derived before the next request, so that from then on nobody but the commands keeps the
 * spans; and before such facts are stored, the work of the commands up to there is compared. So whatever a command forgets
 * is found, and not healed by what the test does itself.
 */
export interface KeptCopy {
  /** The database as the test has it: what is stored through it is stored behind the server's back. */
  readonly database: Database;
  /** Before each request, with its body. */
  beforeRequest(body: string): Promise<void>;
  /** When the server has stopped. */
  mustBeACopy(): Promise<void>;
}

/**
 * Whose spans are marked as outdated is not compared, so it must be said where a test means to have such organizations.
 * `derived`: its commands concern many at once, or everybody; who is marked is derived before the next request.
 * `left`: it asks while they are outdated, so nothing is derived, not even what it stores itself.
 */
export type Outdated = 'none' | 'derived' | 'left';

export function keptCopyIn(database: Database, outdated: Outdated): KeptCopy {
  const programme = new KnownVersions();
  const versions = () => programme.versions(database);
  /** Something is stored that is not derived yet. */
  let stored = false;
  let requested = false;
  let openTransactions = 0;
  let deriving = Promise.resolve();

  const deriveStored = async () => {
    // While a test holds locks, its facts are not there yet.
    if (outdated === 'left' || openTransactions > 0) return;
    if (stored) {
      stored = false;
      await deriveAll();
    } else if (outdated === 'derived') await refilled(database);
  };
  const deriveAll = async () => {
    const ids = (await database.rows<{ id: string }>('SELECT id FROM organization')).map(({ id }) => id);
    const all = await versions();
    for (let start = 0; start < ids.length; start += ORGANIZATIONS_AT_ONCE) {
      const some = ids.slice(start, start + ORGANIZATIONS_AT_ONCE);
      await database.transaction((transaction) => updateSpans(transaction, all, some));
    }
  };
  const mustBeACopy = async () => {
    const marked = outdated === 'none' ? await countOutdated(database) : 0;
    if (marked > 0) {
      throw new Error(
        `${marked} organizations are marked as outdated, so it cannot be told whether commands have kept their spans.` +
          " A test whose commands are to mark them starts its server with { outdated: 'derived' }.",
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
      throw new Error(
        `Spans are kept that the rules do not derive: ${JSON.stringify(differences.slice(0, 5))}`,
      );
    }
  };
  return {
    database: {
      ...database,
      async transaction(work) {
        if (requested && !stored && openTransactions === 0) {
          requested = false;
          await mustBeACopy();
        }
        openTransactions++;
        try {
          return await database.transaction((transaction) =>
            work(
              tellingWrites(transaction, () => {
                stored = true;
              }),
            ),
          );
        } finally {
          openTransactions--;
        }
      },
    },
    beforeRequest(body) {
      // Queries leave the spans as they are.
      requested ||= body.includes('mutation');
      deriving = deriving.then(deriveStored);
      return deriving;
    },
    async mustBeACopy() {
      await deriveStored();
      await mustBeACopy();
    },
  };
}

const ORGANIZATIONS_AT_ONCE = 100;

function tellingWrites(transaction: Transaction, onWrite: () => void): Transaction {
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
