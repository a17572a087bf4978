/** Tests of the integration suite that do not apply here: groups or single tests, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'integration tests › httpServerTests.ts › incremental delivery › tests that require graphql@17':
    'They execute @defer and @stream, which graphql 16 does not know; the suite itself runs them on request only.',
  'integration tests › apolloServerTests.ts › lifecycle › for Apollo usage reporting › traces › includes all fields with defer legacy':
    'It executes @defer, which graphql 16 does not know.',
  'integration tests › apolloServerTests.ts › lifecycle › for Apollo usage reporting › traces › includes all fields with defer modern':
    'It executes @defer, which graphql 16 does not know.',
};
