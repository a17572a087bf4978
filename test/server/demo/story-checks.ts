import { expect } from '@jest/globals';
import {
  addDays,
  addMonths,
  attainedLevels,
  daysBetween,
  forecast,
  lastTermOfChain,
  type Day,
  type Facts,
  type Level,
  type Levels,
} from '../../../server/rules';
import { catalogue2017 } from '../../support/catalogue';
import { VERSIONS, type Answers } from './answers';

export const STORY_CHECKS: Readonly<Record<string, (answers: Answers) => void>> = {
  'nordwind-it': (answers) => {
    expect(levels(answers.attained)).toEqual({
      'application-development': 'SILVER',
      devops: 'GOLD',
      messaging: 'SILVER',
    });
    expect(answers.displayed).toEqual(answers.attained);
    expect(answers).toMatchObject({ renewalAtRisk: true, willBeEligible: false, running: { level: 'GOLD' } });
    expect(daysUntilRenewal(answers)).toBeGreaterThan(145);
    expect(daysUntilRenewal(answers)).toBeLessThan(156);
    const jonas = { kind: 'credential', change: 'expires', credential: 'CSM' };
    expect(changesOf(answers, 'devops')).toEqual([
      { day: addDays(answers.today, 94), after: 'SILVER', causes: [expect.objectContaining(jonas)] },
    ]);
  },

  'revontuli-devworks': (answers) => {
    expect(levels(answers.displayed)).toEqual({
      'application-development': 'GOLD',
      'collaboration-and-content': 'GOLD',
    });
    expectSafe(answers, 'GOLD');
    for (const person of answers.facts.people) {
      expect(without(answers, person.id).get('application-development')).toBe('GOLD');
    }
  },

  'lusitania-dados': (answers) => {
    expect(levels(answers.attained)).toEqual({ 'data-platform': 'SILVER' });
    expectSafe(answers, 'SILVER');
    // Gold needs one more person with these three credentials.
    const newcomer = holding(answers, 'TA-DPA-FOUNDATION', '70-764', '70-765');
    expect(newcomer.get('data-platform')).toBe('GOLD');
  },

  'mekong-lotus-cloud': (answers) => {
    expect(answers.facts.market).toBe('DEVELOPING');
    expect(levels(answers.displayed)).toEqual({ 'cloud-platform': 'GOLD' });
    expectSafe(answers, 'GOLD');
    expect(attainedBy({ ...answers.facts, metrics: [] }, answers.today).size).toBe(0);
  },

  'sakuragi-cloud-works': (answers) => {
    const { facts, today } = answers;
    expect(facts.overrides).toMatchObject([{ effect: 'GRANT', competency: 'datacenter' }]);
    expect(facts.overrides[0]?.until).toBe(addMonths(addDays(today, -27), 3));
    expect(levels(answers.attained)).toEqual({ datacenter: 'GOLD' });
    expect(levels(attainedBy({ ...facts, overrides: [] }, today))).toEqual({ datacenter: 'SILVER' });
    expect(answers.eligible).toContain('GOLD');
    expectSafe(answers, 'SILVER');
  },

  'rio-turvo-sistemas': (answers) => {
    expect(answers.facts.overrides).toMatchObject([{ effect: 'WITHHOLD', competency: 'communications' }]);
    expect(levels(answers.attained)).toEqual({ 'project-and-portfolio-management': 'SILVER' });
    expect(levels(answers.displayed)).toEqual({
      communications: 'SILVER',
      'project-and-portfolio-management': 'SILVER',
    });
    expectSafe(answers, 'SILVER');
  },

  'savanna-stackworks': (answers) => {
    expect(answers.facts.memberships).toEqual([]);
    expect(answers.eligible).toEqual(['SILVER']);
    const came = addDays(answers.today, -63);
    expect(attainedBy(answers.facts, came).get('devops')).toBe('SILVER');
    expect(attainedBy(answers.facts, addDays(came, -1)).size).toBe(0);
    expect(answers).toMatchObject({ renewalAtRisk: false, willBeEligible: null });
  },

  'prairie-larkspur-cloud': (answers) => {
    const accepted = answers.today < '2019-01-01';
    expect(answers.running?.level).toBe('SILVER');
    expect(answers.attained.get('cloud-platform')).toBe(accepted ? 'GOLD' : 'SILVER');
    const ends = {
      day: '2019-01-01',
      after: 'SILVER',
      causes: [expect.objectContaining({ kind: 'acceptance' })],
    };
    expect(changesOf(answers, 'cloud-platform')).toEqual(accepted ? [ends] : []);
    expect(answers.willBeEligible).toBe(true);
  },

  'heronsgate-insights': (answers) => {
    expect(levels(answers.displayed)).toEqual({ 'data-analytics': 'SILVER' });
    expect(answers).toMatchObject({
      renewalAtRisk: true,
      willBeEligible: false,
      running: { level: 'SILVER' },
    });
    expect(changesOf(answers, 'data-analytics')).toEqual([
      {
        day: addDays(answers.today, 61),
        after: null,
        causes: [expect.objectContaining({ change: 'expires', credential: 'TA-BI' })],
      },
    ]);
  },

  'birchwater-systems': (answers) => {
    expect(levels(answers.displayed)).toEqual({ communications: 'SILVER', datacenter: 'GOLD' });
    expect(answers).toMatchObject({ renewalAtRisk: true, willBeEligible: true, running: { level: 'GOLD' } });
    expect(levels(attainedBy(answers.facts, renewalDay(answers)))).toEqual({ datacenter: 'GOLD' });
  },

  'baobab-loop-digital': (answers) => {
    expect(levels(answers.displayed)).toEqual({ devops: 'SILVER', 'windows-and-devices': 'SILVER' });
    expect(levels(answers.attained)).toEqual({ 'windows-and-devices': 'SILVER' });
    const left = addDays(answers.today, -63);
    expect(attainedBy(answers.facts, addDays(left, -1)).get('devops')).toBe('SILVER');
    expect(attainedBy(answers.facts, left).get('devops')).toBeUndefined();
  },

  'grachtlicht-it': (answers) => {
    expect(levels(answers.displayed)).toEqual({ 'project-and-portfolio-management': 'GOLD' });
    expect(answers).toMatchObject({ renewalAtRisk: true, willBeEligible: false, running: { level: 'GOLD' } });
    expect(changesOf(answers, 'project-and-portfolio-management')).toEqual([
      {
        day: addDays(answers.today, 42),
        after: 'SILVER',
        causes: [expect.objectContaining({ kind: 'person', change: 'leaves' })],
      },
    ]);
  },

  'jarzebina-data': (answers) => {
    expectSafe(answers, 'SILVER');
    const carriers = (day: Day) =>
      answers.facts.people.filter(({ id }) => !without(answers, id, day).has('data-analytics'));
    expect(answers.attained.get('data-analytics')).toBe('GOLD');
    expect(carriers(answers.today)).toHaveLength(0);
    expect(carriers(addDays(answers.today, 34))).toHaveLength(0);
    expect(carriers(addDays(answers.today, 35))).toHaveLength(1);
    expect(carriers(renewalDay(answers))).toHaveLength(1);
  },

  'almrausch-software': (answers) => {
    expectSafe(answers, 'SILVER');
    expect(windowIsOpen(answers)).toBe(true);
    expect(answers.facts.memberships).toHaveLength(1);
  },

  'tasman-kauri-solutions': (answers) => {
    expectSafe(answers, 'SILVER');
    expect(answers.running).not.toBeNull();
    expect(renewalDay(answers)).toBe(addMonths(answers.running?.until ?? answers.today, 12));
    expect(windowIsOpen(answers)).toBe(false);
  },

  'sahyadri-setu-infotech': (answers) => {
    expect(answers).toMatchObject({ running: null, renewalAtRisk: false, willBeEligible: null });
    expect(answers.eligible).toEqual(['SILVER']);
    const ended = lastEnd(answers);
    expect(
      ended < answers.today &&
        daysBetween(ended, answers.today) < catalogue2017.policy.renewalClosesDaysAfter,
    ).toBe(true);
  },

  'pampa-serena-logica': (answers) => {
    expect(answers.running).toBeNull();
    expect(answers.eligible).toEqual(['SILVER']);
    expect(lastEnd(answers)).toBe(addMonths(firstStart(answers), 24));
    expect(daysBetween(lastEnd(answers), answers.today)).toBeGreaterThan(
      catalogue2017.policy.renewalClosesDaysAfter,
    );
  },

  'hangang-lantern-data': (answers) => {
    const upgradedOn = addDays(answers.today, -58);
    expect(answers.running).toMatchObject({ level: 'GOLD', from: upgradedOn, kind: 'UPGRADE' });
    expect(answers.facts.memberships).toContainEqual(
      expect.objectContaining({ level: 'SILVER', until: upgradedOn }),
    );
    const qualifiedOn = addDays(answers.today, -89);
    expect(attainedBy(answers.facts, addDays(qualifiedOn, -1)).get('data-platform')).toBe('SILVER');
    expect(attainedBy(answers.facts, qualifiedOn).get('data-platform')).toBe('GOLD');
    expectSafe(answers, 'GOLD');
  },

  'fjordlys-konsult': (answers) => {
    expectSafe(answers, 'SILVER');
    const refunded = answers.facts.memberships.find(({ refundedOn }) => refundedOn !== null);
    expect(refunded?.from).toBe(answers.running?.until);
    expect(refunded?.until).toBe(refunded?.from);
    expect(renewalDay(answers)).toBe(answers.running?.until);
    expect(windowIsOpen(answers)).toBe(true);
  },
};

