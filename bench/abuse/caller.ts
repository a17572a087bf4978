import { Agent, request, type ClientRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChunkPacing, AttackRequest } from './attack';
import { outcomeOf, UNFINISHED, type Answer } from './outcome';

export interface Cost {
  readonly remaining: number;
  readonly resetsInSeconds: number;
}

/** More than the 8 MiB to which the server limits an answer. */
const MAX_TEXT = 9 * 1_048_576;

const NO_ANSWER: Answer = { status: 0, text: '' };

let addresses = 0;

/** An attacker with its own connections, point budget and address. */
export class Caller {
  readonly #port: number;
  readonly #token: string | null;
  readonly #agent: Agent;

  constructor(port: number, token: string | null) {
    this.#port = port;
    this.#token = token;
    const number = addresses++;
    const localAddress = `127.0.${1 + (Math.floor(number / 250) % 250)}.${1 + (number % 250)}`;
    this.#agent = new Agent({ keepAlive: true, localAddress });
  }

  async send(sent: AttackRequest, signal: AbortSignal): Promise<string> {
    const answer = await this.#answerTo(sent, signal);
    return answer.status === 0 && signal.aborted ? UNFINISHED : outcomeOf(answer);
  }

  async cost(): Promise<Cost> {
    // A request fails if the server has closed the kept-alive connection, for example after refusing a body.
    for (let tries = 0; tries < 5; tries++) {
      const { status, text } = await this.#answerTo(
        { body: '{"query":"{ __typename }"}' },
        AbortSignal.timeout(60_000),
      );
      if (status === 200) return (JSON.parse(text) as { extensions: { cost: Cost } }).extensions.cost;
      await pause(50);
    }
    throw new Error('The server did not report the remaining points in five attempts.');
  }

  stop(): void {
    this.#agent.destroy();
  }

  #answerTo(
    { body, pieces, headers = {}, isUnread = false }: AttackRequest,
    signal: AbortSignal,
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          path: '/graphql',
          method: 'POST',
          agent: this.#agent,
          signal,
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json',
            ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
            ...(pieces === undefined
              ? { 'content-length': Buffer.byteLength(body) }
              : { 'transfer-encoding': 'chunked' }),
            ...headers,
          },
        },
        (response) => {
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
          response.on('error', () => resolve(NO_ANSWER));
          response.on('close', () => resolve(NO_ANSWER));
          if (isUnread) {
            response.pause();
            return;
          }
          response.on('data', (chunk: Buffer) => {
            length += chunk.length;
            if (length < MAX_TEXT) chunks.push(chunk);
          });
        },
      );
      outgoing.on('error', () => resolve(NO_ANSWER));
      if (pieces === undefined) outgoing.end(body);
      else void sendInPieces(outgoing, body, pieces);
    });
  }
}

async function sendInPieces(outgoing: ClientRequest, body: string, { bytes, milliseconds }: ChunkPacing) {
  for (let start = 0; start < body.length && !outgoing.destroyed; start += bytes) {
    outgoing.write(body.slice(start, start + bytes));
    if (milliseconds > 0) await pause(milliseconds);
  }
  outgoing.end();
}
