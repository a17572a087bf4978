import type { Contributor } from '../../../schema/statuses/progress';

export interface ContributorSource extends Omit<Contributor, 'employee'> {
  readonly __typename: 'Contributor';
  readonly organizationId: string;
  /** Null for a joiner, a person who exists only in a what-if. */
  readonly employeeId: string | null;
}

const JOINER = 'joiner ';

export function joinerId(number: number): string {
  return `${JOINER}${number}`;
}

export function presentContributor(person: string, organizationId: string): ContributorSource {
  const joiner = person.startsWith(JOINER) ? Number(person.slice(JOINER.length)) : null;
  return {
    __typename: 'Contributor',
    organizationId,
    joiner,
    employeeId: joiner === null ? person : null,
  };
}
