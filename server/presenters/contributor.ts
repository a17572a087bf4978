import type { Contributor } from '../../schema/progress';

/** What resolvers of a contributor's fields may rely on. */
export interface ContributorSource extends Omit<Contributor, 'employee'> {
  readonly __typename: 'Contributor';
  readonly organizationId: string;
  /** Null: somebody who only joins in a what-if. */
  readonly employeeId: string | null;
}

const JOINER = 'joiner ';

/** The id that somebody has in the rules who joins in a what-if. */
export function joinerId(number: number): string {
  return `${JOINER}${number}`;
}

/** Somebody by the id that the rules know: an employee's, or a joiner's. */
export function presentContributor(person: string, organizationId: string): ContributorSource {
  const joiner = person.startsWith(JOINER) ? Number(person.slice(JOINER.length)) : null;
  return {
    __typename: 'Contributor',
    organizationId,
    joiner,
    employeeId: joiner === null ? person : null,
  };
}
