import {
  attainedLevels,
  displayedCompetencies,
  eligibleLevels,
  renewalFlags,
  runningTerm,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
  type Levels,
  type Membership,
} from '../../../server/rules';
import type { OrganizationRow } from '../../../server/db/entities';
import { catalogue2017 } from '../../support/catalogue';
import { factsOf, type FactRows } from '../../support/facts-of';

export const VERSIONS: readonly Catalogue[] = [catalogue2017];

export interface Answers {
  readonly key: string;
  readonly facts: Facts;
  readonly today: Day;
  readonly attained: Levels;
  readonly displayed: Levels;
  readonly eligible: readonly Level[];
  readonly running: Membership | null;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean | null;
}

export function answersOf(rows: FactRows, organization: OrganizationRow, today: Day): Answers {
  const facts = factsOf(rows, organization);
  return {
    key: organization.key,
    facts,
    today,
    attained: attainedLevels(VERSIONS, facts, today),
    displayed: displayedCompetencies(VERSIONS, facts, today),
    eligible: eligibleLevels(VERSIONS, facts, today),
    running: runningTerm(facts.memberships, today),
    ...renewalFlags(VERSIONS, facts, today),
  };
}

export function allAnswers(rows: FactRows, today: Day): ReadonlyMap<string, Answers> {
  return new Map(rows.organizations.map((row) => [row.key, answersOf(rows, row, today)]));
}
