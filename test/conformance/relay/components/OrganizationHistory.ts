/** A page of a Relay client. relay-compiler compiles it, but nothing runs it. */
declare function graphql(document: TemplateStringsArray): unknown;

export const history = graphql`
  fragment OrganizationHistory_organization on Organization
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "OrganizationHistoryPageQuery") {
    auditEntries(last: $count, before: $cursor) @connection(key: "OrganizationHistory_auditEntries") {
      edges {
        node {
          id
          createdAt
          actor
          command
        }
      }
    }
  }
`;
