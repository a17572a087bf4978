/** Groups and tests of the integration suite that do not apply here, each with the reason. */
export const EXCLUDED_TESTS: Readonly<Record<string, string>> = {
  'integration tests › httpServerTests.ts › incremental delivery › tests that require graphql@17':
    'They execute @defer and @stream, which graphql 16 does not support. The suite runs them only on request.',
  'integration tests › apolloServerTests.ts › lifecycle › for Apollo usage reporting › traces › includes all fields with defer legacy':
    'It executes @defer, which graphql 16 does not support.',
  'integration tests › apolloServerTests.ts › lifecycle › for Apollo usage reporting › traces › includes all fields with defer modern':
    'It executes @defer, which graphql 16 does not support.',
};
