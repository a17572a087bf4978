// The parts of the page that do not depend on the library.

export interface OrganizationHeader {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly status: {
    readonly membershipLevel?: string | null | undefined;
    readonly eligibleLevels: readonly string[];
  };
}

export interface AttainedCompetency {
  readonly attainedLevel?: string | null | undefined;
  readonly competency: { readonly id: string; readonly name: string };
}

export interface StatusOnDay {
  readonly on: string;
  readonly renewalAtRisk: boolean;
  readonly competencies: readonly AttainedCompetency[];
}

const LATER = '2027-06-01';
/** The key of the competency that the what-if withholds. */
export const WITHHELD = 'devops';

/** The server's address and the token, from the fragment of the page's address: `#url=…&token=…`. */
export function settings(): { readonly url: string; readonly headers: { readonly authorization: string } } {
  const values = new URLSearchParams(location.hash.slice(1));
  return {
    url: values.get('url') ?? '/graphql',
    headers: { authorization: `Bearer ${values.get('token') ?? ''}` },
  };
}

export function Title({ organization }: { readonly organization: OrganizationHeader }) {
  const { name, status } = organization;
  return (
    <header>
      <h1>{name}</h1>
      <p id="membership">
        {status.membershipLevel ?? 'no membership'}, may buy {status.eligibleLevels.join(' and ')}
      </p>
    </header>
  );
}

export function AttainedLevels(props: {
  readonly id: string;
  readonly competencies: readonly AttainedCompetency[];
}) {
  return (
    <ul id={props.id}>
      {props.competencies.map(({ competency, attainedLevel }) => (
        <li key={competency.id}>
          {competency.name}: {attainedLevel}
        </li>
      ))}
    </ul>
  );
}

export function Names({
  people,
}: {
  readonly people: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <ol id="people">
      {people.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ol>
  );
}

/** The status of a day that the reader chooses. */
export function Status(props: {
  readonly status: StatusOnDay | undefined;
  readonly setOn: (day: string | null) => void;
}) {
  const { status, setOn } = props;
  return (
    <section>
      <button onClick={() => setOn(LATER)}>Later</button>
      <button onClick={() => setOn(null)}>Today</button>
      <p id="risk">
        {status === undefined ? '…' : `${status.on}: ${status.renewalAtRisk ? 'at risk' : 'safe'}`}
      </p>
      <AttainedLevels id="competencies" competencies={status?.competencies ?? []} />
    </section>
  );
}

export function renaming({ id, version, name }: Pick<OrganizationHeader, 'id' | 'name' | 'version'>) {
  return { organizationId: id, expectedVersion: version, name: `${name} AG` };
}

export function withheld(competency: string) {
  return { overridePlaced: { competency, effect: { withhold: 'ALL' as const } } };
}
