import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { listenOnFreePort } from './mariadb';

/**
 * Faults between client and server. If the name of a fault contains "after", the server has executed the request, but
 * its answer is lost.
 */
export const FAULTS = [
  'cut before',
  'cut meanwhile',
  'cut after',
  '429',
  '500 before',
  '500 after',
  '502 before',
  '502 after',
  '503',
  '503 for a second',
  '504 after',
  'slow after',
  'garbage after',
  'half a body after',
  'half a chunk after',
  'nothing after',
  '204 after',
  'half a body and then silence after',
  'redirected',
] as const;

export type Fault = (typeof FAULTS)[number];

export interface FaultyProxy {
  readonly url: string;
  stop(): Promise<void>;
}

export interface FaultOptions {
  /** Null: the request and its answer are forwarded unchanged. */
  readonly faultFor: (body: string) => Fault | null;
  readonly slowMilliseconds: number;
}

export async function startFaultyProxy(
  target: string,
  { faultFor, slowMilliseconds }: FaultOptions,
): Promise<FaultyProxy> {
  /** Forwarded requests whose client has disconnected. */
  const abandoned: Promise<unknown>[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const fault = faultFor(body);
      const forward = () => forwarded(target, request, body);
      if (fault === 'cut meanwhile') abandoned.push(forward());
      const answer = fault === null || fault.endsWith('after') ? await forward() : null;
      if (fault === 'slow after') await pause(slowMilliseconds);
      reply(response, fault, answer);
    })();
  });
  const port = await listenOnFreePort(server);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async stop() {
      await Promise.all(abandoned);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(response: ServerResponse, fault: Fault | null, answer: Forwarded | null): void {
  const text = answer?.text ?? '';
  switch (fault) {
    case 'cut before':
    case 'cut meanwhile':
    case 'cut after':
      response.socket?.destroy();
      return;
    case '429':
      response.writeHead(429, { 'retry-after': '0' }).end('Too many.');
      return;
    case '500 before':
    case '500 after':
      response.writeHead(500).end(INTERNAL_ERROR);
      return;
    case '502 before':
    case '502 after':
      response.writeHead(502).end('<html>Bad gateway</html>');
      return;
    case '503':
      response.writeHead(503).end('{"errors":[{"message":"Soon.","extensions":{"code":"UNAVAILABLE"}}]}');
      return;
    case '503 for a second':
      response.writeHead(503, { 'retry-after': '1' }).end();
      return;
    case '504 after':
      response.writeHead(504).end('<html>Gateway timeout</html>');
      return;
    case 'garbage after':
      response.writeHead(200).end('<html>Please sign in to this hotel</html>');
      return;
    case 'half a body after':
      response.writeHead(200, { 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, text.length / 2), () => response.socket?.destroy());
      return;
    case 'half a chunk after':
      // A truncated answer that HTTP considers complete.
      response.writeHead(200).end(text.slice(0, text.length / 2));
      return;
    case 'nothing after':
      response.writeHead(200).end();
      return;
    case '204 after':
      response.writeHead(204).end();
      return;
    case 'half a body and then silence after':
      response.writeHead(200).write(text.slice(0, text.length / 2));
      return;
    case 'redirected':
      response.writeHead(307, { location: 'http://127.0.0.1:9/graphql' }).end();
      return;
    case 'slow after':
    case null:
      response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' }).end(text);
  }
}

const INTERNAL_ERROR =
  '{"errors":[{"message":"Something went wrong.","extensions":{"code":"INTERNAL_SERVER_ERROR","errorId":"e-1"}}]}';

interface Forwarded {
  readonly status: number;
  readonly text: string;
}

async function forwarded(target: string, { headers }: IncomingMessage, body: string): Promise<Forwarded> {
  const { authorization = '', accept = '' } = headers;
  const response = await fetch(target, {
    method: 'POST',
    headers: { authorization, accept, 'content-type': 'application/json' },
    body,
  });
  return { status: response.status, text: await response.text() };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
