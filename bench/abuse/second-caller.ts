import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../load';

/** The message that the parent process sends to a second caller. */
export interface Calling {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const INTERVAL_MILLISECONDS = 100;

/**
 * Asks ten times a second until it is disconnected, whether or not it was answered, and tells how long each answer took:
 * an answer that does not come has taken all the time until then.
 */
export function callAgainAndAgain(): void {
  process.on('message', ({ port, headers, body }: Calling) => void ask({ port, headers, body }));
}

async function ask({ port, headers, body }: Calling): Promise<void> {
  const began = new Set<number>();
  const times: number[] = [];
  process.on('message', () => {
    const waiting = [...began].map((start) => performance.now() - start);
    process.send?.({ times: [...times, ...waiting] });
  });
  for (;;) {
    const start = performance.now();
    began.add(start);
    void send({ port, path: '/graphql', headers, next: () => body })
      .then(
        () => times.push(performance.now() - start),
        () => times.push(Infinity),
      )
      .finally(() => began.delete(start));
    await pause(INTERVAL_MILLISECONDS);
  }
}
