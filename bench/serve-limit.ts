import { createServer } from 'node:http';

/**
 * The bare HTTP server of a limit. It parses a question as JSON, writes the answer, and sends its port to the parent
 * process. It validates nothing.
 */
export function serveLimit<Question>(answer: (question: Question) => Promise<object>): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Only the benchmark sends requests, and it shares the type.
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
