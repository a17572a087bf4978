/** A page of a Relay client. relay-compiler compiles it, but nothing runs it. */
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
  @refetchable(queryName: "OrganizationListPageQuery")
  @throwOnFieldError {
    organizations(first: $count, after: $cursor) @connection(key: "OrganizationList_organizations") {
      totalCount
      edges {
        node {
          id
          name
          market
          createdAt
          ...OrganizationKeys_organization
          ...OrganizationHistory_organization
        }
      }
    }
  }
`;
