import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A connection to an HTTP server on which a test controls every byte. */
export interface RawConnection {
  readonly socket: Socket;
  send(text: string): void;
  received(): string;
  /** Resolves when the received text matches; rejects if the connection ends first. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the connection has ended, with its duration in milliseconds. */
  readonly ended: Promise<number>;
}

export async function rawConnection(to: string | NetConnectOpts): Promise<RawConnection> {
  const socket = connect(typeof to === 'string' ? { host: '127.0.0.1', port: Number(new URL(to).port) } : to);
  const startTime = performance.now();
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  // A server may end a connection with a reset.
  socket.on('error', () => undefined);
  const ended = new Promise<number>((resolve) =>
    socket.on('close', () => resolve(performance.now() - startTime)),
  );
  await Promise.race([once(socket, 'connect'), ended]);
  return {
    socket,
    send: (more) => socket.write(more),
    received: () => text,
    async until(pattern) {
      while (!pattern.test(text)) {
        if (socket.destroyed) throw new Error(`The connection ended after this text: ${text}`);
        await pause(2);
      }
      return text;
    },
    ended,
  };
}

export function postHead(headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ host: 'localhost', 'content-type': 'application/json', ...headers });
  return `POST /graphql HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

export const LAST_CHUNK = '0\r\n\r\n';
