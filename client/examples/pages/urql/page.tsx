// A page with urql and Graphcache, its normalized cache. The SDK has the settings of the cache.
import { keys, possibleTypes } from '@laurel/sdk/caches';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Client, fetchExchange, Provider, useMutation, useQuery } from 'urql';
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

const { url, headers } = settings();
const client = new Client({
  url,
  fetchOptions: { headers },
  preferGetMethod: false,
  exchanges: [
    cacheExchange({ keys, possibleTypes, resolvers: { Organization: { employees: relayPagination() } } }),
    fetchExchange,
  ],
});

function Page() {
  const [{ data }] = useQuery<documents.HeaderData>({ query: documents.HEADER });
  const organization = data?.viewer.organization;
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
  const [{ data }] = useQuery<documents.StatusData, documents.StatusVariables>({
    query: documents.STATUS,
    variables: { on },
  });
  return <Status status={data?.viewer.organization?.status} setOn={setOn} />;
}

function People() {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data }] = useQuery<documents.PeopleData, documents.PeopleVariables>({
    query: documents.PEOPLE,
    variables: { first: 2, after },
  });
  const page = data?.viewer.organization?.employees;
  return (
    <section>
      <Names people={page?.nodes ?? []} />
      <button onClick={() => setAfter(page?.pageInfo.endCursor ?? null)}>More</button>
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
  const [{ data }] = useQuery<documents.WhatIfData, documents.WhatIfVariables>({
    query: documents.WHAT_IF,
    variables: { id: props.organizationId, changes: [withheld(props.competency)] },
  });
  return <AttainedLevels id="supposed" competencies={data?.organization?.whatIf.after.competencies ?? []} />;
}

function RenameButton({ organization }: { readonly organization: OrganizationHeader }) {
  const [, rename] = useMutation<unknown, documents.RenameVariables>(documents.RENAME);
  return <button onClick={() => void rename({ input: renaming(organization) })}>Rename</button>;
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <Provider value={client}>
    <Page />
  </Provider>,
);
