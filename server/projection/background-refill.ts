import type { Database } from '../db/database';
import { countOutdated, refill, type Refilling } from './refill';

/** How soon a server sees marks, whoever has made them: a look costs one small statement. */
const LOOK_MILLISECONDS = 1000;
/** So many batches apart a long refill tells how far it is: every few seconds. */
const BATCHES_A_TELLING = 50;

/** What a look for outdated spans has done so far. */
export interface Look {
  readonly organizations: number;
  readonly milliseconds: number;
}

export interface BackgroundRefillOptions extends Pick<Refilling, 'versions' | 'run'> {
  /** Has refilled some organizations, and so many are left. */
  readonly onProgress: (look: Look, left: number) => void;
  /** Has refilled some organizations, and found no more. */
  readonly onDone: (look: Look) => void;
  /** Has refilled some organizations, or none, and failed. */
  readonly onError: (error: unknown, look: Look) => void;
  readonly batchesATelling?: number;
}

export interface BackgroundRefill {
  /** Ends with the batch that is under way. */
  stop(): Promise<void>;
}

/** Looks for outdated spans as long as the server runs, and refills them. */
export function startBackgroundRefill(
  database: Database,
  {
    versions,
    run,
    onProgress,
    onDone,
    onError,
    batchesATelling = BATCHES_A_TELLING,
  }: BackgroundRefillOptions,
): BackgroundRefill {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  const look = async () => {
    const begun = performance.now();
    let organizations = 0;
    let batches = 0;
    const sofar = (): Look => ({ organizations, milliseconds: performance.now() - begun });
    const tell = async () => onProgress(sofar(), await countOutdated(database));
    try {
      await refill(database, {
        versions,
        ...(run && { run }),
        signal: stopping.signal,
        onBatch: async (batch) => {
          organizations += batch;
          if (++batches % batchesATelling === 0) await tell();
        },
      });
      if (organizations > 0) onDone(sofar());
    } catch (error) {
      onError(error, sofar());
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK_MILLISECONDS).unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      if (!stopping.signal.aborted) await pause();
    }
  })();
  return {
    stop() {
      stopping.abort();
      wake();
      return ended;
    },
  };
}
