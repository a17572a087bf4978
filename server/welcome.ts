import type { Address, Config } from './config';
import type { Demo } from './demo';
import { GRAPHQL_PATH } from './server';

/** What somebody who has just started the server wants to know: where to click, and as whom. */
export function welcome(config: Config, url: string, place: string, demo: Demo | null): string {
  const home = url.replace(/\/\/(0\.0\.0\.0|\[::1?\]|127\.0\.0\.1):/, '//localhost:');
  const lines = [
    '',
    `Laurel is ready.${config.today === null ? '' : ` Today is ${config.today}.`}`,
    '',
    ...(config.pages
      ? [
          `  GraphQL and Apollo Sandbox   ${home}${GRAPHQL_PATH}`,
          `  GraphiQL, also offline       ${home}/graphiql`,
        ]
      : [`  GraphQL                      ${home}${GRAPHQL_PATH}`]),
    `  Health                       ${home}/livez  ${home}/readyz`,
    ...(config.metrics
      ? [`  Metrics                      ${metricsHome(config.metricsAddress) ?? home}/metrics`]
      : []),
    `  Database                     ${place}`,
    '',
  ];
  if (demo === null) return lines.join('\n');
  return [
    ...lines,
    'This is a demonstration: its tokens are open to anyone. Send one of them as a header, or none to be the public:',
    '',
    ...demo.credentials.flatMap(({ persona, authorization }) => [
      `  ${persona}`,
      `  {"Authorization": "${authorization}"}`,
      '',
    ]),
  ].join('\n');
}

function metricsHome(address: Address | null): string | null {
  if (address === null) return null;
  const { host, port } = address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
