// The queries of the pages with Apollo Client and with urql. Relay compiles its own.
import type { AttainedCompetency, OrganizationHeader, StatusOnDay } from './view.tsx';

/** The answer of a query about the viewer's own organization. */
interface OfOwnOrganization<Organization> {
  readonly viewer: { readonly organization: Organization | null };
}

export const HEADER = /* GraphQL */ `
  query Header {
    viewer {
      id
      organization {
        id
        name
        version
        status {
          id
          membershipLevel
          eligibleLevels
        }
      }
    }
  }
`;
export type HeaderData = OfOwnOrganization<OrganizationHeader>;

export const STATUS = /* GraphQL */ `
  query Status($on: LocalDate) {
    viewer {
      id
      organization {
        id
        status(on: $on) {
          id
          on
          renewalAtRisk
          competencies(attainedAtLeast: SILVER) {
            id
            attainedLevel
            competency {
              id
              name
            }
          }
        }
      }
    }
  }
`;
export type StatusData = OfOwnOrganization<{ readonly id: string; readonly status: StatusOnDay }>;
export interface StatusVariables {
  readonly on: string | null;
}

export const PEOPLE = /* GraphQL */ `
  query People($first: Int!, $after: String) {
    viewer {
      id
      organization {
        id
        employees(first: $first, after: $after) {
          nodes {
            id
            name
          }
          pageInfo {
            startCursor
            endCursor
            hasNextPage
          }
        }
      }
    }
  }
`;
export type PeopleData = OfOwnOrganization<{
  readonly id: string;
  readonly employees: {
    readonly nodes: readonly { readonly id: string; readonly name: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}>;
export interface PeopleVariables {
  readonly first: number;
  readonly after: string | null;
}

export const WHAT_IF = /* GraphQL */ `
  query WhatIf($id: ID!, $changes: [SuppositionInput!]!) {
    organization(by: { id: $id }) {
      id
      whatIf(changes: $changes) {
        after {
          competencies(attainedAtLeast: SILVER) {
            attainedLevel
            competency {
              id
              name
            }
          }
        }
      }
    }
  }
`;
export interface WhatIfData {
  readonly organization: {
    readonly whatIf: { readonly after: { readonly competencies: readonly AttainedCompetency[] } };
  } | null;
}
export interface WhatIfVariables {
  readonly id: string;
  readonly changes: readonly object[];
}

export const RENAME = /* GraphQL */ `
  mutation Rename($input: UpdateOrganizationInput!) {
    updateOrganization(input: $input) {
      organization {
        id
        name
        version
      }
      refusals {
        message
      }
    }
  }
`;
export interface RenameVariables {
  readonly input: {
    readonly organizationId: string;
    readonly expectedVersion: number;
    readonly name: string;
  };
}
