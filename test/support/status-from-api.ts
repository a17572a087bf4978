import { expect } from '@jest/globals';
import type { DayAnswers } from '../../server/cases/compare-answers';
import type { Day } from '../../server/rules';
import type { AnyJson } from './commands';
import type { TestServer } from './test-server';

const FLAGS = 'renewalAtRisk willBeEligible';
const DISPLAYED = 'competency { key } level from';

const STATUS_QUERY = `query ($id: ID!, $on: LocalDate) {
  organization(by: { id: $id }) {
    status(on: $on) {
      eligibleLevels ${FLAGS}
      displayedCompetencies { ${DISPLAYED} }
      competencies { key attainedLevel paths { path { level } holds } }
      renewalRisk { ${FLAGS} }
    }
    eligibleLevels(on: $on) renewalAtRisk(on: $on) willBeEligible(on: $on)
    displayedCompetencies(on: $on) { ${DISPLAYED} }
    competencies(on: $on) { key attainedLevel }
    renewalRisk(on: $on) { ${FLAGS} }
    marketingProfile(on: $on) { displayedCompetencies { ${DISPLAYED} } }
  }
  organizationsAtRisk(on: $on, first: 2) { totalCount nodes { organization { id } ${FLAGS} } }
}`;

/** The answers of the API for the only organization of a programme on a day; null means today. */
export async function statusFromApi(
  server: TestServer,
  as: string,
  id: string,
  on: Day | null,
): Promise<DayAnswers> {
  const { body } = await server.ask(STATUS_QUERY, { variables: { id, on }, as });
  expect(body.errors).toBeUndefined();
  const { organization, organizationsAtRisk } = body.data;
  const { status, marketingProfile, ...fields } = organization;
  const { renewalAtRisk, willBeEligible, eligibleLevels, displayedCompetencies, competencies } = status;
  // Every field gives the same answer.
  expect(status).toMatchObject(fields);
  expect(status.renewalRisk).toEqual({ renewalAtRisk, willBeEligible });
  expect(marketingProfile?.displayedCompetencies ?? []).toEqual(displayedCompetencies);
  const isListed = renewalAtRisk || willBeEligible === false;
  expect(organizationsAtRisk).toEqual({
    totalCount: isListed ? 1 : 0,
    nodes: isListed ? [{ organization: { id }, renewalAtRisk, willBeEligible }] : [],
  });
  return {
    eligibleLevels,
    renewalAtRisk,
    willBeEligible,
    attained: Object.fromEntries(
      competencies
        .filter(({ attainedLevel }: AnyJson) => attainedLevel !== null)
        .map(({ key, attainedLevel }: AnyJson) => [key, attainedLevel]),
    ),
    displayed: Object.fromEntries(
      displayedCompetencies.map(({ competency, level }: AnyJson) => [competency.key, level]),
    ),
    holds: (competency, level) =>
      competencies
        .filter(({ key }: AnyJson) => key === competency)
        .flatMap(({ paths }: AnyJson) => paths)
        .some(({ path, holds }: AnyJson) => path.level === level && holds),
  };
}
