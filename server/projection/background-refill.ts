import type { Database } from '../db/database';
import { countOutdated, refill, type RefillOptions } from './refill';

/** A check for outdated spans costs one small statement. */
const PAUSE_MILLISECONDS = 1000;
/** A long refill reports its progress after this many batches, every few seconds. */
const BATCHES_PER_REPORT = 50;

export interface RefillProgress {
  readonly organizations: number;
  readonly milliseconds: number;
}

export interface BackgroundRefillOptions extends Pick<RefillOptions, 'versions' | 'run'> {
  /** `left` is the number of organizations that are still outdated. */
  readonly onProgress: (progress: RefillProgress, left: number) => void;
  /** Not called if no organization was outdated. */
  readonly onDone: (progress: RefillProgress) => void;
  /** `progress` is the progress before the failure. */
  readonly onError: (error: unknown, progress: RefillProgress) => void;
  readonly batchesPerReport?: number;
}

export interface BackgroundRefill {
  stop(): Promise<void>;
}

export function startBackgroundRefill(
  database: Database,
  {
    versions,
    run,
    onProgress,
    onDone,
    onError,
    batchesPerReport = BATCHES_PER_REPORT,
  }: BackgroundRefillOptions,
): BackgroundRefill {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  const refillOutdated = async () => {
    const startedAt = performance.now();
    let organizations = 0;
    let batches = 0;
    const progress = (): RefillProgress => ({ organizations, milliseconds: performance.now() - startedAt });
    const report = async () => onProgress(progress(), await countOutdated(database));
    try {
      await refill(database, {
        versions,
        ...(run && { run }),
        signal: stopping.signal,
        onBatch: async (batch) => {
          organizations += batch;
          if (++batches % batchesPerReport === 0) await report();
        },
      });
      if (organizations > 0) onDone(progress());
    } catch (error) {
      onError(error, progress());
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MILLISECONDS).unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await refillOutdated();
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
