// A page with Apollo Client and its normalized cache. The SDK has the settings of the cache.
import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { ApolloProvider, useMutation, useQuery } from '@apollo/client/react';
import { possibleTypes, typePolicies } from '@laurel/sdk/caches';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import * as documents from '../documents.ts';
import {
  AttainedLevels,
  Names,
  renaming,
  settings,
  Status,
  Title,
  WITHHELD,
  withheld,
  type OrganizationHeader,
} from '../view.tsx';

const HEADER: TypedDocumentNode<documents.HeaderData> = gql(documents.HEADER);
const STATUS: TypedDocumentNode<documents.StatusData, documents.StatusVariables> = gql(documents.STATUS);
const PEOPLE: TypedDocumentNode<documents.PeopleData, documents.PeopleVariables> = gql(documents.PEOPLE);
const WHAT_IF: TypedDocumentNode<documents.WhatIfData, documents.WhatIfVariables> = gql(documents.WHAT_IF);
const RENAME: TypedDocumentNode<unknown, documents.RenameVariables> = gql(documents.RENAME);

const { url, headers } = settings();
const client = new ApolloClient({
  link: new HttpLink({ uri: url, headers }),
  cache: new InMemoryCache({ possibleTypes, typePolicies }),
});

function Page() {
  const organization = useQuery(HEADER).data?.viewer.organization;
  if (organization === undefined) return <p>…</p>;
  if (organization === null) return <p>You belong to no organization.</p>;
  return (
    <main>
      <Title organization={organization} />
      <Competencies />
      <People />
      <Supposed organizationId={organization.id} />
      <RenameButton organization={organization} />
    </main>
  );
}

function Competencies() {
  const [on, setOn] = useState<string | null>(null);
  const { data } = useQuery(STATUS, { variables: { on } });
  return <Status status={data?.viewer.organization?.status} setOn={setOn} />;
}

function People() {
  const { data, fetchMore } = useQuery(PEOPLE, { variables: { first: 2, after: null } });
  const page = data?.viewer.organization?.employees;
  return (
    <section>
      <Names people={page?.nodes ?? []} />
      <button onClick={() => void fetchMore({ variables: { after: page?.pageInfo.endCursor ?? null } })}>
        More
      </button>
    </section>
  );
}

function Supposed({ organizationId }: { readonly organizationId: string }) {
  const [competency, setCompetency] = useState<string | null>(null);
  return (
    <section>
      <button onClick={() => setCompetency(WITHHELD)}>Without {WITHHELD}</button>
      {competency !== null && <WhatIf organizationId={organizationId} competency={competency} />}
    </section>
  );
}

function WhatIf(props: { readonly organizationId: string; readonly competency: string }) {
  const variables = { id: props.organizationId, changes: [withheld(props.competency)] };
  const { data } = useQuery(WHAT_IF, { variables });
  return <AttainedLevels id="supposed" competencies={data?.organization?.whatIf.after.competencies ?? []} />;
}

function RenameButton({ organization }: { readonly organization: OrganizationHeader }) {
  const [rename] = useMutation(RENAME);
  return (
    <button onClick={() => void rename({ variables: { input: renaming(organization) } })}>Rename</button>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <ApolloProvider client={client}>
    <Page />
  </ApolloProvider>,
);
