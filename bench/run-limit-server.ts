import { createServer } from 'node:http';

/**
 * A bare HTTP server that reads and writes JSON without any validation, as a theoretical limit for the product. Sends
 * its port to the parent process.
 */
export function runLimitServer<Question>(answer: (question: Question) => Promise<object>): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Only the benchmark sends requests, and it uses the same type.
      answer(JSON.parse(Buffer.concat(chunks).toString()) as Question)
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
