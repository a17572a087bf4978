/** Compiled by relay-compiler, as the page of a partner who uses Relay would be; never run. */
declare function graphql(document: TemplateStringsArray): unknown;

export const history = graphql`
  fragment OrganizationHistory_organization on Organization
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "OrganizationHistoryPageQuery") {
    auditEntries(last: $count, before: $cursor) @connection(key: "OrganizationHistory_auditEntries") {
      edges {
        node {
          id
          at
          actor
          command
        }
      }
    }
  }
`;
