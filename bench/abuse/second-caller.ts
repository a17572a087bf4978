import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../load';

export interface StartMessage {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const INTERVAL_MILLISECONDS = 100;
/** With a token, the query also needs an evaluation. */
const bodyOf = (fields: string) =>
  JSON.stringify({ query: `{ organization(by: { key: "wordy-1000" }) { ${fields} } }` });
const ANONYMOUS_BODY = bodyOf('name city country');
const BODY = bodyOf('name city country eligibleLevels');

/** Sends ten small requests a second from its own process, so that attackers do not slow it down. */
export class SecondCaller {
  readonly #child: ChildProcess;

  constructor(started: ChildProcess[]) {
    this.#child = fork(join(__dirname, '../../scripts/bench-second-caller.mjs'));
    started.push(this.#child);
  }

  begin(port: number, token: string | null): void {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const calling: StartMessage = { port, headers, body: token === null ? ANONYMOUS_BODY : BODY };
    this.#child.send(calling);
  }

  /** Returns the latency of each answer in milliseconds. */
  async end(): Promise<readonly number[]> {
    this.#child.send('enough');
    const [{ times }] = (await once(this.#child, 'message')) as [{ times: (number | null)[] }];
    // JSON writes Infinity as null.
    return times.map((time) => time ?? Infinity);
  }
}

/**
 * Runs in the forked process. Sends requests at a fixed rate, whether or not earlier requests were answered. The
 * latency of an unanswered request is the time from sending it until the calls stop.
 */
export function runSecondCaller(): void {
  let stop: () => readonly number[] = () => [];
  process.on('message', (message: StartMessage | 'enough') => {
    if (message !== 'enough') stop = call(message);
    else process.send?.({ times: stop() });
  });
}

function call({ port, headers, body }: StartMessage): () => readonly number[] {
  const starts = new Set<number>();
  const times: number[] = [];
  let isOver = false;
  const sendRequests = async () => {
    while (!isOver) {
      const start = performance.now();
      starts.add(start);
      void send({ port, path: '/graphql', headers, next: () => body })
        .then(
          () => times.push(performance.now() - start),
          () => times.push(Infinity),
        )
        .finally(() => starts.delete(start));
      await pause(INTERVAL_MILLISECONDS);
    }
  };
  void sendRequests();
  return () => {
    isOver = true;
    const waiting = [...starts].map((start) => performance.now() - start);
    return [...times, ...waiting];
  };
}
