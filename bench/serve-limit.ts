import { createServer } from 'node:http';

/**
 * The bare HTTP server of a limit: it reads what is asked as JSON, has it answered and writes the data, and tells whoever
 * forked it at which port. It checks nothing and refuses nothing.
 */
export function serveLimit<Asked>(answer: (asked: Asked) => Promise<object>): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Only the benchmark asks, in the words that it shares with the limit.
      answer(JSON.parse(Buffer.concat(chunks).toString()) as Asked)
        .then((data) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ data }));
        })
        .catch((error: unknown) => {
          response.writeHead(500).end(String(error));
        });
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
  });
  process.on('disconnect', () => process.exit(0));
}
