import { Agent, request } from 'node:http';

export interface RequestSource {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly next: () => string;
}

export interface LoadResult {
  readonly perSecond: number;
  /** The latency of each request in milliseconds. */
  readonly times: readonly number[];
}

/** Sends requests from concurrent callers, each with its own keep-alive connection. */
export async function runLoad(
  sending: RequestSource,
  callers: number,
  milliseconds: number,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - started < milliseconds) {
        const sent = performance.now();
        await send(sending, agent);
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { perSecond: times.length / seconds, times };
}

/** Rejects if the status of the answer is not 200. */
export function send({ port, path, headers, next }: RequestSource, agent?: Agent): Promise<string> {
  const body = next();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        ...(agent && { agent }),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`));
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
