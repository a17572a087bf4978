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
  /** In which a request must arrive, and an answer be read, but for what `bytesASecond` allows. */
  readonly seconds: number;
  /** How long a connection stays open between two requests. */
  readonly idleSeconds: number;
  readonly connections: number;
  /** Null where all connections come from proxies. */
  readonly connectionsOfAddress: number | null;
  /** How slowly a client may read its answer. */
  readonly bytesASecond: number;
  /** Maximum total of unread answers over all connections. */
  readonly unreadBytes: number;
}

export interface Refused {
  readonly refused: number;
  readonly open: number;
}

interface Connection {
  readonly socket: Socket;
  /** In the order of their requests, which is also that in which they end; the first may have ended. */
  readonly answers: ServerResponse[];
}

/** An answer that was seen to wait for its reader. */
interface Unread {
  readonly since: number;
  readonly bytes: number;
}

const CHECKING_MILLISECONDS = 1000;
const TELLING_MILLISECONDS = 60_000;
/** Hardly any client sends a request before its last one is answered. Node stops reading a connection only after 64 KiB. */
const MAX_UNANSWERED = 32;

/** Bounds what clients can hold: connections, and the memory of answers that they do not read. */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #onRefused: (refused: Refused) => void;
  readonly #open = new Map<Socket, Connection>();
  readonly #ofNetwork = new Map<string, number>();
  #listening = 0;
  #checking: NodeJS.Timeout | undefined;
  #unread: ReadonlyMap<ServerResponse, Unread> = new Map();
  #refused = 0;
  #toldAt = -Infinity;
  #closingSince = Infinity;

  /** `onRefused` is called at most once a minute. */
  constructor(limits: ConnectionLimits, onRefused: (refused: Refused) => void) {
    this.#limits = limits;
    this.#onRefused = onRefused;
  }

  createServer(listener: RequestListener): Server {
    const milliseconds = this.#limits.seconds * 1000;
    const server = createServer(
      {
        // Node counts both from the opening of the connection, or from the first byte of a later request.
        headersTimeout: milliseconds,
        requestTimeout: milliseconds,
        connectionsCheckingInterval: CHECKING_MILLISECONDS,
        keepAliveTimeout: this.#limits.idleSeconds * 1000,
      },
      (request, response) => this.#follow(request.socket, response, () => listener(request, response)),
    );
    // Node's own answer, but in turn and with the end of the connection.
    server.on('checkExpectation', ({ socket }: IncomingMessage, response: ServerResponse) =>
      this.#follow(socket, response, () => response.writeHead(417, { connection: 'close' }).end()),
    );
    server.maxConnections = this.#limits.connections;
    server.on('drop', () => (this.#refused += 1));
    server.on('connection', (socket) => this.#accept(socket));
    server.once('listening', () => this.#begin());
    // After its last connection.
    server.once('close', () => this.#end());
    return server;
  }

  /** Ends idle connections now, and those on which a request is still arriving when its time is over. */
  close(): void {
    this.#closingSince = performance.now();
    this.#check(this.#closingSince);
  }

  #begin(): void {
    this.#listening += 1;
    this.#checking ??= setInterval(() => this.#check(performance.now()), CHECKING_MILLISECONDS).unref();
  }

  #end(): void {
    this.#listening -= 1;
    if (this.#listening > 0) return;
    clearInterval(this.#checking);
    this.#checking = undefined;
  }

  #accept(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '');
    const count = this.#ofNetwork.get(network) ?? 0;
    if (count >= (this.#limits.connectionsOfAddress ?? Infinity)) {
      this.#refused += 1;
      socket.destroy();
      return;
    }
    this.#ofNetwork.set(network, count + 1);
    this.#open.set(socket, { socket, answers: [] });
    socket.once('close', () => this.#leave(socket, network));
  }

  #leave(socket: Socket, network: string): void {
    this.#open.delete(socket);
    const count = (this.#ofNetwork.get(network) ?? 0) - 1;
    if (count > 0) this.#ofNetwork.set(network, count);
    else this.#ofNetwork.delete(network);
  }

  /** Begins a request when those that came before it on its connection have been answered. */
  #follow(socket: Socket, response: ServerResponse, begin: () => void): void {
    const answers = this.#open.get(socket)?.answers;
    // Node goes on parsing what it has read of a connection that was just ended.
    if (answers === undefined || socket.destroyed) return;
    forgetEnded(answers);
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
    for (const { answers } of connections) forgetEnded(answers);
    this.#unread = unreadAnswers(connections, this.#unread, now);
    for (const connection of connections) if (this.#mustEnd(connection, now)) connection.socket.destroy();
    this.#endBeyondMemory();
    this.#tell(now);
  }

  #mustEnd({ answers }: Connection, now: number): boolean {
    if (answers.some((answer) => this.#isReadTooSlowly(answer, now))) return true;
    const isArrivalOver = now >= this.#closingSince + this.#limits.seconds * 1000;
    return this.#isClosing && answers.every(({ req }) => isArrivalOver && !req.complete);
  }

  #isReadTooSlowly(answer: ServerResponse, now: number): boolean {
    const unread = this.#unread.get(answer);
    if (unread === undefined) return false;
    const { seconds, bytesASecond } = this.#limits;
    return now > unread.since + (seconds + unread.bytes / bytesASecond) * 1000;
  }

  /** Those who have been reading for the longest time go first. */
  #endBeyondMemory(): void {
    const answers = [...this.#unread].toSorted(([, a], [, b]) => a.since - b.since).map(([answer]) => answer);
    let bytes = answers.reduce((sum, { writableLength }) => sum + writableLength, 0);
    for (const { req, writableLength } of answers) {
      if (bytes <= this.#limits.unreadBytes) return;
      bytes -= writableLength;
      req.socket.destroy();
    }
  }

  #tell(now: number): void {
    if (this.#refused === 0 || now < this.#toldAt + TELLING_MILLISECONDS) return;
    this.#onRefused({ refused: this.#refused, open: this.#open.size });
    this.#refused = 0;
    this.#toldAt = now;
  }
}

function forgetEnded(answers: ServerResponse[]): void {
  while (answers[0]?.writableFinished === true) answers.shift();
}

function unreadAnswers(
  connections: readonly Connection[],
  before: ReadonlyMap<ServerResponse, Unread>,
  now: number,
): ReadonlyMap<ServerResponse, Unread> {
  const waiting = connections.flatMap(({ answers }) =>
    answers.filter(({ writableLength }) => writableLength > 0),
  );
  return new Map(
    waiting.map((answer) => {
      const { since, bytes } = before.get(answer) ?? { since: now, bytes: 0 };
      return [answer, { since, bytes: Math.max(bytes, answer.writableLength) }];
    }),
  );
}
