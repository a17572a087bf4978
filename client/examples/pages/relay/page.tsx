// A page with Relay. Its status is refetched for another day, and its people are paginated.
import { Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  graphql,
  RelayEnvironmentProvider,
  useLazyLoadQuery,
  useMutation,
  usePaginationFragment,
  useRefetchableFragment,
} from 'react-relay';
import { Environment, Network, RecordSource, Store, type GraphQLResponse } from 'relay-runtime';
import { AttainedLevels, Names, renaming, settings, Status, Title, WITHHELD, withheld } from '../view.tsx';
import type { page_people$key } from './__generated__/page_people.graphql.ts';
import type { page_status$key } from './__generated__/page_status.graphql.ts';
import type { pageQuery } from './__generated__/pageQuery.graphql.ts';
import type { pageRenameMutation } from './__generated__/pageRenameMutation.graphql.ts';
import type { pageWhatIfQuery } from './__generated__/pageWhatIfQuery.graphql.ts';

const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(async ({ text }, variables) => {
    const { url, headers } = settings();
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    return (await response.json()) as GraphQLResponse;
  }),
});

function Page() {
  const { viewer } = useLazyLoadQuery<pageQuery>(
    graphql`
      query pageQuery @throwOnFieldError {
        viewer {
          organization {
            id
            name
            version
            status {
              membershipLevel
              eligibleLevels
            }
            ...page_status
            ...page_people
          }
        }
      }
    `,
    {},
  );
  const { organization } = viewer;
  if (organization === null || organization === undefined) return <p>You belong to no organization.</p>;
  return (
    <main>
      <Title organization={organization} />
      <Competencies organization={organization} />
      <People organization={organization} />
      <Supposed organization={organization.id} />
      <RenameButton organization={organization} />
    </main>
  );
}

function Competencies(props: { readonly organization: page_status$key }) {
  const [organization, refetch] = useRefetchableFragment(
    graphql`
      fragment page_status on Organization
      @argumentDefinitions(on: { type: "LocalDate" })
      @refetchable(queryName: "pageStatusQuery")
      @throwOnFieldError {
        status(on: $on) {
          on
          renewalAtRisk
          competencies(attainedAtLeast: SILVER) {
            attainedLevel
            competency {
              id
              name
            }
          }
        }
      }
    `,
    props.organization,
  );
  return <Status status={organization.status} setOn={(on) => refetch({ on })} />;
}

function People(props: { readonly organization: page_people$key }) {
  const { data, loadNext } = usePaginationFragment(
    graphql`
      fragment page_people on Organization
      @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, after: { type: "String" })
      @refetchable(queryName: "pagePeopleQuery")
      @throwOnFieldError {
        employees(first: $count, after: $after) @connection(key: "page_employees") {
          edges {
            node {
              id
              name
            }
          }
        }
      }
    `,
    props.organization,
  );
  return (
    <section>
      <Names people={data.employees.edges.map(({ node }) => node)} />
      <button onClick={() => loadNext(2)}>More</button>
    </section>
  );
}

function Supposed({ organization }: { readonly organization: string }) {
  const [competency, setCompetency] = useState<string | null>(null);
  return (
    <section>
      <button onClick={() => setCompetency(WITHHELD)}>Without {WITHHELD}</button>
      <Suspense>
        {competency !== null && <WhatIf organizationId={organization} competency={competency} />}
      </Suspense>
    </section>
  );
}

function WhatIf(props: { readonly organizationId: string; readonly competency: string }) {
  const { organizationId, competency } = props;
  const { organization } = useLazyLoadQuery<pageWhatIfQuery>(
    graphql`
      query pageWhatIfQuery($by: OrganizationReference!, $changes: [SuppositionInput!]!) @throwOnFieldError {
        organization(by: $by) {
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
    `,
    { by: { id: organizationId }, changes: [withheld(competency)] },
  );
  return <AttainedLevels id="supposed" competencies={organization?.whatIf.after.competencies ?? []} />;
}

function RenameButton(props: {
  readonly organization: { readonly id: string; readonly name: string; readonly version: number };
}) {
  const [rename] = useMutation<pageRenameMutation>(graphql`
    mutation pageRenameMutation($input: UpdateOrganizationInput!) {
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
  `);
  return (
    <button onClick={() => rename({ variables: { input: renaming(props.organization) } })}>Rename</button>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <RelayEnvironmentProvider environment={environment}>
    <Suspense fallback={<p>…</p>}>
      <Page />
    </Suspense>
  </RelayEnvironmentProvider>,
);
