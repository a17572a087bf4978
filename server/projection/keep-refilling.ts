import type { Database } from '../db/database';
import { refill, type Refilling } from './refill';

/** How soon a server sees marks, whoever has made them: a look costs one small statement. */
const LOOK_MILLISECONDS = 1000;

export interface KeepRefilling extends Pick<Refilling, 'versions'> {
  /** Has refilled so many organizations. */
  readonly onDone: (organizations: number, milliseconds: number) => void;
  readonly onError: (error: unknown) => void;
}

export interface KeptRefilling {
  /** Ends with the batch that is under way. */
  stop(): Promise<void>;
}

/** Looks for outdated spans as long as the server runs, and refills them. */
export function keepRefilling(
  database: Database,
  { versions, onDone, onError }: KeepRefilling,
): KeptRefilling {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  const look = async () => {
    const begun = performance.now();
    const organizations = await refill(database, { versions, signal: stopping.signal });
    if (organizations > 0) onDone(organizations, performance.now() - begun);
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
      await look().catch(onError);
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
