import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../load';

/** The message that begins the calls of a second caller. */
export interface Calling {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const INTERVAL_MILLISECONDS = 100;
/** With a token the second caller also needs an evaluation. */
const bodyOf = (fields: string) =>
  JSON.stringify({ query: `{ organization(key: "wordy-1000") { ${fields} } }` });
const ANONYMOUS_BODY = bodyOf('name city country');
const BODY = bodyOf('name city country eligibleLevels');

/** A caller in a process of its own that asks for little ten times a second, so that attackers do not slow it down. */
export class SecondCaller {
  readonly #child: ChildProcess;

  constructor(started: ChildProcess[]) {
    this.#child = fork(join(__dirname, '../../scripts/bench-second-caller.mjs'));
    started.push(this.#child);
  }

  /** Begins to call, without a token anonymously. */
  begin(port: number, token: string | null): void {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const calling: Calling = { port, headers, body: token === null ? ANONYMOUS_BODY : BODY };
    this.#child.send(calling);
  }

  /** Ends the calls and answers how many milliseconds each answer took. */
  async end(): Promise<readonly number[]> {
    this.#child.send('enough');
    const [{ times }] = (await once(this.#child, 'message')) as [{ times: (number | null)[] }];
    // JSON has no Infinity.
    return times.map((time) => time ?? Infinity);
  }
}

/**
 * The second caller itself. It asks again whether or not it was answered; an answer that has not come at the end took all
 * the time until then.
 */
export function callAgainAndAgain(): void {
  let stop: () => readonly number[] = () => [];
  process.on('message', (message: Calling | 'enough') => {
    if (message !== 'enough') stop = call(message);
    else process.send?.({ times: stop() });
  });
}

function call({ port, headers, body }: Calling): () => readonly number[] {
  const began = new Set<number>();
  const times: number[] = [];
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
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
  };
  void ask();
  return () => {
    isOver = true;
    const waiting = [...began].map((start) => performance.now() - start);
    return [...times, ...waiting];
  };
}
