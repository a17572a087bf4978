import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyInstance } from 'fastify';

export interface FirstTab {
  readonly document: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** GraphiQL as one page that needs nothing from anywhere else: it works without the internet. */
export function mountGraphiql(app: FastifyInstance, endpoint: string, first: FirstTab): void {
  // Nine megabytes, mostly an editor: made when somebody looks, and sent in a quarter of that.
  let page: Promise<Buffer> | undefined;
  app.get('/graphiql', async (_request, reply) => {
    page ??= promisify(gzip)(render(endpoint, first));
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-encoding', 'gzip')
      .send(await page);
  });
}

function render(endpoint: string, { document, headers }: FirstTab): string {
  return renderGraphiQL({
    title: 'Laurel',
    endpoint,
    defaultQuery: document,
    headers: JSON.stringify(headers, null, 2),
    shouldPersistHeaders: false,
  });
}
