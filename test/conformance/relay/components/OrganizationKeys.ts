/** A page of a Relay client. relay-compiler compiles it, but nothing runs it. */
declare function graphql(document: TemplateStringsArray): unknown;

export const keys = graphql`
  fragment OrganizationKeys_organization on Organization
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "OrganizationKeysPageQuery") {
    apiKeys(first: $count, after: $cursor) @connection(key: "OrganizationKeys_apiKeys") {
      edges {
        node {
          id
          name
          expiresAt
        }
      }
    }
  }
`;

export const add = graphql`
  mutation OrganizationKeysAddMutation($input: CreateApiKeyInput!, $connections: [ID!]!) {
    createApiKey(input: $input) {
      apiKey @prependNode(connections: $connections, edgeTypeName: "ApiKeyEdge") {
        id
        name
        expiresAt
      }
      refusals {
        message
      }
    }
  }
`;
