import type { Address, Config } from './config';
import type { Demo } from './demo';
import { GRAPHQL_PATH } from './server';

export function welcome(config: Config, url: string, place: string, demo: Demo | null): string {
  const localUrl = url.replace(/\/\/(0\.0\.0\.0|\[::1?\]|127\.0\.0\.1):/, '//localhost:');
  const lines = [
    '',
    `Laurel is ready.${config.today === null ? '' : ` Today is ${config.today}.`}`,
    '',
    ...(config.pages
      ? [
          `  GraphQL and Apollo Sandbox   ${localUrl}${GRAPHQL_PATH}`,
          `  GraphiQL, also offline       ${localUrl}/graphiql`,
        ]
      : [`  GraphQL                      ${localUrl}${GRAPHQL_PATH}`]),
    `  Health                       ${localUrl}/livez  ${localUrl}/readyz`,
    ...(config.metrics
      ? [`  Metrics                      ${metricsUrl(config.metricsAddress) ?? localUrl}/metrics`]
      : []),
    `  Database                     ${place}`,
    '',
  ];
  if (demo === null) return lines.join('\n');
  return [
    ...lines,
    'This is a demonstration, and anyone can use its tokens. Send one of them as a header, or none to be anonymous:',
    '',
    ...demo.credentials.flatMap(({ persona, authorization }) => [
      `  ${persona}`,
      `  {"Authorization": "${authorization}"}`,
      '',
    ]),
  ].join('\n');
}

function metricsUrl(address: Address | null): string | null {
  if (address === null) return null;
  const { host, port } = address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