function levels(levelsByKey: Levels): Readonly<Record<string, Level>> {
  return Object.fromEntries([...levelsByKey].sort());
}

function attainedBy(facts: Facts, day: Day): Levels {
  return attainedLevels(VERSIONS, facts, day);
}

function expectSafe(answers: Answers, level: Level): void {
  expect(answers).toMatchObject({ renewalAtRisk: false, willBeEligible: true, running: { level } });
}

function without({ facts, today }: Answers, person: string, day = today): Levels {
  return attainedBy({ ...facts, people: facts.people.filter(({ id }) => id !== person) }, day);
}

function holding({ facts, today }: Answers, ...codes: string[]): Levels {
  const achievements = codes.map((credential) => ({
    id: credential,
    credential,
    earnedOn: today,
    expiry: { kind: 'never' } as const,
    revokedOn: null,
  }));
  const newcomer = { id: 'newcomer', affiliations: [{ from: today, until: null }], achievements };
  return attainedBy({ ...facts, people: [...facts.people, newcomer] }, today);
}

function changesOf({ facts, today }: Answers, competency: string) {
  return forecast(VERSIONS, facts, today, addMonths(today, 13)).flatMap((change) =>
    change.of === 'attained' && change.competency === competency
      ? [{ day: change.day, after: change.after, causes: change.causes }]
      : [],
  );
}

function renewalDay({ facts, running, today }: Answers): Day {
  return running === null ? today : lastTermOfChain(facts.memberships, running).until;
}

function daysUntilRenewal(answers: Answers): number {
  return daysBetween(answers.today, renewalDay(answers));
}

function windowIsOpen(answers: Answers): boolean {
  return daysUntilRenewal(answers) <= catalogue2017.policy.renewalOpensDaysBefore;
}

function lastEnd({ facts, today }: Answers): Day {
  return (
    facts.memberships
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? today
  );
}

function firstStart({ facts, today }: Answers): Day {
  return facts.memberships.map(({ from }) => from).sort()[0] ?? today;
}
