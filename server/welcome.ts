import type { Config } from './config';
import type { Demo } from './demo';
import { GRAPHQL_PATH } from './server';

/** What somebody who has just started the server wants to know: where to click, and as whom. */
export function welcome(config: Config, url: string, place: string, demo: Demo | null): string {
  const home = url.replace(/\/\/(0\.0\.0\.0|\[::1?\]|127\.0\.0\.1):/, '//localhost:');
  const lines = [
    '',
    `Laurel is ready.${config.today === null ? '' : ` Today is ${config.today}.`}`,
    '',
    `  GraphQL and Apollo Sandbox   ${home}${GRAPHQL_PATH}`,
    `  GraphiQL, also offline       ${home}/graphiql`,
    `  Health                       ${home}/livez  ${home}/readyz`,
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
