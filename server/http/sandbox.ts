import { say } from '../messages/say';
import type { FirstTab } from './first-tab';
import { cspHash, type Page } from './page';

const EMBED = 'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';
const FRAME = 'https://sandbox.embed.apollographql.com';

const STYLE = `
body { margin: 0; }
p { font: 16px sans-serif; padding: 1em; }
iframe { background: white; border: 0; height: 100vh; left: 0; position: absolute; top: 0; width: 100vw; }
`;

/** Apollo Sandbox loads from the internet. Apollo's own landing page allows neither an ETag nor a strict policy. */
export function sandboxPage({ document, headers }: FirstTab): Page {
  const options = {
    target: '#sandbox',
    initialState: { document, headers, pollForSchemaUpdates: false },
    endpointIsEditable: false,
    hideCookieToggle: false,
    runTelemetry: false,
    allowDynamicStyles: false,
  };
  const script = `
if (window.EmbeddedSandbox) {
  new window.EmbeddedSandbox({ ...${serializeForScript(options)}, initialEndpoint: window.location.href });
}
`;
  return {
    html: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Laurel</title>
    <link rel="icon" href="data:," />
    <style>${STYLE}</style>
  </head>
  <body>
    <p>${say('page.sandbox.offline')} <a href="/graphiql">GraphiQL</a></p>
    <div id="sandbox"></div>
    <script src="${EMBED}"></script>
    <script>${script}</script>
  </body>
</html>
`,
    policy: {
      'script-src': `${EMBED} ${cspHash(script)}`,
      'style-src': cspHash(STYLE),
      'img-src': 'data:',
      'frame-src': FRAME,
      // The frame sends its requests through this page.
      'connect-src': "'self'",
    },
  };
}

function serializeForScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
