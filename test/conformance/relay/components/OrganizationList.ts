/** Compiled by relay-compiler, as the page of a partner who uses Relay would be; never run. */
declare function graphql(document: TemplateStringsArray): unknown;

export const query = graphql`
  query OrganizationListQuery($count: Int!, $cursor: String) {
    viewer {
      roles
    }
    ...OrganizationList_query @arguments(count: $count, cursor: $cursor)
  }
`;

export const page = graphql`
  fragment OrganizationList_query on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "OrganizationListPageQuery") {
    organizations(first: $count, after: $cursor) @connection(key: "OrganizationList_organizations") {
      totalCount
      edges {
        node {
          id
          name
          market
          registeredAt
          ...OrganizationKeys_organization
          ...OrganizationHistory_organization
        }
      }
    }
  }
`;
