import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../limits/network-of';

export interface ConnectionLimits {
  /**
   * Time limit for receiving a request. The time limit for reading an answer is longer by the answer's length divided
   * by `minBytesPerSecond`.
   */
  readonly seconds: number;
  readonly idleSeconds: number;
  readonly connections: number;
  /** Null when all connections come from proxies. */
  readonly connectionsPerAddress: number | null;
  readonly minBytesPerSecond: number;
  readonly unreadBytes: number;
}

export interface RefusedConnections {
  readonly refused: number;
  readonly open: number;
}

interface Connection {
  readonly socket: Socket;
  /** Answers in the order of their requests. Finished answers can remain until the next check. */
  readonly answers: ServerResponse[];
}

interface UnreadAnswer {
  readonly since: number;
  readonly bytes: number;
}

const CHECK_INTERVAL_MILLISECONDS = 1000;
const REPORT_INTERVAL_MILLISECONDS = 60_000;
/** Maximum number of pipelined requests per connection. Node reads up to 64 KiB of requests ahead. */
const MAX_UNANSWERED = 32;

/** Limits open connections and the memory of unread answers. */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #onRefused: (refused: RefusedConnections) => void;
  readonly #open = new Map<Socket, Connection>();
  readonly #countByNetwork = new Map<string, number>();
  #listeningServers = 0;
  #checkTimer: NodeJS.Timeout | undefined;
  #unread: ReadonlyMap<ServerResponse, UnreadAnswer> = new Map();
  #refused = 0;
  #reportedAt = -Infinity;
  #closingSince = Infinity;

  /** `onRefused` is called at most once a minute. */
  constructor(limits: ConnectionLimits, onRefused: (refused: RefusedConnections) => void) {
    this.#limits = limits;
    this.#onRefused = onRefused;
  }

  createServer(listener: RequestListener): Server {
    const milliseconds = this.#limits.seconds * 1000;
    const server = createServer(
      {
        // Both timeouts start when the connection opens or, for a later request, with the first byte of the request.
        headersTimeout: milliseconds,
        requestTimeout: milliseconds,
        connectionsCheckingInterval: CHECK_INTERVAL_MILLISECONDS,
        keepAliveTimeout: this.#limits.idleSeconds * 1000,
      },
      (request, response) => this.#beginInOrder(request.socket, response, () => listener(request, response)),
    );
    // Like Node's default listener, but answers in order and closes the connection.
    server.on('checkExpectation', ({ socket }: IncomingMessage, response: ServerResponse) =>
      this.#beginInOrder(socket, response, () => response.writeHead(417, { connection: 'close' }).end()),
    );
    server.maxConnections = this.#limits.connections;
    server.on('drop', () => (this.#refused += 1));
    server.on('connection', (socket) => this.#accept(socket));
    server.once('listening', () => this.#startChecking());
    // Emitted after the server's last connection has closed.
    server.once('close', () => this.#stopChecking());
    return server;
  }

  /** Closes idle connections now, and connections whose requests are still incomplete after `limits.seconds`. */
  close(): void {
    this.#closingSince = performance.now();
    this.#check(this.#closingSince);
  }

  #startChecking(): void {
    this.#listeningServers += 1;
    this.#checkTimer ??= setInterval(
      () => this.#check(performance.now()),
      CHECK_INTERVAL_MILLISECONDS,
    ).unref();
  }

  #stopChecking(): void {
    this.#listeningServers -= 1;
    if (this.#listeningServers > 0) return;
    clearInterval(this.#checkTimer);
    this.#checkTimer = undefined;
  }

  #accept(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '');
    const count = this.#countByNetwork.get(network) ?? 0;
    if (count >= (this.#limits.connectionsPerAddress ?? Infinity)) {
      this.#refused += 1;
      socket.destroy();
      return;
    }
    this.#countByNetwork.set(network, count + 1);
    this.#open.set(socket, { socket, answers: [] });
    socket.once('close', () => this.#release(socket, network));
  }

  #release(socket: Socket, network: string): void {
    this.#open.delete(socket);
    const count = (this.#countByNetwork.get(network) ?? 0) - 1;
    if (count > 0) this.#countByNetwork.set(network, count);
    else this.#countByNetwork.delete(network);
  }

  #beginInOrder(socket: Socket, response: ServerResponse, begin: () => void): void {
    const answers = this.#open.get(socket)?.answers;
    // Node keeps parsing buffered requests of a destroyed connection.
    if (answers === undefined || socket.destroyed) return;
    dropFinished(answers);
    const previous = answers.at(-1);
    if (answers.length === MAX_UNANSWERED) {
      socket.destroy();
      return;
    }
    answers.push(response);
    if (previous === undefined) return begin();
    previous.once('close', () => {
      if (!socket.destroyed) begin();
    });
  }

  get #isClosing(): boolean {
    return this.#closingSince < Infinity;
  }

  #check(now: number): void {
    const connections = [...this.#open.values()];
    for (const { answers } of connections) dropFinished(answers);
    this.#unread = unreadAnswers(connections, this.#unread, now);
    for (const connection of connections) if (this.#isOverdue(connection, now)) connection.socket.destroy();
    this.#enforceMemoryLimit();
    this.#reportRefused(now);
  }

  #isOverdue({ answers }: Connection, now: number): boolean {
    if (answers.some((answer) => this.#isReadTooSlowly(answer, now))) return true;
    const isArrivalOver = now >= this.#closingSince + this.#limits.seconds * 1000;
    return this.#isClosing && answers.every(({ req }) => isArrivalOver && !req.complete);
  }

  #isReadTooSlowly(answer: ServerResponse, now: number): boolean {
    const unread = this.#unread.get(answer);
    if (unread === undefined) return false;
    const { seconds, minBytesPerSecond } = this.#limits;
    return now > unread.since + (seconds + unread.bytes / minBytesPerSecond) * 1000;
  }

  /** Closes the connections whose answers have been unread the longest, until the rest are within the limit. */
  #enforceMemoryLimit(): void {
    const answers = [...this.#unread].toSorted(([, a], [, b]) => a.since - b.since).map(([answer]) => answer);
    let bytes = answers.reduce((sum, { writableLength }) => sum + writableLength, 0);
    for (const { req, writableLength } of answers) {
      if (bytes <= this.#limits.unreadBytes) return;
      bytes -= writableLength;
      req.socket.destroy();
    }
  }

  #reportRefused(now: number): void {
    if (this.#refused === 0 || now < this.#reportedAt + REPORT_INTERVAL_MILLISECONDS) return;
    this.#onRefused({ refused: this.#refused, open: this.#open.size });
    this.#refused = 0;
    this.#reportedAt = now;
  }
}

function dropFinished(answers: ServerResponse[]): void {
  while (answers[0]?.writableFinished === true) answers.shift();
}

function unreadAnswers(
  connections: readonly Connection[],
  previous: ReadonlyMap<ServerResponse, UnreadAnswer>,
  now: number,
): ReadonlyMap<ServerResponse, UnreadAnswer> {
  const waiting = connections.flatMap(({ answers }) =>
    answers.filter(({ writableLength }) => writableLength > 0),
  );
  return new Map(
    waiting.map((answer) => {
      const { since, bytes } = previous.get(answer) ?? { since: now, bytes: 0 };
      return [answer, { since, bytes: Math.max(bytes, answer.writableLength) }];
    }),
  );
}
