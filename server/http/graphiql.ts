import { createRequire } from 'node:module';
import type * as Renderer from '@graphql-yoga/render-graphiql';
import type { FirstTab } from './first-tab';
import { cspHash, type Page } from './page';

const requireModule = createRequire(__filename);

/** GraphiQL as one page of 9 MB. It loads nothing from the internet. */
export function graphiqlPage(endpoint: string, { document, headers }: FirstTab): Page {
  // Loaded on first use, because loading takes 200 ms and 60 MB.
  const { renderGraphiQL } = requireModule('@graphql-yoga/render-graphiql') as typeof Renderer;
  const html = renderGraphiQL({
    title: 'Laurel',
    endpoint,
    defaultQuery: document,
    headers: JSON.stringify(headers, null, 2),
    shouldPersistHeaders: false,
  });
  return {
    html,
    policy: {
      'script-src': cspHash(inlineScript(html)),
      // The editor inserts style elements at run time.
      'style-src': "'unsafe-inline'",
      'img-src': 'data:',
      'font-src': 'data:',
      'worker-src': 'blob:',
      'connect-src': "'self'",
    },
  };
}

function inlineScript(html: string): string {
  const start = html.indexOf('<script>') + '<script>'.length;
  return html.slice(start, html.indexOf('</script>', start));
}
