import { describe, expect, it } from '@jest/globals';
import { demoRows, STORIES } from '../../../server/demo/demo-rows';
import { addDays, day, type Day } from '../../../server/rules';
import { allAnswers, type Answers } from './answers';
import { STORY_CHECKS } from './story-checks';

/** Ordinary days, last days of months, and days on which a month begins or is closed. */
const TODAYS = [
  ...['2018-01-01', '2018-06-30', '2018-12-31', '2019-01-01', '2024-05-31', '2026-03-02', '2026-11-20'],
  ...['2028-02-29', '2029-02-28', '2031-08-31', '2035-10-19', '2039-12-31', '2040-12-31'],
].map(day);

const STATUSES: Readonly<Record<string, (answers: Answers) => boolean>> = {
  gold: ({ running, renewalAtRisk }) => running?.level === 'GOLD' && !renewalAtRisk,
  silver: ({ running, renewalAtRisk }) => running?.level === 'SILVER' && !renewalAtRisk,
  'at risk': ({ renewalAtRisk, willBeEligible }) => renewalAtRisk && willBeEligible === false,
  'at risk but safe to renew': ({ renewalAtRisk, willBeEligible }) =>
    renewalAtRisk && willBeEligible === true,
  'lost but still displayed': ({ attained, displayed }) =>
    [...displayed.keys()].some((key) => !attained.has(key)),
  'under a GRANT': ({ facts, today }) => isUnder(facts.overrides, 'GRANT', today),
  'under a WITHHOLD': ({ facts, today }) => isUnder(facts.overrides, 'WITHHOLD', today),
  'renewal open': ({ running, today }) => running !== null && running.until <= addDays(today, 90),
  'never a member': ({ facts }) => facts.memberships.length === 0,
  lapsed: ({ facts, running }) => facts.memberships.length > 0 && running === null,
};

describe.each(TODAYS)('the demo on %s', (today) => {
  const answers = allAnswers(demoRows(today), today);

  it.each(STORIES)('$key shows: $shows', ({ key }) => {
    const [actual, check] = [answers.get(key), STORY_CHECKS[key]];
    if (actual === undefined || check === undefined) throw new Error(`The story "${key}" has no check.`);
    check(actual);
  });

  it.each(Object.entries(STATUSES))('has an organization with the status: %s', (_, holds) => {
    expect([...answers.values()].filter(holds).length).toBeGreaterThan(0);
  });
});

it('every story has a check, and every check has a story', () => {
  expect(Object.keys(STORY_CHECKS).sort()).toEqual(STORIES.map(({ key }) => key).sort());
});

function isUnder(overrides: Answers['facts']['overrides'], effect: string, today: Day): boolean {
  return overrides.some(
    (each) => each.effect === effect && each.from <= today && (each.until === null || today < each.until),
  );
}
