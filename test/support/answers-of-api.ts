import { expect } from '@jest/globals';
import type { Said } from '../../server/cases/check-case';
import type { Day } from '../../server/rules';
import type { Told } from './commands';
import type { TestServer } from './test-server';

const FLAGS = 'renewalAtRisk willBeEligible';
const DISPLAYED = 'competency { key } level since';

/** How an organization stands, in every place that tells it. */
const STANDING = `query ($id: ID!, $on: LocalDate) {
  organization(id: $id) {
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

/** What the API says of the one organization of a programme, on a day or, where none is given, today. */
export async function saidByApi(server: TestServer, as: string, id: string, on: Day | null): Promise<Said> {
  const { body } = await server.ask(STANDING, { variables: { id, on }, as });
  expect(body.errors).toBeUndefined();
  const { organization, organizationsAtRisk } = body.data;
  const { status, marketingProfile, ...fields } = organization;
  const { renewalAtRisk, willBeEligible, eligibleLevels, displayedCompetencies, competencies } = status;
  // Whichever place one asks, the answer is the same.
  expect(status).toMatchObject(fields);
  expect(status.renewalRisk).toEqual({ renewalAtRisk, willBeEligible });
  expect(marketingProfile?.displayedCompetencies ?? []).toEqual(displayedCompetencies);
  const listed = renewalAtRisk || willBeEligible === false;
  expect(organizationsAtRisk).toEqual({
    totalCount: listed ? 1 : 0,
    nodes: listed ? [{ organization: { id }, renewalAtRisk, willBeEligible }] : [],
  });
  return {
    eligibleLevels,
    renewalAtRisk,
    willBeEligible,
    attained: Object.fromEntries(
      competencies
        .filter(({ attainedLevel }: Told) => attainedLevel !== null)
        .map(({ key, attainedLevel }: Told) => [key, attainedLevel]),
    ),
    displayed: Object.fromEntries(
      displayedCompetencies.map(({ competency, level }: Told) => [competency.key, level]),
    ),
    holds: (competency, level) =>
      competencies
        .filter(({ key }: Told) => key === competency)
        .flatMap(({ paths }: Told) => paths)
        .some(({ path, holds }: Told) => path.level === level && holds),
  };
}
