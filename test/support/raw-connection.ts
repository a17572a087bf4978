import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A connection to an HTTP server on which a test decides about every byte. */
export interface RawConnection {
  readonly socket: Socket;
  send(text: string): void;
  /** Everything that has come. */
  received(): string;
  /** Resolves when what has come matches; rejects when the connection ends before. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the connection has ended, to the milliseconds since it began. */
  readonly ended: Promise<number>;
}

export async function rawConnection(to: string | NetConnectOpts): Promise<RawConnection> {
  const socket = connect(typeof to === 'string' ? { host: '127.0.0.1', port: Number(new URL(to).port) } : to);
  const began = performance.now();
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  // Servers that end a connection may reset it.
  socket.on('error', () => undefined);
  const ended = new Promise<number>((resolve) =>
    socket.on('close', () => resolve(performance.now() - began)),
  );
  await Promise.race([once(socket, 'connect'), ended]);
  return {
    socket,
    send: (more) => socket.write(more),
    received: () => text,
    async until(pattern) {
      while (!pattern.test(text)) {
        if (socket.destroyed) throw new Error(`The connection has ended, and what came is: ${text}`);
        await pause(2);
      }
      return text;
    },
    ended,
  };
}

/** The head of a POST to GraphQL. */
export function postHead(headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ host: 'localhost', 'content-type': 'application/json', ...headers });
  return `POST /graphql HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

export const LAST_CHUNK = '0\r\n\r\n';
